'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { FlowDefinition } from '@/lib/flows/definition'
import type { TryJson } from '@/lib/flows/try-json'

/** Milliseconds without typing before the draft is tried again. */
const calm = 600

/** What the draft, as it stands in the editor, would do with a past event; null = the newest one, else the example. Sends nothing. */
export function useTry(flowId: string, draft: FlowDefinition, eventId: string | null, wanted: boolean) {
  const tried = useCalm(draft)
  return useQuery({
    queryKey: ['try', flowId, eventId, tried],
    queryFn: ({ signal }) =>
      api<TryJson>(
        'POST',
        `/api/v1/flows/${flowId}/try`,
        { draft: tried, ...(eventId === null ? {} : { event_id: eventId }) },
        signal,
      ),
    enabled: wanted && tried.trigger.type !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
}

function useCalm<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), calm)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
