import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'
import { crashesBeforeQuarantine } from '@/lib/lane/trial'

/**
 * Sends a dead entry through the lane once more: what could not be stored then may fit now. False when it is not dead
 * (any more). It stays marked dead until it is applied, so a second call while it waits queues nothing. One in quarantine
 * is tried alone, once; the try it was to have by itself becomes this one.
 */
export async function retryDead(teamId: TeamId, id: string, actor: AuditActor): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      insert into inbox_queue as q (team_id, priority, id, bytes, created, why, crashes)
      select i.team_id, coalesce(held.priority, 0), i.id, octet_length(i.raw), i.created, 'replay',
        case when e.reason = 'quarantined' then ${crashesBeforeQuarantine + 1}::smallint end
      from events e join inbox i on i.team_id = e.team_id and i.id = e.id
      left join inbox_queue held on held.team_id = e.team_id and held.id = e.id
      where e.team_id = ${teamId} and e.id = ${id} and e.status = 'dead'
      on conflict (team_id, priority, id) do update set not_before = null
        where q.crashes = excluded.crashes and q.not_before is not null`)
    if (!rowCount) return false
    await audit(tx, { teamId, actor, action: 'webhook_event.retried', subject: id })
    return true
  })
}
