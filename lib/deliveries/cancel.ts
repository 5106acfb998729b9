import { sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { numbered } from '@/db/numbered'
import type { TeamId } from '@/db/schema/columns'
import type { Reason } from '@/lib/reasons'
import { cancelOfConnectionsSql } from './cancel-sql'

/**
 * Ends what waits for a destination, whose row the caller has locked; it stays visible, with the reason (OUT-15). What is being
 * sent at the moment ends with its call: it may have arrived.
 */
export const cancelQueue = (tx: Tx, teamId: TeamId, destinationId: string, reason: Reason) =>
  tx.execute(sql`
    with open as materialized (
      select q.id, coalesce(q.call_id is not null and q.due_at > now(), false) as is_flying
      from delivery_queue q where q.team_id = ${teamId} and q.destination_id = ${destinationId} order by q.id for update
    ), marked as (
      update delivery_queue q set ends_by = ${reason} from open o
      where q.team_id = ${teamId} and q.destination_id = ${destinationId} and q.id = o.id and o.is_flying
    ), gone as (
      delete from delivery_queue q using open o
      where q.team_id = ${teamId} and q.destination_id = ${destinationId} and q.id = o.id and not o.is_flying
      returning q.id
    )
    update deliveries d set state = 'cancelled', reason = ${reason}, settled_at = now()
    from gone where d.team_id = ${teamId} and d.id = gone.id`)

/** Ends what still waits of some connections' events (RT-05). Their rows are the caller's. */
export const cancelOfConnections = (tx: Tx, teamId: TeamId, connectionIds: readonly string[]) =>
  tx.execute(numbered(cancelOfConnectionsSql, [sql`${teamId}::uuid`, sql`${`{${connectionIds.join(',')}}`}`]))

/** Whether a call to it is being made at the moment, by whatever process. */
export async function isInFlight(tx: Tx, teamId: TeamId, destinationId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from delivery_queue q where q.team_id = ${teamId} and q.destination_id = ${destinationId}
      and q.call_id is not null and q.due_at > now() limit 1`)
  return rows.length > 0
}

/** Ends what was cancelled in the middle of a call whose process is gone; every worker does this now and then. */
export async function endLapsed(): Promise<number> {
  const { rows } = await db.execute<{ ended: number }>(sql`select sluice_end_deliveries(1000) as ended`)
  return rows[0]?.ended ?? 0
}
