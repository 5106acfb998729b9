'use client'

import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import type { Contents } from '@/lib/sites/contents'
import { contentsWords } from './contents-words'
import { useChange } from './use-change'

type DeleteTeamProps = {
  team: { id: string; name: string }
  /** What it holds now, for honest consequences. */
  counts: { sites: number; members: number; connections: number; contents: Contents }
}

export function DeleteTeam({ team, counts }: DeleteTeamProps) {
  const remove = useChange()
  const accounts = amount(counts.connections, 'Stripe account')
  return (
    <AlertDialog
      trigger={<Button variant="danger-quiet">Delete team…</Button>}
      title={`Delete ${team.name}?`}
      description="This cannot be undone."
      stopsHeading="What is deleted"
      stops={[
        `${amount(counts.sites, 'site')} with ${contentsWords(counts.contents)}.`,
        ...(counts.connections > 0
          ? [`${accounts} ${counts.connections === 1 ? 'is' : 'are'} disconnected, here and at Stripe.`]
          : []),
        `${amount(counts.members, 'member')} ${counts.members === 1 ? 'loses' : 'lose'} access; every API key and invitation ends.`,
      ]}
      stays={[
        'Payments and customers in Stripe stay as they are.',
        ...(counts.connections > 0 ? ['The accounts can be connected to another team.'] : []),
      ]}
      confirmLabel="Delete team"
      typeToConfirm={team.name}
      onConfirm={async () => {
        await remove.mutateAsync({ method: 'DELETE', path: `/teams/${team.id}` })
        location.replace('/account/teams')
      }}
    />
  )
}

const amount = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
