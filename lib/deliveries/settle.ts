import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { DeliveryState } from '@/db/schema/deliveries'
import { withTeams } from '@/db/tenant'
import type { Contact, Outcome } from '@/lib/destinations/destination'
import { type Claim, uuids } from './claim'
import { rememberContacts } from './contacts'
import { afterwards, isEnd } from './health'
import { lockDestination, onceMore } from './locks'
import type { Parcel } from './read-parcels'
import { pauseAfter } from './schedule'

/** What became of one parcel; `called`: the receiver was asked, so it says something about the receiver. */
export interface Tried extends Parcel {
  outcome: Outcome
  called: boolean
}

export interface Settled {
  claim: Claim
  tried: readonly Tried[]
  /** Whom the receiver knows now, as they are. */
  told: readonly Contact[]
  /** What was said, masked and cut (lib/outbound/record). */
  exchanges: readonly unknown[]
  /** What the receiver took for it, without the wait for its turn. */
  durationMs: number
}

/**
 * Writes down what came of a call: attempts, ends and next tries in one transaction. Only for the attempt that is still the
 * delivery's own: who was frozen meanwhile, and had its claim taken, settles nothing (PR-07). The rows are locked first and
 * written in a second statement, as in the lane: one that did both would write what a cancel has overtaken.
 */
export function settle(settled: Settled): Promise<void> {
  return onceMore(() => withTeams(settled.claim.teamId, (tx) => write(tx, settled)))
}

async function write(tx: Tx, { claim, tried, told, exchanges, durationMs }: Settled) {
  const { teamId, callId } = claim
  const destination = await lockDestination(tx, teamId, claim.destination.id)
  const own = await ownRows(tx, claim)
  const mine = tried.filter(({ id, attemptNo }) => own.get(id)?.attempt_no === attemptNo)
  if (!destination || mine.length === 0) return
  const lines = mine.map((one) => line(one, own.get(one.id)?.ends_by ?? null))
  await tx.execute(sql`
    with line as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(
        id uuid, no smallint, asked_by text, outcome text, reason text, stays text, says text, pause float8, state text, alone boolean)
    ), tried as (
      insert into delivery_attempts (team_id, delivery_id, no, destination_id, call_id, at, duration_ms, asked_by, outcome, reason, says, next_at)
      select ${teamId}, id, no, ${destination.id}, ${callId}, now() - ${durationMs} * interval '1 millisecond', ${durationMs}, asked_by,
        outcome, reason, says, now() + pause * interval '1 millisecond' from line
    ), ended as (
      delete from delivery_queue q using line l
      where q.team_id = ${teamId} and q.destination_id = ${destination.id} and q.id = l.id and l.state <> 'queued'
    ), later as (
      update delivery_queue q set due_at = now() + l.pause * interval '1 millisecond', call_id = null, asked_by = null,
        alone = q.alone or l.alone
      from line l
      where q.team_id = ${teamId} and q.destination_id = ${destination.id} and q.id = l.id and l.state = 'queued'
    ), written as (
      update deliveries d set state = l.state, reason = l.stays, says = l.says, attempts = l.no,
        settled_at = case when l.state <> 'queued' then now() end
      from line l where d.team_id = ${teamId} and d.id = l.id
    )
    insert into delivery_calls (team_id, id, destination_id, at, duration_ms, delivered, failed, exchanges)
    select ${teamId}, ${callId}, ${destination.id}, now() - ${durationMs} * interval '1 millisecond', ${durationMs},
      count(*) filter (where outcome = 'delivered'), count(*) filter (where outcome <> 'delivered'), ${JSON.stringify(exchanges)}::jsonb
    from line`)
  await rememberContacts(tx, teamId, destination.id, told)
  await afterwards(tx, destination, mine)
}

interface Own extends Record<string, unknown> {
  id: string
  attempt_no: number
  ends_by: string | null
}

async function ownRows(tx: Tx, { teamId, callId, destination, deliveries }: Claim): Promise<Map<string, Own>> {
  const { rows } = await tx.execute<Own>(sql`
    select q.id, q.attempt_no, q.ends_by from delivery_queue q
    where q.team_id = ${teamId} and q.destination_id = ${destination.id} and q.id = any(${uuids(deliveries.map(({ id }) => id))})
      and q.call_id = ${callId}
    order by q.id for update`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What an attempt came to, row by row of the statement. */
interface Line {
  id: string
  no: number
  asked_by: string | null
  outcome: Outcome['status']
  reason: string | null
  /** What the delivery itself says afterwards. */
  stays: string | null
  says: string | null
  /** ms until the next; null = it is over. */
  pause: number | null
  state: DeliveryState
  alone: boolean
}

function line({ id, attemptNo, askedBy, outcome }: Tried, endsBy: string | null): Line {
  const again = outcome.status === 'try-again' ? pauseAfter(attemptNo, outcome.after_ms) : null
  // One that failed among others is tried alone at once: which of them is to blame is not known yet.
  const next = again !== null && outcome.status === 'try-again' && outcome.alone ? 0 : again
  const reason = outcome.status === 'delivered' ? null : outcome.reason
  // What met a receiver that is gone is kept with the rest: enabling offers to send it.
  const kept = endsBy ?? (isEnd(outcome) ? 'destination_disabled' : null)
  const isKept = kept !== null && outcome.status !== 'delivered'
  const pause = isKept ? null : next
  return {
    id,
    no: attemptNo,
    asked_by: askedBy,
    outcome: outcome.status,
    reason,
    stays: isKept ? kept : reason,
    says: outcome.says ?? null,
    pause,
    state: isKept ? 'cancelled' : stateOf(outcome, pause),
    alone: outcome.status === 'try-again' && outcome.alone === true,
  }
}

function stateOf(outcome: Outcome, pause: number | null): DeliveryState {
  if (outcome.status !== 'try-again') return outcome.status
  return pause === null ? 'dead' : 'queued'
}
