import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { DeliveryState } from '@/db/schema/deliveries'
import { withTeams } from '@/db/tenant'
import type { Contact, Outcome } from '@/lib/destinations/destination'
import { enqueue } from '@/lib/jobs'
import { cancelQueue } from './cancel'
import type { Claim } from './claim'
import { rememberContacts } from './contacts'
import { destinationDisabledJob } from './jobs'
import type { Parcel } from './read-parcels'
import { pauseAfter } from './schedule'

/** How long nothing but failures disables a destination. */
export const failingDays = 5

export interface Settled {
  claim: Claim
  outcomes: readonly (Parcel & { outcome: Outcome })[]
  /** Whom the receiver knows now, as they are. */
  told: readonly Contact[]
  /** What was said, masked and cut (lib/outbound/record). */
  exchanges: readonly unknown[]
  durationMs: number
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

/**
 * Writes down what came of a call: attempts, ends and next tries in one transaction. Only for the attempt that is still the
 * delivery's own: who was frozen meanwhile, and had its claim taken, settles nothing (PR-07).
 */
export function settle({ claim, outcomes, told, exchanges, durationMs }: Settled): Promise<void> {
  const { teamId, callId, destination } = claim
  const lines = outcomes.map(line)
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ delivered: number; failed: number }>(sql`
      with line as materialized (
        select l.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(
          id uuid, no smallint, asked_by text, outcome text, reason text, stays text, says text, pause float8, state text, alone boolean)
        join delivery_queue q on q.team_id = ${teamId} and q.destination_id = ${destination.id} and q.id = l.id
          and q.call_id = ${callId} and q.attempt_no = l.no
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
      ), called as (
        insert into delivery_calls (team_id, id, destination_id, at, duration_ms, delivered, failed, exchanges)
        select ${teamId}, ${callId}, ${destination.id}, now() - ${durationMs} * interval '1 millisecond', ${durationMs},
          count(*) filter (where outcome = 'delivered'), count(*) filter (where outcome <> 'delivered'),
          ${JSON.stringify(exchanges)}::jsonb
        from line
      )
      select count(*) filter (where outcome = 'delivered')::int as delivered,
        count(*) filter (where outcome <> 'delivered')::int as failed from line`)
    const { delivered = 0, failed = 0 } = rows[0] ?? {}
    const worst = outcomes.map(({ outcome }) => outcome).find(({ status }) => status !== 'delivered')
    if (delivered > 0) await wentWell(tx, claim)
    await rememberContacts(tx, teamId, destination.id, told)
    if (failed > 0 && worst) await wentBadly(tx, claim, worst, delivered > 0)
  })
}

function line({ id, attemptNo, askedBy, outcome }: Parcel & { outcome: Outcome }): Line {
  const again = outcome.status === 'try-again' ? pauseAfter(attemptNo, outcome.after_ms) : null
  // One that failed among others is tried alone at once: which of them is to blame is not known yet.
  const pause = again !== null && outcome.status === 'try-again' && outcome.alone ? 0 : again
  const reason = outcome.status === 'delivered' ? null : outcome.reason
  return {
    id,
    no: attemptNo,
    asked_by: askedBy,
    outcome: outcome.status,
    reason,
    stays: isEnd(outcome) ? 'destination_disabled' : reason,
    says: outcome.says ?? null,
    pause,
    state: stateOf(outcome, pause),
    alone: outcome.status === 'try-again' && outcome.alone === true,
  }
}

function stateOf(outcome: Outcome, pause: number | null): Line['state'] {
  // What met a receiver that is gone is kept with the rest: enabling offers to send it.
  if (isEnd(outcome)) return 'cancelled'
  if (outcome.status !== 'try-again') return outcome.status
  return pause === null ? 'dead' : 'queued'
}

const isEnd = (outcome: Outcome) => outcome.status === 'refused' && outcome.disable === true

/** Any success starts the clock anew (OUT-12). */
const wentWell = (tx: Tx, { teamId, destination }: Claim) =>
  tx.execute(sql`
    update destinations set failing_since = null, last_success_at = now()
    where team_id = ${teamId} and id = ${destination.id}`)

/** A receiver that refuses one event works; one that is away, or says it is gone, does not (OUT-11). */
async function wentBadly(tx: Tx, { teamId, destination }: Claim, worst: Outcome, isPartly: boolean) {
  if (worst.status === 'delivered') return
  const isOver = isEnd(worst)
  const counts = isOver || (worst.status === 'try-again' && !isPartly)
  const { rows } = await tx.execute<{ disabled: boolean }>(sql`
    update destinations set last_failure_at = now(), last_reason = ${worst.reason}, last_says = ${worst.says ?? null},
      failing_since = case when ${counts} then coalesce(failing_since, now()) else failing_since end,
      state = case when ${isOver} or (${counts} and failing_since < now() - ${failingDays} * interval '1 day') then 'disabled' else state end
    where team_id = ${teamId} and id = ${destination.id} and state <> 'disabled'
    returning state = 'disabled' as disabled`)
  if (rows[0]?.disabled) await disable(tx, { teamId, destination }, worst.reason)
}

/** What waits is cancelled, and stays visible: enabling offers to send it (OUT-15). Its owners hear once. */
async function disable(tx: Tx, { teamId, destination }: Pick<Claim, 'teamId' | 'destination'>, reason: string) {
  await tx.execute(sql`
    update destinations set disabled_at = now(), disabled_reason = ${reason}
    where team_id = ${teamId} and id = ${destination.id}`)
  await cancelQueue(tx, teamId, destination.id, 'destination_disabled')
  await enqueue(tx, [destinationDisabledJob(teamId, destination.id)])
}
