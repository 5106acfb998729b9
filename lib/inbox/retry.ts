import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'

/**
 * Sends a dead entry through the lane once more: what could not be stored then may fit now. False when it is not dead
 * (any more). It stays marked dead until it is applied, so a second call while it waits queues nothing.
 */
export async function retryDead(teamId: TeamId, id: string, actor: AuditActor): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      insert into inbox_queue (team_id, priority, id, bytes, created, why)
      select i.team_id, 0, i.id, octet_length(i.raw), i.created, 'replay'
      from events e join inbox i on i.team_id = e.team_id and i.id = e.id
      where e.team_id = ${teamId} and e.id = ${id} and e.status = 'dead'
      on conflict do nothing`)
    if (!rowCount) return false
    await audit(tx, { teamId, actor, action: 'webhook_event.retried', subject: id })
    return true
  })
}
