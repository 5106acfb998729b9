'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { counted } from '@/lib/text/numbers'
import { useDestination, useLeaving } from './use-destination'

/** The end of a destination: asks with numbers, waits for calls under way, and then nothing is sent any more. */
export function RemoveCard({ first, listHref }: { first: DestinationJson; listHref: string }) {
  const { id, name, health, missed } = useDestination(first)
  const leave = useLeaving(id)
  const router = useRouter()
  const toast = useToast()
  const shown = isolated(name)

  async function remove() {
    leave(true)
    try {
      await api('DELETE', `/api/v1/destinations/${id}`)
    } catch (error) {
      leave(false)
      throw error
    }
    toast({ title: `${shown} is removed.`, description: 'Nothing more is sent there.' })
    router.push(listHref as Route)
  }

  return (
    <Card title="Remove">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-muted">
          Ends sending for good. To stop for a while, pause it: then what comes meanwhile waits.
        </p>
        <AlertDialog
          title={`Remove ${shown}?`}
          stops={[
            `Nothing is sent to ${shown} any more. Calls under way are waited for, up to 16 s.`,
            ...(health.waiting > 0
              ? [`${counted(health.waiting, 'waiting delivery is', 'waiting deliveries are')} cancelled.`]
              : []),
            ...(missed > 0 ? [`${counted(missed, 'missed event', 'missed events')} cannot be sent there later.`] : []),
            'Its key and settings are not shown again. To come back, connect it anew.',
          ]}
          stays={[
            'What was delivered stays at the receiver; we delete nothing there.',
            'Events, subscribers and the story of past deliveries stay here.',
          ]}
          confirmLabel={`Remove ${shown}`}
          onConfirm={remove}
          trigger={<Button variant="danger-quiet">Remove destination</Button>}
        />
      </div>
    </Card>
  )
}
