'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { hintOf, type RoleOption } from './role-options'
import { problemOf, useChange } from './use-change'

/** Invites one address with a role the inviter may give. */
export function InviteForm({ teamId, options }: { teamId: string; options: readonly RoleOption[] }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('marketer')
  const invite = useChange(`Invitation sent to ${email}.`)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const sent = await invite
      .mutateAsync({ method: 'POST', path: '/invitations', body: { team_id: teamId, email, role } })
      .then(() => true)
      .catch(() => false)
    if (sent) setEmail('')
  }

  return (
    <form noValidate onSubmit={submit} className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_16rem_auto]">
      <Field label="E-mail address" error={problemOf(invite.error, 'email')} name="email">
        <Input type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
      <Field label="Role" hint={hintOf(options, role)}>
        <Select options={options} value={role} onValueChange={setRole} />
      </Field>
      <Button type="submit" variant="primary" busy={invite.isPending} className="sm:mt-7">
        Send invitation
      </Button>
    </form>
  )
}
