'use client'

import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type MissedEventsProps = { connectionId: string; type: string; missed: number; canApply: boolean }

/** What earlier settings left out, and the offer to let it count after all. */
export function MissedEvents({ connectionId, type, missed, canApply }: MissedEventsProps) {
  const [left, setLeft] = useState(missed)
  const toast = useToast()
  if (left === 0) return null
  const events = `${left.toLocaleString('en')} ${left === 1 ? 'event' : 'events'}`

  async function apply() {
    try {
      const { queued } = await api<{ queued: number }>(
        'POST',
        `/api/v1/connections/${connectionId}/event_settings/missed`,
        { type },
      )
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
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <span>{events} left out by earlier settings.</span>
      {canApply ? (
        <Button variant="secondary" size="sm" onClick={apply}>
          Apply {left === 1 ? 'it' : 'them'}, send nothing
        </Button>
      ) : null}
    </div>
  )
}
