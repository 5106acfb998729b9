'use client'

import { useState } from 'react'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import type { RoleOption } from './role-options'
import { useChange } from './use-change'

type MemberActionsProps = {
  teamId: string
  member: { id: string; shown: string; role: string }
  /** The roles the reader may give; empty = may not change this member. */
  options: readonly RoleOption[]
}

/** Change a member's role at once, or remove them after asking. */
export function MemberActions({ teamId, member, options }: MemberActionsProps) {
  const toast = useToast()
  const query = `?team_id=${teamId}`
  const path = `/members/${member.id}${query}`
  const rename = useChange(`${member.shown} has a new role.`)
  const remove = useChange(`${member.shown} was removed.`)
  const [round, setRound] = useState(0)

  function give(role: string) {
    rename.mutate(
      { method: 'PATCH', path, body: { role } },
      {
        onError: (error) => {
          toast({ title: error.message, tone: 'bad' })
          setRound(round + 1)
        },
      },
    )
  }

  return (
    <div className="flex items-center justify-end gap-2">
      <Select
        key={`${member.role}${round}`}
        aria-label={`Role of ${member.shown}`}
        options={options}
        defaultValue={member.role}
        disabled={rename.isPending}
        onValueChange={(role) => (role === member.role ? undefined : give(role))}
        className="w-36"
      />
      <AlertDialog
        trigger={<Button variant="danger-quiet">Remove</Button>}
        title={`Remove ${member.shown}?`}
        stops={[
          'They lose access to the team at once.',
          'API keys they made and invitations they sent stop working at once.',
        ]}
        stays={['What they set up stays.', 'You can invite them again.']}
        confirmLabel="Remove member"
        onConfirm={() => remove.mutateAsync({ method: 'DELETE', path })}
      />
    </div>
  )
}

/** The way out of a team for oneself. */
export function LeaveTeam({ team }: { team: { id: string; name: string } }) {
  const leave = useChange()
  return (
    <AlertDialog
      trigger={<Button variant="danger-quiet">Leave team</Button>}
      title={`Leave ${team.name}?`}
      stops={['You lose access at once.', 'API keys you made and invitations you sent here stop working at once.']}
      stays={['What you set up stays.', 'An admin can invite you again.']}
      confirmLabel="Leave team"
      onConfirm={async () => {
        await leave.mutateAsync({ method: 'POST', path: `/teams/${team.id}/leave` })
        location.replace('/account/teams')
      }}
    />
  )
}
