'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { liveRead } from '@/components/live/client'

type Glance = { status: string; last_event_at: string | null }

type LiveConnectionProps = { connectionId: string; shown: Glance }

/** Looks at the connection twice a second while the page is visible, and has the server draw it anew when it changed. */
export function LiveConnection({ connectionId, shown }: LiveConnectionProps) {
  const router = useRouter()
  const drawn = useRef(keyOf(shown))
  const { data } = useQuery({
    ...liveRead<Glance>(`/api/v1/connections/${connectionId}`, 500),
    initialData: shown,
  })

  useEffect(() => {
    drawn.current = keyOf(shown)
  }, [shown])

  useEffect(() => {
    if (keyOf(data) === drawn.current) return
    // Once a change: the next look finds it drawn, also when the server takes longer than half a second.
    drawn.current = keyOf(data)
    router.refresh()
  }, [data, router])

  return null
}

function keyOf({ status, last_event_at }: Glance): string {
  return `${status} ${last_event_at}`
}
