'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Status } from '@/components/ui/status'
import type { DestinationJson } from '@/lib/destinations/json'
import { HealthLine } from './health-line'
import { statusOf } from './health-words'
import { useDestination } from './use-destination'

/** The state as it is now. What the server drew, such as why it is disabled, is drawn anew once when that has changed. */
export function LiveStatus({ first }: { first: DestinationJson }) {
  const destination = useDestination(first)
  const router = useRouter()
  const drawn = first.state + first.name
  const now = destination.state + destination.name
  const asked = useRef(drawn)
  useEffect(() => {
    asked.current = drawn
  }, [drawn])
  useEffect(() => {
    if (now === asked.current) return
    asked.current = now
    router.refresh()
  }, [now, router])
  return <Status status={statusOf(destination)} />
}

export function LiveHealth({ first, who }: { first: DestinationJson; who: string }) {
  return <HealthLine destination={useDestination(first)} who={who} />
}
