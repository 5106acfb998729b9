import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { log } from '@/lib/log'

export type FailureKind = 'passing' | 'data' | 'connection' | 'bug'

const attemptsBeforeDead = 10

/** Whose fault a failure is: the moment's, a row's, the connection's, or ours. */
export function kindOfFailure(error: unknown): FailureKind {
  if (!(error instanceof pg.DatabaseError)) return isNodeError(error) || isClosed(error) ? 'connection' : 'bug'
  const state = error.code ?? ''
  // 25P03: our own fence against frozen workers; 57P01-57P05: terminated, restarting, idle too long.
  if (/^(08|57P|25P03)/.test(state)) return 'connection'
  if (/^(40|53|57|55P03|25006)/.test(state)) return 'passing'
  return /^(22|23|54)/.test(state) ? 'data' : 'bug'
}

const isNodeError = (error: unknown) => error instanceof Error && 'code' in error && typeof error.code === 'string'
const isClosed = (error: unknown) => error instanceof Error && /connection|Client/i.test(error.message)

/**
 * The first open entry of a team failed all alone: counted in a transaction of its own. A row the database cannot hold
 * will never fit, so it is dead at once; anything else is tried ten times with growing pauses. Dead is not lost: the
 * entry stays in the inbox with its reason, and can be replayed.
 */
export async function blameSingleEntry(team: TeamId, error: unknown) {
  const data = kindOfFailure(error) === 'data'
  await withTeams(team, async (tx) => {
    const { rows } = await tx.execute<{ id: string; attempts: number }>(sql`
      update inbox_queue q set attempts = q.attempts + 1, not_before = now() + least(interval '5 minutes', interval '1 second' * 2 ^ q.attempts)
      where (q.team_id, q.priority, q.id) = (
        select o.team_id, o.priority, o.id from inbox_queue o
        where o.team_id = ${team} and (o.not_before is null or o.not_before <= now()) order by o.priority, o.id limit 1)
      returning q.id, q.attempts`)
    const entry = rows[0]
    if (!entry || (!data && entry.attempts < attemptsBeforeDead)) return
    log.error('an entry is set aside as dead', { entry: entry.id, error })
    await tx.execute(sql`
      with gone as (delete from inbox_queue where team_id = ${team} and id = ${entry.id})
      insert into events (team_id, id, connection_id, stripe_event_id, site_id, livemode, name, type, status, reason,
        received_at, body, normalizer_version, outflow_at)
      select i.team_id, i.id, i.connection_id, i.stripe_event_id, i.site_id, i.livemode, i.type, i.type, 'dead',
        ${data ? 'data_error' : 'failed'}, i.received_at, '{}', 0, now()
      from inbox i where i.team_id = ${team} and i.id = ${entry.id}
      on conflict (team_id, id) do update set status = 'dead', reason = excluded.reason`)
  })
}
