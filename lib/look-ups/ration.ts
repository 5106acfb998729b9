import { sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'

/** Reads a second in one account: what Stripe allows each endpoint in test mode, a quarter of what it allows in live. */
const perSecond = 25

/** Stripe: 500 reads a transaction over a rolling 30 days, and never less than 10,000 a month. */
const perTransaction = 500
const atLeast = 10_000

const hour = 60 * 60_000

/**
 * Counts one read of an account, unless its ration is used up: then how long to wait, in ms. 0 = read. What is counted is
 * kept apart per account and mode, over all workers.
 */
export async function takeRead(teamId: TeamId, connectionId: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`reads:${connectionId}`}, 0))`)
    const [second, month] = [`reads/s:${connectionId}`, `reads/30d:${connectionId}`]
    const { rows } = await tx.execute<{ second: number; month: number }>(sql`
      select coalesce(sum(count) filter (where name = ${second} and window_start = date_trunc('second', clock_timestamp())), 0)::int as second,
             coalesce(sum(count) filter (where name = ${month} and window_start > now() - interval '30 days'), 0)::int as month
      from counters where name in (${second}, ${month})`)
    const used = rows[0] ?? { second: 0, month: 0 }
    if (used.month >= atLeast && used.month >= (await allowance(teamId, connectionId))) return hour
    if (used.second >= perSecond) return 1_000
    await count(tx, second, sql`date_trunc('second', clock_timestamp())`)
    await count(tx, month, sql`date_trunc('day', now())`)
    return 0
  })
}

const count = (tx: Tx, name: string, window: ReturnType<typeof sql>) =>
  tx.execute(sql`
    insert into counters (name, window_start, count) values (${name}, ${window}, 1)
    on conflict (name, window_start) do update set count = counters.count + 1`)

/** Asked only of an account that has read ten thousand times: its payments of the last 30 days are its transactions. */
function allowance(teamId: TeamId, connectionId: string): Promise<number> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ paid: number }>(sql`
      select count(*)::int as paid from ledger
      where team_id = ${teamId} and connection_id = ${connectionId} and paid_at > now() - interval '30 days'`)
    return Math.max(atLeast, perTransaction * (rows[0]?.paid ?? 0))
  })
}
