'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { liveRead } from '@/components/live/client'
import type { DestinationJson } from '@/lib/destinations/json'

/** A destination as it is now; all that show it share one look a second. */
export function useDestination(first: DestinationJson): DestinationJson {
  const { data: leaving } = useQuery({ queryKey: leavingKey(first.id), queryFn: () => false, enabled: false })
  const now = useQuery({
    ...liveRead<DestinationJson>(`/api/v1/destinations/${first.id}`, 1_000),
    initialData: first,
    enabled: !leaving,
  })
  return now.data
}

/** While the reader removes it nobody looks: not finding it would read as having lost the access to it. */
export function useLeaving(id: string) {
  const client = useQueryClient()
  return (leaving: boolean) => client.setQueryData(leavingKey(id), leaving)
}

const leavingKey = (id: string) => ['leaving', id]
