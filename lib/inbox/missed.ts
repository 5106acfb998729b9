import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'

const atOnce = 10_000

/** How many events of each type were received while switched off, for one connection: { "charge.refunded": 12 }. */
export async function missedCounts(teamId: TeamId, connectionId: string): Promise<Record<string, number>> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ type: string; missed: number }>(sql`
      select type, count(*)::int as missed from (
        select type from events
        where connection_id = ${connectionId} and team_id = ${teamId} and status = 'switched_off' limit ${atOnce}
      ) off group by type`)
    return Object.fromEntries(rows.map((row) => [row.type, row.missed]))
  })
}

/**
 * Sends what was missed of one type back through the lane, with today's settings. It updates subscribers and money;
 * nothing is sent and no flow starts. Returns how many were queued; calling it again while they wait queues none twice.
 */
export async function applyMissed(
  teamId: TeamId,
  connectionId: string,
  type: string,
  actor: AuditActor,
): Promise<number> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ queued: number }>(sql`
      with queued as (
        insert into inbox_queue (team_id, priority, id, bytes, why)
        select e.team_id, 1, e.id, octet_length(i.raw), 'missed'
        from events e join inbox i on i.team_id = e.team_id and i.id = e.id
        where e.connection_id = ${connectionId} and e.team_id = ${teamId} and e.status = 'switched_off' and e.type = ${type}
        order by e.id limit ${atOnce}
        on conflict do nothing returning 1
      ) select count(*)::int as queued from queued`)
    const queued = rows[0]?.queued ?? 0
    if (queued > 0)
      await audit(tx, {
        teamId,
        actor,
        action: 'connection.missed_applied',
        subject: connectionId,
        detail: { type, queued },
      })
    return queued
  })
}
