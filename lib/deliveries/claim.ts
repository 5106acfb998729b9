import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { newId, type TeamId } from '@/db/schema/columns'
import type { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { lockDestination } from './locks'
import { mostAttempts } from './schedule'

/** Calls to one destination at a time, over all processes (OUT-16). */
export const mostInFlight = 5

/** How long a claim holds without a sign of life; who makes a long call gives one every third of it (loop.ts). */
export const leaseMs = 10_000

export interface Claimed {
  id: string
  /** Of the attempt this claim makes. */
  attemptNo: number
  askedBy: string | null
}

export interface Claim {
  teamId: TeamId
  callId: string
  destination: typeof destinations.$inferSelect
  deliveries: Claimed[]
}

/**
 * Takes what is due for one destination, as much as one call may carry. The rows stay where they are, due again when the lease
 * ends; nothing is locked while the call is made. Null: nothing due, the destination is not on, somebody else is at it, or it has
 * enough in flight.
 */
export function claim(teamId: TeamId, destinationId: string, batchOf: (kind: string) => number): Promise<Claim | null> {
  return withTeams(teamId, async (tx) => {
    await tx.execute(sql`set local lock_timeout = '1s'`)
    const destination = await lockDestination(tx, teamId, destinationId, 'skip locked')
    if (destination?.state !== 'on' || destination.deletedAt) return null
    const due = await dueOf(tx, teamId, destinationId, batchOf(destination.kind))
    if (due.length === 0) return null
    await lost(tx, teamId, due)
    const open = await withoutSpent(tx, teamId, due)
    if (open.length === 0) return null
    const callId = newId()
    const { rows } = await tx.execute<{ id: string; attempt_no: number; asked_by: string | null }>(sql`
      update delivery_queue q set due_at = now() + ${leaseMs} * interval '1 millisecond', call_id = ${callId},
        attempt_no = q.attempt_no + 1
      where q.team_id = ${teamId} and q.destination_id = ${destinationId} and q.id = any(${uuids(open.map((row) => row.id))})
      returning q.id, q.attempt_no, q.asked_by`)
    return {
      teamId,
      callId,
      destination,
      deliveries: rows.map((row) => ({ id: row.id, attemptNo: row.attempt_no, askedBy: row.asked_by })),
    }
  })
}

export const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

interface Due extends Record<string, unknown> {
  id: string
  attempt_no: number
  /** Of an attempt nobody heard the end of. */
  call_id: string | null
  asked_by: string | null
}

/**
 * In the order they are due. One that must go alone goes alone, and the others without it. Of one person nothing is taken while
 * something is being sent, or older data could arrive after newer, and a change of address twice.
 */
async function dueOf(tx: Tx, teamId: TeamId, destinationId: string, batch: number): Promise<Due[]> {
  const { rows: flying } = await tx.execute<{ call_id: string; party_key: string | null }>(sql`
    select q.call_id, d.party_key from delivery_queue q join deliveries d on d.team_id = q.team_id and d.id = q.id
    where q.destination_id = ${destinationId} and q.team_id = ${teamId} and q.call_id is not null and q.due_at > now()`)
  if (new Set(flying.map((row) => row.call_id)).size >= mostInFlight) return []
  const parties = JSON.stringify([...new Set(flying.flatMap((row) => row.party_key ?? []))])
  const { rows } = await tx.execute<Due & { alone: boolean }>(sql`
    select q.id, q.attempt_no, q.call_id, q.asked_by, q.alone
    from delivery_queue q join deliveries d on d.team_id = q.team_id and d.id = q.id
    where q.destination_id = ${destinationId} and q.team_id = ${teamId} and q.due_at <= now() and q.ends_by is null
      and (d.party_key is null or not ${parties}::jsonb ? d.party_key)
    order by q.due_at, q.id limit ${batch} for update of q skip locked`)
  const [first] = rows
  if (!first) return []
  return first.alone ? [first] : rows.filter((row) => !row.alone)
}

/** Attempts whose process ended before it learnt the answer: they may have arrived, and the next one carries the same id. */
async function lost(tx: Tx, teamId: TeamId, due: readonly Due[]) {
  const open = due.filter((row) => row.call_id !== null)
  if (open.length === 0) return
  await tx.execute(sql`
    with gone as (
      insert into delivery_attempts (team_id, delivery_id, no, destination_id, call_id, at, duration_ms, asked_by, outcome, reason, next_at)
      select q.team_id, q.id, q.attempt_no, q.destination_id, q.call_id, q.due_at - ${leaseMs} * interval '1 millisecond', ${leaseMs},
        q.asked_by, 'try-again', 'answer_lost', now()
      from delivery_queue q where q.team_id = ${teamId} and q.id = any(${uuids(open.map((row) => row.id))})
      on conflict do nothing
      returning delivery_id, no
    )
    update deliveries d set attempts = gone.no from gone where d.team_id = ${teamId} and d.id = gone.delivery_id`)
}

/** One whose last attempt nobody heard the end of either is dead: a process that dies of it must not go on for ever. */
async function withoutSpent(tx: Tx, teamId: TeamId, due: readonly Due[]): Promise<Due[]> {
  const isSpent = (row: Due) => row.call_id !== null && row.attempt_no >= mostAttempts
  const spent = due.filter(isSpent)
  if (spent.length > 0)
    await tx.execute(sql`
      with gone as (
        delete from delivery_queue q where q.team_id = ${teamId} and q.id = any(${uuids(spent.map((row) => row.id))})
        returning q.id
      )
      update deliveries d set state = 'dead', reason = 'answer_lost', settled_at = now()
      from gone where d.team_id = ${teamId} and d.id = gone.id`)
  return due.filter((row) => !isSpent(row))
}
