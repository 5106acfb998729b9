import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { RunState } from '@/db/schema/flows'
import { firstIdAt, mostCounted } from '@/lib/counting'
import { newestOf } from './runs/newest-of'

export type RunCounts = Record<RunState, number>

export interface Runs {
  /** Ended ones of the last 30 days, and all that are open; one past `mostCounted` tells that there are more. */
  counts: RunCounts
  lastAt: Date | null
}

const countedMs = 30 * 86_400_000

/**
 * What became of the runs of some flows: for each and each state a range of the index on flow, state and id, which ends at
 * `mostCounted`. Ids are made when a run begins, so thirty days are a bound on the id.
 */
export async function runsOf(tx: Tx, teamId: TeamId, flowIds: readonly string[]): Promise<Map<string, Runs>> {
  if (flowIds.length === 0) return new Map()
  const lanes = states.map((state) => ({ state, since: firstIdAt(state === 'open' ? 0 : Date.now() - countedMs) }))
  const newest = newestOf([[sql`r.flow_id`, sql`f.id`]], sql`r.id`)
  const { rows } = await tx.execute<{ id: string; counts: RunCounts; last_at: Date | string | null }>(sql`
    select f.id, c.counts, last.last_at
    from unnest(${sql.param(flowIds)}::uuid[]) as f(id)
    cross join lateral (
      select jsonb_object_agg(lane.state, counted.n) as counts
      from json_to_recordset(${JSON.stringify(lanes)}::json) as lane(state text, since uuid)
      cross join lateral (
        select count(*)::int as n from (
          select 1 from flow_runs r
          where r.flow_id = f.id and r.team_id = ${teamId} and r.state = lane.state and r.id >= lane.since
          limit ${mostCounted + 1}
        ) run
      ) counted
    ) c
    left join lateral (
      select r.created_at as last_at from flow_runs r where ${newest.where} and r.team_id = ${teamId}
      order by ${sql.join(newest.order, sql`, `)} limit 1
    ) last on true`)
  return new Map(
    rows.map(({ id, counts, last_at }) => [id, { counts, lastAt: last_at === null ? null : new Date(last_at) }]),
  )
}

export const noRuns = (): Runs => ({
  counts: { open: 0, done: 0, left: 0, skipped: 0, failed: 0, cancelled: 0 },
  lastAt: null,
})

const states: readonly RunState[] = ['open', 'done', 'left', 'skipped', 'failed', 'cancelled']
