'use client'

import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

/** Sends one dead event through again; the list shows what becomes of it. */
export function RetryButton({ id, label }: { id: string; label: string }) {
  const [asked, setAsked] = useState(false)
  const toast = useToast()

  async function retry() {
    try {
      await api('POST', `/api/v1/webhook_events/${id}/retry`)
      setAsked(true)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Not tried again.', description: error.message })
    }
  }

  if (asked) return <span role="status">Trying again.</span>
  return (
    <Button variant="secondary" size="sm" onClick={retry}>
      {label}
    </Button>
  )
}
