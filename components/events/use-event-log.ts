'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import { liveRead } from '@/components/live/client'
import type { LogRow } from '@/lib/events/json'
import { type Log, mergeLog, showHeld } from './log-merge'

export interface LogPage {
  data: LogRow[]
  next_cursor: string | null
}

interface EventLogOptions {
  /** The list's address with its filters, `/api/v1/events/log?site_id=…`. */
  source: string
  first: LogPage
  /** True while new rows must not move what is on screen. */
  held: boolean
  paused: boolean
}

/**
 * The newest page, asked for twice a second while the page is visible, merged into what is on screen; older pages on
 * demand. The newest page is read whole each time: ids are made at receipt, before the commit, so "newer than the last
 * one I saw" would miss an event that was applied late.
 */
export function useEventLog({ source, first, held, paused }: EventLogOptions) {
  const [log, setLog] = useState<Log>({ shown: first.data, held: [], gap: false, next: first.next_cursor })
  const newest = useQuery({
    ...liveRead<LogPage>(source, 500),
    initialData: first,
    enabled: !paused,
  })

  const { data } = newest
  useEffect(() => {
    setLog((now) => mergeLog(now, data, held))
  }, [data, held])

  async function loadMore() {
    if (log.next === null) return
    const older = await api<LogPage>('GET', `${source}&cursor=${log.next}`)
    setLog((now) => ({ ...now, shown: [...now.shown, ...older.data], next: older.next_cursor }))
  }

  return {
    ...log,
    loadMore,
    show: () => setLog(showHeld),
    /** When the last answer came, in milliseconds; the list shows the state of then. */
    asOf: newest.dataUpdatedAt,
    broken: newest.isError,
  }
}
