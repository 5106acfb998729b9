'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import { liveRead } from './client'
import { type ListPage, withNewest } from './newest'

/**
 * The newest rows of a list, asked for again while the page is visible, over the older ones loaded so far. What comes while one reads
 * further down waits behind a button, so that nothing moves under the pointer.
 */
export function useNewest<Row extends { id: string }>(source: string, first: ListPage<Row>, every: number) {
  const { data, isError } = useQuery({ ...liveRead<ListPage<Row>>(source, every), initialData: first })
  const [known, setKnown] = useState<readonly Row[]>(first.data)
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
      const older = await api<ListPage<Row>>('GET', `${source}&cursor=${next}`)
      setKnown((rows) => [...rows, ...older.data])
      setNext(older.next_cursor)
    },
  }
}
