import type { LogRow } from '@/lib/events/json'

export interface Log {
  /** Rows on screen, newest first. */
  shown: LogRow[]
  /** Newer rows that wait for the reader. */
  held: LogRow[]
  /** True when more arrived than one page tells: between `held` and `shown` rows may be missing. */
  gap: boolean
  /** Cursor of the page below `shown`. */
  next: string | null
}

/**
 * The newest page into what is on screen: rows already there are brought up to date in place (waiting → processed), new
 * ones join on top, or wait when `hold` says that nothing may move.
 */
export function mergeLog(log: Log, page: { data: LogRow[]; next_cursor: string | null }, hold: boolean): Log {
  const fresh = new Map(page.data.map((row) => [row.id, row]))
  const shown = log.shown.map((row) => fresh.get(row.id) ?? row)
  const known = new Set(shown.map((row) => row.id))
  const arrived = page.data.filter((row) => !known.has(row.id))
  if (arrived.length === 0) return { ...log, shown, held: [], gap: false }
  // Nothing of the page is known although rows are on screen: more than a page arrived since.
  const gap = shown.length > 0 && arrived.length === page.data.length && page.next_cursor !== null
  if (!hold && gap) return { shown: page.data, held: [], gap: false, next: page.next_cursor }
  if (!hold) return { ...log, shown: inOrder([...arrived, ...shown]), held: [], gap: false, next: nextOf(log, page) }
  return { ...log, shown, held: arrived, gap }
}

/** The reader asked for what waited. After a gap the list begins anew from the newest page. */
export function showHeld(log: Log): Log {
  if (!log.gap) return { ...log, shown: inOrder([...log.held, ...log.shown]), held: [] }
  return { shown: log.held, held: [], gap: false, next: log.held.at(-1)?.id ?? null }
}

/** An empty list has no page below until its first rows come. */
const nextOf = (log: Log, page: { next_cursor: string | null }) =>
  log.shown.length === 0 ? page.next_cursor : log.next

/** By id, newest first: an event applied late takes its place by its time of receipt. */
const inOrder = (rows: LogRow[]) => rows.sort((a, b) => (a.id < b.id ? 1 : -1))
