'use client'

import { useSyncExternalStore } from 'react'
import { cn } from './cn'
import { useHint } from './hint'
import { exactWords, minuteWords, relativeWords } from './time-words'

type TimeProps = {
  /** ISO 8601, as the API gives it. */
  value: string
  /** Shows the exact moment instead of the distance, to the second or to the minute. */
  exact?: boolean | 'minute'
  /** Reachable by keyboard, for detail pages. In long tables leave it off: fifty more tab stops help nobody. */
  focusable?: boolean
  className?: string
}

/** "4 min ago", kept current; the exact local time and UTC on hover and focus. */
export function Time({ value, exact = false, focusable, className }: TimeProps) {
  const instant = Date.parse(value)
  const words = useWords(instant, exact)
  const hint = useHint(<Exact instant={instant} />)
  return (
    <time
      {...hint.props}
      dateTime={value}
      tabIndex={focusable ? 0 : undefined}
      // The server's clock and zone are not the reader's; the first tick puts it right.
      suppressHydrationWarning
      className={cn('tabular whitespace-nowrap', className)}
    >
      {words}
      {hint.popup}
    </time>
  )
}

/** Read at every tick, drawn again only when it reads otherwise: once a minute for most rows of a list. */
function useWords(instant: number, exact: NonNullable<TimeProps['exact']>): string {
  const at = (now: number, zone?: string) => {
    if (exact === 'minute') return minuteWords(instant, zone)
    return exact ? exactWords(instant, zone).local : relativeWords(instant, now)
  }
  return useSyncExternalStore(
    clock.subscribe,
    () => at(clock.read()),
    () => at(Date.now(), 'UTC'),
  )
}

/** What a hint says, put into words when somebody asks. */
function Exact({ instant }: { instant: number }) {
  const { local, utc } = exactWords(instant)
  return (
    <>
      <span className="block">{local}</span>
      {local === utc ? null : <span className="block text-muted">{utc}</span>}
    </>
  )
}

/** One clock for all: a tick each second; undefined on the server and for the first paint. */
export function useNow(): number | undefined {
  return useSyncExternalStore(clock.subscribe, clock.read, () => undefined)
}

const clock = (() => {
  const listeners = new Set<() => void>()
  let now = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function tick() {
    now = Math.floor(Date.now() / 1000) * 1000
    for (const listener of listeners) listener()
  }

  return {
    read: () => now || Math.floor(Date.now() / 1000) * 1000,
    subscribe(listener: () => void) {
      listeners.add(listener)
      timer ??= setInterval(tick, 1000)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
        now = 0
      }
    },
  }
})()
