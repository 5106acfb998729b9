'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useAnnounce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type RunActProps = {
  id: string
  /** Whose run, for assistive technology, where several stand below each other. */
  of?: string
  /** The page reads again what changes. */
  onAsked?: () => unknown
}

/** Does the step again at which a run failed, and goes on from there. */
export function RetryRun({ id, of, onAsked }: RunActProps) {
  const [asked, setAsked] = useState(false)
  const act = useAct()

  async function retry() {
    if (!(await act(`/api/v1/runs/${id}/retry`, 'Trying again', 'Not tried again.'))) return
    setAsked(true)
    await onAsked?.()
    // The row says by itself how it went; where it failed again the button is wanted again.
    setTimeout(() => setAsked(false), 1_500)
  }

  return (
    <Button size="sm" busy={asked} aria-label={of ? `Try again: ${of}` : undefined} onClick={retry}>
      {asked ? null : <RotateCw aria-hidden />}
      Try again
    </Button>
  )
}

/** Ends a run where it is. */
export function CancelRun({ id, onAsked }: RunActProps) {
  const act = useAct()
  const toast = useToast()

  async function cancel() {
    if (await act(`/api/v1/runs/${id}/cancel`, 'Cancelled', 'Not cancelled.')) {
      toast({ title: 'Cancelled.', description: 'Nothing more is done for this person in this run.' })
    }
    await onAsked?.()
  }

  return (
    <Button size="sm" onClick={cancel}>
      Cancel run
    </Button>
  )
}

function useAct() {
  const toast = useToast()
  const announce = useAnnounce()
  return async (path: string, said: string, notDone: string): Promise<boolean> => {
    try {
      await api('POST', path)
      announce(said)
      return true
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: notDone, description: error.message })
      return false
    }
  }
}
