import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { DeliveryState } from '@/db/schema/deliveries'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { fail, ok, type Result } from '@/lib/result'

/** At one request, so that nobody else waits long for the rows it locks. */
export const mostAtOnce = 10_000

/**
 * Makes the next attempt of a delivery due now, whatever became of it. It supersedes the pending one: a delivery has one
 * queue row, so attempts never overlap, and one that is being made is left alone (PR-16). A destination that is off takes nothing.
 */
export function retryDelivery(
  teamId: TeamId,
  id: string,
  actor: Actor,
): Promise<Result<null, 'not_found' | 'delivered' | 'destination_off' | 'being_sent'>> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ state: DeliveryState; takes: boolean; destination_id: string }>(sql`
      select d.state, d.destination_id, (t.state <> 'disabled' and t.deleted_at is null) as takes
      from deliveries d join destinations t on t.team_id = d.team_id and t.id = d.destination_id
      where d.team_id = ${teamId} and d.id = ${id}`)
    const [found] = rows
    if (!found) return fail('not_found')
    if (found.state === 'delivered') return fail('delivered')
    if (!found.takes) return fail('destination_off')
    await openUp(tx, sql`t.team_id = ${teamId} and t.id = ${found.destination_id}`)
    if ((await requeue(tx, teamId, sql`d.id = ${id}`, actor.label)) === 0) return fail('being_sent')
    await audit(tx, { teamId, actor, action: 'delivery.retried', subject: id })
    return ok(null)
  })
}

export interface RetryFilter {
  siteId: SiteId
  destinationId?: string | undefined
  states: readonly Exclude<DeliveryState, 'delivered'>[]
  type?: string | undefined
}

/** The same for all that match, at most ten thousand at once; says how many, so who gets that number asks again. */
export function retryMatching(teamId: TeamId, filter: RetryFilter, actor: Actor): Promise<number> {
  return withTeams(teamId, async (tx) => {
    const { siteId, destinationId } = filter
    await openUp(
      tx,
      sql`t.team_id = ${teamId} and t.site_id = ${siteId} and ${destinationId ? sql`t.id = ${destinationId}` : sql`true`}`,
    )
    const count = await requeue(tx, teamId, matching(filter), actor.label)
    if (count > 0)
      await audit(tx, { teamId, actor, action: 'deliveries.retried', detail: { count, states: filter.states } })
    return count
  })
}

/** What was kept while the destination was disabled. */
export async function requeueMissed(tx: Tx, teamId: TeamId, destinationId: string, askedBy: string): Promise<number> {
  await openUp(tx, sql`t.team_id = ${teamId} and t.id = ${destinationId}`)
  return requeue(
    tx,
    teamId,
    sql`d.destination_id = ${destinationId} and d.state = 'cancelled' and d.reason = 'destination_disabled'`,
    askedBy,
  )
}

const matching = ({ siteId, destinationId, states, type }: RetryFilter): SQL =>
  sql`d.destination_id in (select t.id from destinations t where t.site_id = ${siteId}) and d.site_id = ${siteId} and d.state = any(${`{${states.join(',')}}`}::text[])
    and ${destinationId ? sql`d.destination_id = ${destinationId}` : sql`true`}
    and ${type ? sql`d.type = ${type}` : sql`true`}`

/** Locks the destinations first, as everybody does (locks.ts). Whoever asks does not wait for the time a receiver named. */
async function openUp(tx: Tx, which: SQL) {
  await tx.execute(sql`select 1 from destinations t where ${which} order by t.id for update`)
  await tx.execute(sql`update destinations t set not_before = null where ${which} and t.not_before is not null`)
}

/**
 * Attempts go on counting where they ended: one whose schedule was used up gets this one try. The delivery is held against retention
 * (lib/retention), which would leave its queue row alone; whoever ends or settles one does not wait for that.
 */
async function requeue(tx: Tx, teamId: TeamId, which: SQL, askedBy: string): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    with asked as materialized (
      select d.team_id, d.destination_id, d.id, d.attempts from deliveries d
      join destinations t on t.team_id = d.team_id and t.id = d.destination_id and t.state <> 'disabled' and t.deleted_at is null
      where d.team_id = ${teamId} and d.state <> 'delivered' and ${which}
      order by d.destination_id, d.id limit ${mostAtOnce} for key share of d
    ), due as (
      insert into delivery_queue as q (team_id, destination_id, id, due_at, attempt_no, asked_by)
      select team_id, destination_id, id, now(), attempts, ${askedBy} from asked
      on conflict (team_id, destination_id, id) do update set due_at = now(), asked_by = excluded.asked_by
        where q.call_id is null
      returning q.id
    ), again as (
      update deliveries d set state = 'queued', reason = null, says = null, settled_at = null
      from due where d.team_id = ${teamId} and d.id = due.id and d.state <> 'queued'
    )
    select count(*)::int as count from due`)
  return rows[0]?.count ?? 0
}

/** Ends the retries of a delivery until somebody asks again. False when none waits, or one is being made. */
export function stopDelivery(teamId: TeamId, id: string, actor: Actor): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      with gone as (
        delete from delivery_queue q using deliveries d
        where d.team_id = ${teamId} and d.id = ${id} and q.team_id = d.team_id and q.destination_id = d.destination_id
          and q.id = d.id and (q.call_id is null or q.due_at <= now())
        returning q.id
      )
      update deliveries d set state = 'cancelled', reason = 'stopped', settled_at = now()
      from gone where d.team_id = ${teamId} and d.id = gone.id`)
    if (!rowCount) return false
    await audit(tx, { teamId, actor, action: 'delivery.stopped', subject: id })
    return true
  })
}
