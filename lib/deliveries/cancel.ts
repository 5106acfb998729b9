import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { Reason } from '@/lib/reasons'

/** Ends what waits for a destination; it stays visible, with the reason (OUT-15). */
export const cancelQueue = (tx: Tx, teamId: TeamId, destinationId: string, reason: Reason) =>
  tx.execute(sql`
    with gone as (
      delete from delivery_queue q where q.team_id = ${teamId} and q.destination_id = ${destinationId} returning q.id
    )
    update deliveries d set state = 'cancelled', reason = ${reason}, settled_at = now()
    from gone where d.team_id = ${teamId} and d.id = gone.id`)

/** Ends what still waits of a connection's events (RT-05). */
export const cancelOfConnection = (tx: Tx, teamId: TeamId, connectionId: string) =>
  tx.execute(sql`
    with gone as (
      delete from delivery_queue q using deliveries d
      where d.team_id = ${teamId} and d.connection_id = ${connectionId} and d.state = 'queued'
        and q.team_id = d.team_id and q.destination_id = d.destination_id and q.id = d.id
      returning q.id
    )
    update deliveries d set state = 'cancelled', reason = 'connection_ended', settled_at = now()
    from gone where d.team_id = ${teamId} and d.id = gone.id`)

/** Whether a call to it is being made at the moment, by whatever process. */
export async function isInFlight(tx: Tx, teamId: TeamId, destinationId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from delivery_queue q where q.team_id = ${teamId} and q.destination_id = ${destinationId}
      and q.call_id is not null and q.due_at > now() limit 1`)
  return rows.length > 0
}
