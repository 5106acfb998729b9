import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { env } from '@/lib/env'

/** A run of the job ends after so many steps; the next one goes on. */
const mostSteps = 100

/** Removes at most `rows` a statement until a step finds fewer, so that nobody waits long for anything: `remove` says how many it removed. */
export async function inSteps(rows: number, remove: (rows: number) => SQL): Promise<void> {
  for (let turn = 0; turn < mostSteps; turn += 1) {
    const { rows: found } = await db.execute<{ gone: number }>(sql`select ${remove(rows)} as gone`)
    if ((found[0]?.gone ?? 0) < rows) return
  }
}

/** So many days ago, by the database's clock. */
export const daysAgo = (days: number) => sql`now() - ${days} * interval '1 day'`

/** What ended before this is listed no more: runs of flows, deliveries. */
export const historyKeptSince = () => daysAgo(env().HISTORY_RETENTION_DAYS)
