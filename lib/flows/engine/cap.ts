import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { Standing } from './standing'

export interface Caps {
  /** Asked once a run, in the order they enter. */
  takes(standing: Standing): boolean
}

/**
 * How often a flow took somebody in for the same invoice or payment, and whether it takes one more (FL-04). A lock of the flow and
 * occasion makes counting and entering one: of eight runs that come in at once, over all processes, the first is let in.
 */
export async function capsOf(tx: Tx, teamId: TeamId, standings: readonly Standing[]): Promise<Caps> {
  const capped = standings.flatMap(({ claimed, definition: { cap }, occasion }) =>
    cap && occasion
      ? [{ run_id: claimed.runId, flow_id: claimed.flowId, occasion, times: cap.times, hours: cap.hours }]
      : [],
  )
  const taken = capped.length > 0 ? await countsOf(tx, teamId, capped) : new Map<string, number>()
  return {
    takes({ claimed, definition: { cap }, occasion }) {
      if (!cap || !occasion) return true
      const key = `${claimed.flowId} ${occasion}`
      const before = taken.get(key) ?? 0
      taken.set(key, before + 1)
      return before < cap.times
    },
  }
}

interface Capped {
  run_id: string
  flow_id: string
  occasion: string
  hours: number
}

async function countsOf(tx: Tx, teamId: TeamId, capped: readonly Capped[]): Promise<Map<string, number>> {
  const occasions = sql`json_to_recordset(${JSON.stringify(capped)}::json) as w(flow_id uuid, occasion text, hours integer)`
  // In one order, or two that take the same two would wait for each other; counted in a second statement, which sees what was let in.
  await tx.execute(sql`
    select pg_advisory_xact_lock(k.key) from (
      select distinct hashtextextended(w.flow_id || ' ' || w.occasion, 0) as key from ${occasions} order by 1
    ) k`)
  const { rows } = await tx.execute<{ flow_id: string; occasion: string; count: number }>(sql`
    select w.flow_id, w.occasion, (
      select count(*)::int from flow_runs r
      where r.occasion = w.occasion and r.flow_id = w.flow_id and r.team_id = ${teamId}
        and r.entered_at > now() - w.hours * interval '1 hour'
    ) as count from (select flow_id, occasion, max(hours) as hours from ${occasions} group by 1, 2) w`)
  return new Map(rows.map(({ flow_id, occasion, count }) => [`${flow_id} ${occasion}`, count]))
}
