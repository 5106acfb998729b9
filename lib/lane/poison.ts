import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { Tx } from '@/db/client'
import { type Failure, failureOf } from '@/db/failure'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { log } from '@/lib/log'
import type { Reason } from '@/lib/reasons'
import { holdLane } from '@/lib/tenancy/hold-lane'
import type { Entry } from './entry'

export type FailureKind = 'passing' | 'data' | 'connection' | 'bug'

const attemptsBeforeDead = 10

/** A batch that was rolled back, with what was in it: whoever is blamed must have been there. */
export class BatchFailed extends Error {
  constructor(
    readonly entries: readonly Entry[],
    cause: unknown,
  ) {
    super('a batch failed', { cause })
  }
}

/** Whose fault a failure is: the moment's, a row's, the connection's, or ours. */
export function kindOfFailure(error: unknown): FailureKind {
  if (error instanceof BatchFailed) return kindOfFailure(error.cause)
  return kinds[failureOf(error)]
}

const kinds: Record<Failure, FailureKind> = {
  away: 'connection',
  collided: 'passing',
  busy: 'passing',
  canceled: 'passing',
  data: 'data',
  other: 'bug',
}

const fromDatabase = (error: unknown): boolean =>
  error instanceof BatchFailed ? fromDatabase(error.cause) : error instanceof pg.DatabaseError

/**
 * An entry failed all alone: counted in a transaction of its own, under the team's lock, and only if it is still open. A
 * row the database cannot hold will never fit, and what our own code stumbled over it will stumble over again, so both are
 * dead at once; what the database had against it otherwise is tried ten times with growing pauses.
 * Dead is not lost: the entry stays in the inbox with its reason, and can be replayed.
 */
export async function blameSingleEntry(
  { teamId: team, priority, id }: Pick<Entry, 'teamId' | 'priority' | 'id'>,
  error: unknown,
) {
  const data = kindOfFailure(error) === 'data'
  const hopeless = data || !fromDatabase(error)
  await withTeams(team, async (tx) => {
    await tx.execute(sql`select set_config('lock_timeout', '2s', true)`)
    await holdLane(tx, team)
    const { rows } = await tx.execute<{ attempts: number }>(sql`
      update inbox_queue q set attempts = q.attempts + 1, not_before = now() + least(interval '5 minutes', interval '1 second' * 2 ^ q.attempts)
      where q.team_id = ${team} and q.priority = ${priority} and q.id = ${id} returning q.attempts`)
    const entry = rows[0]
    if (!entry || (!hopeless && entry.attempts < attemptsBeforeDead)) return
    log.error('an entry is set aside as dead', { entry: id, error })
    await tx.execute(sql`delete from inbox_queue where team_id = ${team} and id = ${id}`)
    await setAside(tx, team, id, data ? 'data_error' : 'failed')
  })
}

/** Marks an entry dead, with its reason; for whoever holds the team's lock. */
export async function setAside(tx: Tx, team: TeamId, id: string, reason: Reason) {
  await tx.execute(sql`
    insert into events (team_id, id, connection_id, stripe_event_id, site_id, livemode, name, type, status, reason,
      received_at, body, normalizer_version)
    select i.team_id, i.id, i.connection_id, i.stripe_event_id, i.site_id, i.livemode, i.type, i.type, 'dead',
      ${reason}, i.received_at, '{}', 0
    from inbox i where i.team_id = ${team} and i.id = ${id}
    on conflict (team_id, id) do update set status = 'dead', reason = excluded.reason`)
}
