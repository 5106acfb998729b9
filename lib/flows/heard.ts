import { sql } from 'drizzle-orm'
import type { EventRow } from '@/lib/lane/event-row'

/** Why an event that came counts for nothing, though it happened to somebody all the same. */
const leftOut = ['paused', 'filtered', 'ignored_customer'] as const

/**
 * Whether runs under way hear of an event: what it does is a matter of settings, that somebody paid is not. So what is switched off,
 * filtered out or came while the connection was paused ends runs and waits, and begins none.
 */
export const isHeard = ({ status, reason }: Pick<EventRow, 'status' | 'reason'>): boolean =>
  status === 'processed' || status === 'switched_off' || (status === 'ignored' && leftOut.some((one) => one === reason))

/** The same of a row `v` of events. */
export const isHeardSql = sql`(v.status in ('processed', 'switched_off') or v.status = 'ignored' and v.reason in (${sql.join(
  leftOut.map((reason) => sql`${reason}`),
  sql`, `,
)}))`
