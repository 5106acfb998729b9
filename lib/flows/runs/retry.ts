import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { fail, ok, type Result } from '@/lib/result'

/** At one request, so that nobody else waits long for the rows it locks. */
export const mostRetried = 10_000

/** A failed run goes on at the step it failed at, due now. Tries go on counting: one whose tries were used up gets this one. */
export function retryRun(
  teamId: TeamId,
  runId: string,
  actor: Actor,
): Promise<Result<null, 'not_found' | 'not_failed' | 'flow_gone'>> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ flow_id: string; state: string }>(sql`
      select r.flow_id, r.state from flow_runs r where r.team_id = ${teamId} and r.id = ${runId}`)
    const [run] = rows
    if (!run) return fail('not_found')
    if (!(await lockFlow(tx, teamId, run.flow_id))) return fail('flow_gone')
    if ((await reopen(tx, teamId, run.flow_id, sql`r.id = ${runId}`, actor)) === 0) return fail('not_failed')
    await audit(tx, { teamId, actor, action: 'run.retried', subject: runId })
    return ok(null)
  })
}

/** All failed runs of a flow, at most ten thousand at once; says how many, so who gets that number asks again. */
export function retryFailedRuns(teamId: TeamId, flowId: string, actor: Actor): Promise<number> {
  return withTeams(teamId, async (tx) => {
    if (!(await lockFlow(tx, teamId, flowId))) return 0
    const count = await reopen(tx, teamId, flowId, sql`true`, actor)
    if (count > 0) await audit(tx, { teamId, actor, action: 'runs.retried', subject: flowId, detail: { count } })
    return count
  })
}

/** Held while its runs are opened: whoever removes it meanwhile ends them too. */
async function lockFlow(tx: Tx, teamId: TeamId, flowId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from flows f where f.team_id = ${teamId} and f.id = ${flowId} and f.deleted_at is null for share`)
  return rows.length > 0
}

async function reopen(tx: Tx, teamId: TeamId, flowId: string, which: SQL, { label }: Actor): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    with failed as materialized (
      select r.id, r.site_id, r.livemode, r.party_key, (
        select count(*) from flow_steps s
        where s.team_id = ${teamId} and s.run_id = r.id and s.step_id = r.step_id and s.outcome in ('try-again', 'failed')
      ) as tries
      from flow_runs r where r.team_id = ${teamId} and r.flow_id = ${flowId} and r.state = 'failed' and ${which}
      order by r.id limit ${mostRetried} for update
    ), due as (
      insert into flow_queue (team_id, flow_id, run_id, site_id, livemode, party_key, due_at, attempt_no, asked_by)
      select ${teamId}, ${flowId}, id, site_id, livemode, party_key, now(), tries, ${label} from failed
      on conflict do nothing returning run_id
    )
    update flow_runs r set state = 'open', reason = null, says = null, ended_at = null
    from due where r.team_id = ${teamId} and r.id = due.run_id`)
  return rowCount ?? 0
}
