'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import { liveRead } from '@/components/live/client'
import type { DeliveryJson } from '@/lib/deliveries/json'
import { type DeliveryPage, withNewest } from './delivery-merge'

/**
 * The newest deliveries, asked for twice a second while the page is visible, over the older ones loaded so far. What comes while
 * one reads further down waits behind a button, so that nothing moves under the pointer.
 */
export function useDeliveries(source: string, first: DeliveryPage) {
  const { data, isError } = useQuery({ ...liveRead<DeliveryPage>(source, 500), initialData: first })
  const [known, setKnown] = useState<readonly DeliveryJson[]>(first.data)
  const [next, setNext] = useState(first.next_cursor)
  const [top, setTop] = useState(first.data[0]?.id ?? '')

  useEffect(() => {
    setKnown((rows) => withNewest(rows, data))
    const newest = data.data[0]?.id ?? ''
    if (window.scrollY < 80) setTop((shown) => (newest > shown ? newest : shown))
  }, [data])

  return {
    rows: known.filter(({ id }) => id <= top),
    fresh: known.filter(({ id }) => id > top).length,
    next,
    stopped: isError,
    showFresh: () => setTop(known[0]?.id ?? ''),
    async loadMore() {
      if (!next) return
      const older = await api<DeliveryPage>('GET', `${source}&cursor=${next}`)
      setKnown((rows) => [...rows, ...older.data])
      setNext(older.next_cursor)
    },
  }
}
