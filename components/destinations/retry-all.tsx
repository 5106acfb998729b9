'use client'

import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { counted, numbers } from '@/lib/text/numbers'
import { useDestination } from './use-destination'

/** At one request (lib/deliveries/retry.ts). */
const mostAtOnce = 10_000

/** Sends again all that was refused or given up, after asking with their number. */
export function RetryAll({ first }: { first: DestinationJson }) {
  const { id, site_id, name, state, health } = useDestination(first)
  const toast = useToast()
  const count = Math.min(health.undelivered, mostAtOnce)
  if (count === 0 || state === 'disabled') return null
  const deliveries = counted(count, 'delivery', 'deliveries')

  async function retry() {
    const body = { site_id, destination_id: id, states: ['refused', 'dead'] }
    const { queued } = await api<{ queued: number }>('POST', '/api/v1/deliveries/retry', body)
    toast({ title: `Retrying ${numbers.format(queued)}.`, description: 'The list shows what becomes of each.' })
  }

  return (
    <AlertDialog
      tone="primary"
      title={`Retry ${deliveries} to ${isolated(name)}?`}
      description="All that were refused or given up. Each carries the id it had, so a receiver that has one already can tell. What arrived is not sent again."
      confirmLabel={`Retry ${deliveries}`}
      onConfirm={retry}
      trigger={<Button>Retry all failed ({numbers.format(health.undelivered)})</Button>}
    />
  )
}
