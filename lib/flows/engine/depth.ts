import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { Standing } from './standing'

/** An event that comes so soon after a call about the same person may be what the call led to. */
const echoMs = 60_000
/** Of one person and flow. */
const mostLookedAt = 50

/**
 * How many runs led to the events that began these, by run (FL-07): one more than that of the flow's latest run of the same person whose
 * call was made just before the event occurred; or what a receiver handed back in the metadata of what it made.
 */
export async function depthsOf(tx: Tx, teamId: TeamId, standings: readonly Standing[]): Promise<Map<string, number>> {
  const looking = standings.map(({ claimed, event, partyKeys }) => ({
    run_id: claimed.runId,
    flow_id: claimed.flowId,
    keys: partyKeys,
    occurred_at: event.occurred_at ?? event.received_at,
  }))
  const { rows } = await tx.execute<{ run_id: string; depth: number | null }>(sql`
    select w.run_id, max(r.depth) as depth
    from json_to_recordset(${JSON.stringify(looking)}::json) as w(run_id uuid, flow_id uuid, keys json, occurred_at timestamptz)
    cross join lateral json_array_elements_text(w.keys) as k(key)
    cross join lateral (
      select o.id, o.depth from flow_runs o
      where o.party_key = k.key and o.team_id = ${teamId} and o.flow_id = w.flow_id and o.id <> w.run_id and o.entered_at is not null
      order by o.id desc limit ${mostLookedAt}
    ) r
    where exists (
      select 1 from flow_steps s where s.team_id = ${teamId} and s.run_id = r.id and s.kind in ('http', 'destination')
        and date_trunc('second', s.at) <= w.occurred_at and s.at > w.occurred_at - ${echoMs} * interval '1 millisecond'
    )
    group by w.run_id`)
  const echoes = new Map(rows.map(({ run_id, depth }) => [run_id, (depth ?? 0) + 1]))
  return new Map(
    standings.map(({ claimed, event }) => [
      claimed.runId,
      Math.max(echoes.get(claimed.runId) ?? 0, handedBack(event.metadata.sluice_depth)),
    ]),
  )
}

/** Anybody can write anything there; more than a hundred means nothing more. */
function handedBack(text: string | undefined): number {
  return text && /^\d{1,3}$/.test(text) ? Math.min(Number(text), 100) : 0
}
