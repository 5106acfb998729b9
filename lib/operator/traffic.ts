import { and, gte, like, lt, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { counters } from '@/db/schema/operations'

/** What came in and went through lately, over all processes. */
export interface Traffic {
  /** Whole minutes looked at. */
  minutes: number
  /** Webhooks kept. */
  received: number
  /** Answered 503: Stripe sends them again. */
  unavailable: number
  applied: number
  /** Of those, by status. */
  byStatus: { status: string; count: number }[]
  /** Seconds in which 95 of 100 requests were answered; null without any. An upper bound: times are counted in steps. */
  receiveP95: number | null
  /** The same from receipt to applied. */
  lagP95: number | null
}

const prefix = 'figure:'

/** The last `minutes` whole minutes. What a process has not shared yet (ten seconds at most) is not in them. */
export async function traffic(minutes: number): Promise<Traffic> {
  const thisMinute = sql`date_trunc('minute', now())`
  const rows = await db
    .select({ name: counters.name, count: sql<number>`sum(${counters.count})::float8` })
    .from(counters)
    .where(
      and(
        like(counters.name, `${prefix}%`),
        gte(counters.windowStart, sql`${thisMinute} - ${minutes} * interval '1 minute'`),
        lt(counters.windowStart, thisMinute),
      ),
    )
    .groupBy(counters.name)
  const of = (what: string) =>
    rows.flatMap(({ name, count }) => {
      const [, kind, part = ''] = name.split(':')
      return kind === what ? [{ part, count }] : []
    })
  const sum = (parts: { count: number }[]) => parts.reduce((total, { count }) => total + count, 0)
  const outcomes = of('received')
  const statuses = of('applied')
  return {
    minutes,
    received: sum(outcomes.filter(({ part }) => part === 'kept')),
    unavailable: sum(outcomes.filter(({ part }) => part === 'unavailable')),
    applied: sum(statuses),
    byStatus: statuses.map(({ part, count }) => ({ status: part, count })).sort((a, b) => b.count - a.count),
    receiveP95: percentile(of('receive_seconds'), 0.95),
    lagP95: percentile(of('lag_seconds'), 0.95),
  }
}

/** The upper end of the bucket in which a share of all is reached. Buckets hold all that took no longer than their name says. */
export function percentile(buckets: readonly { part: string; count: number }[], share: number): number | null {
  const steps = buckets.map(({ part, count }) => ({ upTo: Number(part.replace('+Inf', 'Infinity')), count }))
  const total = steps.find(({ upTo }) => upTo === Number.POSITIVE_INFINITY)?.count ?? 0
  if (total === 0) return null
  return steps.sort((a, b) => a.upTo - b.upTo).find(({ count }) => count >= total * share)?.upTo ?? null
}
