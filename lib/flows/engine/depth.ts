import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { type About, isAboutPayment, isSameThing } from '../same-thing'
import { runnerByKind } from '../steps'
import type { Standing } from './standing'

/**
 * An event that comes so soon after a call about the same person may be what the call led to. The call's time is the database's, the
 * event's is Stripe's: where that one is behind by seconds, a quick echo is not seen as one, and the ceilings end the circle.
 */
const echoMs = 60_000
/** Of one person. */
const mostLookedAt = 50

const callers = Object.values(runnerByKind).flatMap(({ kind, callsOut }) => (callsOut ? [kind] : []))

/**
 * How many runs led to the events that began these, by run (FL-07): one more than that of the flow's latest run of the same person whose
 * call was made just before the event occurred; or, after a call of any flow, what a receiver handed back in the metadata of what it made.
 */
export async function depthsOf(tx: Tx, teamId: TeamId, standings: readonly Standing[]): Promise<Map<string, number>> {
  const calls = await callsBefore(tx, teamId, standings)
  return new Map(
    standings.map(({ claimed, event }) => {
      const before = calls.filter(({ run_id }) => run_id === claimed.runId)
      const echoed = before.filter((call) => call.flow_id === claimed.flowId && mayEcho(event, call))
      // The number stays on an object for years, so it says nothing where no call was made.
      const handed = before.length > 0 ? handedBack(event.metadata.sluice_depth) : 0
      return [claimed.runId, Math.max(handed, ...echoed.map(({ depth }) => depth + 1))]
    }),
  )
}

interface Call extends About, Record<string, unknown> {
  /** Of the run whose depth is asked. */
  run_id: string
  /** Of the run that called. */
  flow_id: string
  depth: number
}

/** A person may well buy twice in a minute: another payment is no echo of this one. */
const mayEcho = (event: About, call: About) => !isAboutPayment(event) || isSameThing(event, call)

/** Runs of the same persons that called somebody just before these events occurred. */
async function callsBefore(tx: Tx, teamId: TeamId, standings: readonly Standing[]): Promise<Call[]> {
  const looking = standings.map(({ claimed, event, partyKeys }) => ({
    run_id: claimed.runId,
    keys: partyKeys,
    occurred_at: event.occurred_at ?? event.received_at,
  }))
  const { rows } = await tx.execute<Call>(sql`
    select w.run_id, r.flow_id, r.depth, r.event->>'invoice_id' as invoice_id, r.event->>'payment_intent_id' as payment_intent_id,
      r.event->>'charge_id' as charge_id, r.event->>'checkout_session_id' as checkout_session_id,
      r.event->>'subscription_id' as subscription_id
    from json_to_recordset(${JSON.stringify(looking)}::json) as w(run_id uuid, keys json, occurred_at timestamptz)
    cross join lateral json_array_elements_text(w.keys) as k(key)
    cross join lateral (
      select o.id, o.flow_id, o.depth, o.event from flow_runs o
      where o.party_key = k.key and o.team_id = ${teamId} and o.id <> w.run_id and o.entered_at is not null
      order by o.id desc limit ${mostLookedAt}
    ) r
    where exists (
      select 1 from flow_steps s where s.team_id = ${teamId} and s.run_id = r.id and s.kind in ${callers}
        and date_trunc('second', s.at) <= w.occurred_at and s.at > w.occurred_at - ${echoMs} * interval '1 millisecond'
    )`)
  return rows
}

/** Anybody can write anything there; more than a hundred means nothing more. */
function handedBack(text: string | undefined): number {
  return text && /^\d{1,3}$/.test(text) ? Math.min(Number(text), 100) : 0
}
