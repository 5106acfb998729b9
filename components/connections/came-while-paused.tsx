'use client'

import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

/** What was kept during a pause that is over, and the offer to let it count after all. Nothing when there is none. */
export function CameWhilePaused({ connectionId, count }: { connectionId: string; count: number }) {
  const [left, setLeft] = useState(count)
  const toast = useToast()
  if (left === 0) return null

  async function apply() {
    try {
      const path = `/api/v1/connections/${connectionId}/event_settings/missed`
      const { queued } = await api<{ queued: number }>('POST', path, { while: 'paused' })
      setLeft(0)
      toast({
        title: `Applying ${queued.toLocaleString('en')}.`,
        description: 'Subscribers become right in a moment. Nothing is sent.',
      })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Could not apply them.', description: error.message })
    }
  }

  return (
    <Banner
      title={`${left.toLocaleString('en')} ${left === 1 ? 'event' : 'events'} came while paused`}
      action={
        <Button size="sm" onClick={apply}>
          Apply {left === 1 ? 'it' : 'them'}, send nothing
        </Button>
      }
    >
      Kept and not applied.
    </Banner>
  )
}
