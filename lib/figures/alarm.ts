import { desc, like, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { counters } from '@/db/schema/operations'
import { log } from '@/lib/log'

/** A subscriber whose figures were found not to follow from the facts. */
export interface Drift {
  teamId: string
  subscriberId: string
  /** The last night it was found. */
  day: Date
}

/** Says that a subscriber's figures had drifted: in the log with their names, and on the operator page. */
export async function alarm(teamId: TeamId, subscriberId: string, what: readonly string[]): Promise<void> {
  log.error('figures did not follow from their facts and are computed again', {
    team: teamId,
    subscriber: subscriberId,
    what,
  })
  await db
    .insert(counters)
    .values({ name: `drift:${teamId}:${subscriberId}`, windowStart: sql`date_trunc('day', now())`, count: 1 })
    .onConflictDoUpdate({ target: [counters.name, counters.windowStart], set: { count: sql`${counters.count} + 1` } })
}

/** Whose figures drifted lately, newest first. */
export async function recentDrifts(limit: number): Promise<Drift[]> {
  const rows = await db
    .select({ name: counters.name, day: counters.windowStart })
    .from(counters)
    .where(like(counters.name, 'drift:%'))
    .orderBy(desc(counters.windowStart), counters.name)
    .limit(limit)
  return rows.map(({ name, day }) => {
    const [, teamId = '', subscriberId = ''] = name.split(':')
    return { teamId, subscriberId, day }
  })
}
