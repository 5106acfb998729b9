'use client'

import { ArrowUp, Pause, Play } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { inMode, type Mode } from '@/components/layout/mode'
import { useAnnounce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { Status } from '@/components/ui/status'
import { clockWords } from '@/components/ui/time-words'
import { EventTable } from './event-table'
import { type LogPage, useEventLog } from './use-event-log'

type EventLogProps = {
  /** What the rows are: "Events of Main". */
  label: string
  source: string
  first: LogPage
  /** `/sites/…/events`, under which each event has its page. */
  base: string
  mode: Mode
  /** What stands there while there is nothing. */
  empty: ReactNode
  /** Only so many rows, without pausing and paging: for a glance on another page. */
  glance?: number
  /** No account sends here any more, so the list does not say that it updates. */
  ended?: boolean
}

/**
 * The event log, live. While the reader has scrolled down or paused, nothing moves: new rows collect behind a button.
 */
export function EventLog({ label, source, first, base, mode, empty, glance, ended = false }: EventLogProps) {
  const [paused, setPaused] = useState(false)
  const scrolled = useScrolled()
  const log = useEventLog({ source, first, held: glance === undefined && (scrolled || paused), paused })
  const announce = useAnnounce()

  async function loadMore() {
    const before = log.shown.length
    await log.loadMore()
    announce(`Older events loaded below row ${before}.`)
  }

  if (log.shown.length === 0 && log.held.length === 0) return empty
  const hrefOf = (id: string) => inMode(`${base}/${id}`, mode)
  if (glance !== undefined) return <EventTable label={label} rows={log.shown.slice(0, glance)} hrefOf={hrefOf} />
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <LiveState paused={paused} broken={log.broken} ended={ended} asOf={log.asOf} />
        {ended ? null : (
          <Button size="sm" variant="ghost" onClick={() => setPaused(!paused)}>
            {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {paused ? 'Resume' : 'Pause'}
          </Button>
        )}
      </div>
      <div>
        <NewEvents
          count={log.held.length}
          more={log.gap}
          show={() => {
            log.show()
            window.scrollTo({ top: 0 })
          }}
        />
        <EventTable label={label} rows={log.shown} hrefOf={hrefOf} />
      </div>
      {log.next === null ? null : (
        <div className="flex justify-center py-2">
          <Button onClick={loadMore}>Load more</Button>
        </div>
      )}
    </div>
  )
}

type LiveStateProps = { paused: boolean; broken: boolean; ended: boolean; asOf: number }

function LiveState({ paused, broken, ended, asOf }: LiveStateProps) {
  const at = clockWords(asOf)
  if (ended) {
    return (
      <Status status="disconnected" className="text-sm">
        Disconnected: nothing new arrives
      </Status>
    )
  }
  if (paused) {
    return (
      <Status status="paused" className="text-sm">
        <span suppressHydrationWarning>Paused at {at}</span>
      </Status>
    )
  }
  if (broken) {
    return (
      <Status status="failed" className="text-sm">
        <span suppressHydrationWarning>Reconnecting… This is the list of {at}</span>
      </Status>
    )
  }
  return (
    <Status status="live" className="text-sm">
      Updating
    </Status>
  )
}

function NewEvents({ count, more, show }: { count: number; more: boolean; show: () => void }) {
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-16 z-20 flex h-0 justify-center overflow-visible md:top-4"
    >
      {count > 0 ? (
        <Button size="sm" variant="primary" className="pointer-events-auto rounded-full" onClick={show}>
          <ArrowUp aria-hidden />
          {`${count}${more ? ' or more' : ''} new ${count === 1 ? 'event' : 'events'} – show`}
        </Button>
      ) : null}
    </div>
  )
}

/** True once the top of the list has left the screen's top: from there new rows would push what one reads. */
function useScrolled(): boolean {
  const [scrolled, setScrolled] = useState(false)
  const last = useRef(false)
  useEffect(() => {
    const look = () => {
      const now = window.scrollY > 120
      if (now !== last.current) setScrolled(now)
      last.current = now
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])
  return scrolled
}
