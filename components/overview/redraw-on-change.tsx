'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { liveRead } from '@/components/live/client'

type RedrawOnChangeProps = {
  /** An address of the JSON API. */
  source: string
  /** Fields of its answer that matter, with the values this page was drawn from. */
  drawn: Record<string, string | number | boolean | null>
  /** Milliseconds between two looks, while the page is visible. */
  every?: number
}

/** Looks at an answer of the API and has the server draw the page anew when a field of it has changed. Shows nothing. */
export function RedrawOnChange({ source, drawn, every = 500 }: RedrawOnChangeProps) {
  const router = useRouter()
  const seen = useRef(keyOf(drawn, drawn))
  const { data } = useQuery(liveRead<Record<string, unknown>>(source, every))

  const known = keyOf(drawn, drawn)
  useEffect(() => {
    seen.current = known
  }, [known])

  const now = data && keyOf(drawn, data)
  useEffect(() => {
    if (now === undefined || now === seen.current) return
    // Once a change: the next look finds it noted, also when drawing takes longer than a look.
    seen.current = now
    router.refresh()
  }, [now, router])

  return null
}

const keyOf = (fields: object, answer: Record<string, unknown>) =>
  JSON.stringify(Object.keys(fields).map((field) => answer[field] ?? null))
