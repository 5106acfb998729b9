import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { RunState } from '@/db/schema/flows'
import { firstIdAt, mostCounted } from '@/lib/counting'

export type RunCounts = Record<RunState, number>

export interface Runs {
  /** Ended ones of the last 30 days, and all that are open; one past `mostCounted` tells that there are more. */
  counts: RunCounts
  lastAt: Date | null
}

const countedMs = 30 * 86_400_000

/**
 * What became of the runs of some flows: a range of the index on flow, state and id for each, which ends at `mostCounted`. Ids are
 * made when a run begins, so thirty days are a bound on the id.
 */
export async function runsOf(tx: Tx, teamId: TeamId, flowIds: readonly string[]): Promise<Map<string, Runs>> {
  if (flowIds.length === 0) return new Map()
  const since = firstIdAt(Date.now() - countedMs)
  const { rows } = await tx.execute<RunCounts & { id: string; last_at: Date | string | null }>(sql`
    select f.id, ${sql.join(states.map(column), sql`, `)}, last.last_at
    from unnest(${sql.param(flowIds)}::uuid[]) as f(id)
    ${sql.join(
      states.map((state) => counted(state, state === 'open' ? null : since)),
      sql` `,
    )}
    left join lateral (
      select r.created_at as last_at from flow_runs r where r.flow_id = f.id and r.team_id = ${teamId}
      order by r.id desc limit 1
    ) last on true`)
  return new Map(
    rows.map(({ id, last_at, ...counts }) => [id, { counts, lastAt: last_at === null ? null : new Date(last_at) }]),
  )

  function counted(state: RunState, from: string | null) {
    return sql`cross join lateral (
      select count(*)::int as n from (
        select 1 from flow_runs r where r.flow_id = f.id and r.team_id = ${teamId} and r.state = ${state}
          ${from === null ? sql`` : sql`and r.id >= ${from}`} limit ${mostCounted + 1}
      ) some
    ) ${sql.identifier(`of_${state}`)}`
  }
}

export const noRuns = (): Runs => ({
  counts: { open: 0, done: 0, left: 0, skipped: 0, failed: 0, cancelled: 0 },
  lastAt: null,
})

const states: readonly RunState[] = ['open', 'done', 'left', 'skipped', 'failed', 'cancelled']

const column = (state: RunState) => sql`${sql.identifier(`of_${state}`)}.n as ${sql.identifier(state)}`
