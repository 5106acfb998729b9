import { type SQL, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { numbered } from '@/db/numbered'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { onceMore } from '@/lib/deliveries/locks'
import type { Reason } from '@/lib/reasons'
import { fail, ok, type Result } from '@/lib/result'
import { cancelRunsOfConnectionsSql } from './cancel-sql'

/**
 * Ends the open runs of a flow, whose row the caller has locked; they stay visible, with the reason (FL-06). A step that is being done
 * at the moment is finished, and its run ends with it.
 */
export const cancelRunsOf = (tx: Tx, teamId: TeamId, flowId: string, reason: Reason) =>
  cancelOpen(tx, teamId, sql`q.flow_id = ${flowId}`, reason)

/** Ends the open runs that some connections' events began. Their rows are the caller's. */
export const cancelRunsOfConnections = (tx: Tx, teamId: TeamId, connectionIds: readonly string[]) =>
  tx.execute(numbered(cancelRunsOfConnectionsSql, [sql`${teamId}::uuid`, sql`${`{${connectionIds.join(',')}}`}`]))

/** Ends one run, by a person. One that has ended is left as it is. */
export function cancelRun(teamId: TeamId, runId: string, actor: Actor): Promise<Result<null, 'not_found' | 'ended'>> {
  return onceMore(() =>
    withTeams(teamId, async (tx) => {
      const { rows } = await tx.execute<{ flow_id: string; state: string }>(sql`
        select r.flow_id, r.state from flow_runs r where r.team_id = ${teamId} and r.id = ${runId}`)
      const [run] = rows
      if (!run) return fail('not_found')
      const which = sql`q.flow_id = ${run.flow_id} and q.run_id = ${runId}`
      if ((await cancelOpen(tx, teamId, which, 'run_cancelled')) === 0) return fail('ended')
      await audit(tx, { teamId, actor, action: 'run.cancelled', subject: runId })
      return ok(null)
    }),
  )
}

async function cancelOpen(tx: Tx, teamId: TeamId, which: SQL, reason: Reason): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with open as materialized (
      select q.flow_id, q.run_id, coalesce(q.claim_id is not null and q.due_at > now(), false) as is_at_work
      from flow_queue q where q.team_id = ${teamId} and ${which} order by q.flow_id, q.run_id for update
    ), marked as (
      update flow_queue q set ends_by = ${reason} from open o
      where q.team_id = ${teamId} and q.flow_id = o.flow_id and q.run_id = o.run_id and o.is_at_work
    ), gone as (
      delete from flow_queue q using open o
      where q.team_id = ${teamId} and q.flow_id = o.flow_id and q.run_id = o.run_id and not o.is_at_work
      returning q.run_id
    ), ended as (
      update flow_runs r set state = 'cancelled', reason = ${reason}, ended_at = now()
      from gone where r.team_id = ${teamId} and r.id = gone.run_id
    )
    select count(*)::int as count from open`)
  return rows[0]?.count ?? 0
}

/** Ends what was cancelled in the middle of a step whose process is gone; every worker does this now and then. */
export async function endLapsedRuns(): Promise<number> {
  const { rows } = await db.execute<{ ended: number }>(sql`select sluice_end_flow_runs(1000) as ended`)
  return rows[0]?.ended ?? 0
}
