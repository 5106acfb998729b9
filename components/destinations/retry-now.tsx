'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useAnnounce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type RetryNowProps = {
  id: string
  /** Which delivery, for assistive technology, where several stand below each other. */
  of?: string
  size?: 'sm' | 'md'
  /** The page reads again what changes. */
  onAsked?: () => unknown
}

/** Makes the next attempt of a delivery now; the page shows what becomes of it. */
export function RetryNow({ id, of, size = 'sm', onAsked }: RetryNowProps) {
  const [asked, setAsked] = useState(false)
  const toast = useToast()
  const announce = useAnnounce()

  async function retry() {
    try {
      await api('POST', `/api/v1/deliveries/${id}/retry`)
      announce('Trying again')
      setAsked(true)
      await onAsked?.()
      // The row says by itself how it went; where it failed again the button is wanted again.
      setTimeout(() => setAsked(false), 1_500)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Not tried again.', description: error.message })
    }
  }

  return (
    <Button size={size} busy={asked} aria-label={of ? `Retry now: ${of}` : undefined} onClick={retry}>
      {asked ? null : <RotateCw aria-hidden />}
      Retry now
    </Button>
  )
}
