'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import { liveRead } from '@/components/live/client'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { byId, merged, type WebhookPage } from './merge-webhooks'

/**
 * The newest rows, asked for twice a second while the page is visible, over the older ones loaded so far. Rows that come
 * while one is reading further down wait behind a button, so that nothing moves under the pointer.
 */
export function useLiveWebhooks(connectionId: string, status: string, initial: WebhookPage) {
  const path = pathOf(connectionId, status)
  const { data, isError } = useQuery({
    ...liveRead<WebhookPage>(path, 500),
    initialData: initial,
  })
  const [known, setKnown] = useState<ReadonlyMap<string, WebhookEventJson>>(() => byId(initial.data))
  const [next, setNext] = useState(initial.next_cursor)
  const [top, setTop] = useState(initial.data[0]?.id ?? '')

  // The status of a row changes while it is worked on, so the newest answer always wins.
  useEffect(() => {
    setKnown((rows) => merged(rows, data))
    const newest = data.data[0]?.id ?? ''
    if (window.scrollY < 80) setTop((shown) => (newest > shown ? newest : shown))
  }, [data])

  const sorted = [...known.values()].sort((a, b) => (a.id < b.id ? 1 : -1))
  const rows = sorted.filter((row) => row.id <= top && belongs(row, status))

  return {
    rows,
    fresh: sorted.filter((row) => row.id > top).length,
    next,
    stopped: isError,
    showFresh: () => setTop(sorted[0]?.id ?? ''),
    async loadMore() {
      if (!next) return
      const older = await api<WebhookPage>('GET', `${path}&cursor=${next}`)
      setKnown((now) => new Map([...byId(older.data), ...now]))
      setNext(older.next_cursor)
    },
  }
}

/** A row that was decided meanwhile may belong to another list than the one it came with. */
function belongs(row: WebhookEventJson, status: string): boolean {
  if (status === 'used') return row.status !== 'switched_off'
  return status === 'all' || row.status === status
}

function pathOf(connectionId: string, status: string): string {
  const query = new URLSearchParams({ connection_id: connectionId, ...(status === 'all' ? {} : { status }) })
  return `/api/v1/webhook_events?${query}`
}
