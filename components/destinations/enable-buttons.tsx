'use client'

import { useRouter } from 'next/navigation'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { counted, numbers } from '@/lib/text/numbers'
import { useDestination } from './use-destination'

/** The two ways back for a destination that disabled itself, with what was missed until now. */
export function EnableButtons({ first }: { first: DestinationJson }) {
  const { id, name, missed } = useDestination(first)
  const router = useRouter()
  const toast = useToast()

  async function enable(sendMissed: boolean) {
    try {
      const { queued } = await api<{ queued: number }>('POST', `/api/v1/destinations/${id}/enable`, {
        send_missed: sendMissed,
      })
      toast({
        title: `${isolated(name)} is on.`,
        description: sendMissed ? `${counted(queued, 'event is', 'events are')} on the way.` : 'New events are sent.',
      })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Not enabled.', description: error.message })
    }
  }

  return (
    <span className="flex flex-wrap gap-2">
      {missed > 0 ? (
        <Button size="sm" variant="primary" onClick={() => enable(true)}>
          Enable and send {numbers.format(missed)} missed
        </Button>
      ) : null}
      <Button size="sm" onClick={() => enable(false)}>
        {missed > 0 ? 'Enable only' : 'Enable'}
      </Button>
    </span>
  )
}
