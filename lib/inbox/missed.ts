import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'
import { countUpTo } from '@/lib/counting'
import { rawKeptSince } from '@/lib/retention/raw'

const atOnce = 10_000

/**
 * How many events of each type a person missed on one connection, counted up to 10,000: what came while the event was
 * switched off, what a filter left out that is not in force any more, and what came of a customer who is not ignored any
 * more. What today's filter leaves out was not missed. { "charge.refunded": 12 }
 */
export async function missedCounts(teamId: TeamId, connectionId: string): Promise<Record<string, number>> {
  return withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ type: string; missed: number }>(sql`
      select type, count(*)::int as missed from (${missed(teamId, connectionId)} limit ${atOnce}) m group by type`)
    return Object.fromEntries(rows.map((row) => [row.type, row.missed]))
  })
}

/**
 * How many were queued; `inactive` and none while the connection is not connected or paused, because the lane would only
 * ignore them again.
 */
export type Queued = number | 'inactive'

/**
 * Sends what was missed of one type back through the lane, with today's settings. It updates subscribers and money;
 * nothing is sent and no flow starts. Calling it again while they wait queues none twice.
 */
export async function applyMissed(
  teamId: TeamId,
  connectionId: string,
  type: string,
  actor: AuditActor,
): Promise<Queued> {
  const those = sql`select * from (${missed(teamId, connectionId)}) m where m.type = ${type}`
  return queueAgain(teamId, connectionId, those, { actor, detail: { type } })
}

/** How many events came while the connection was paused and were not applied since; ends at 10,000. */
export function pausedCount(teamId: TeamId, connectionId: string): Promise<number> {
  return withTeams(teamId, (tx) => countUpTo(tx, whilePaused(teamId, connectionId), atOnce))
}

/** The same for all that came while the connection was paused; what is switched off or left out today stays so. */
export function applyPaused(teamId: TeamId, connectionId: string, actor: AuditActor): Promise<Queued> {
  return queueAgain(teamId, connectionId, whilePaused(teamId, connectionId), {
    actor,
    detail: { came: 'while_paused' },
  })
}

function queueAgain(
  teamId: TeamId,
  connectionId: string,
  those: SQL,
  { actor, detail }: { actor: AuditActor; detail: Record<string, string> },
): Promise<Queued> {
  return withTeams(teamId, async (tx) => {
    if (!(await isActive(tx, teamId, connectionId))) return 'inactive'
    const { rows } = await tx.execute<{ queued: number }>(sql`
      with queued as (
        insert into inbox_queue (team_id, priority, id, bytes, created, why)
        select m.team_id, 1, m.id, octet_length(i.raw), i.created, 'missed'
        from (${those}) m join inbox i on i.team_id = m.team_id and i.id = m.id
        order by m.id limit ${atOnce}
        on conflict do nothing returning 1
      ) select count(*)::int as queued from queued`)
    const queued = rows[0]?.queued ?? 0
    if (queued > 0) {
      const action = 'connection.missed_applied'
      await audit(tx, { teamId, actor, action, subject: connectionId, detail: { ...detail, queued } })
    }
    return queued
  })
}

/** Locked until they are queued: whoever pauses or disconnects it meanwhile waits. */
async function isActive(tx: Tx, teamId: TeamId, connectionId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from connections
    where team_id = ${teamId} and id = ${connectionId} and state = 'connected' and is_active for share`)
  return rows.length > 0
}

/** What was sent longer ago is kept no more, so nothing of it can be applied. */
const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`

/**
 * The events themselves; what is derived from another has no facts of its own, so it is not missed. The settings' filter and the one an event was decided by are both written
 * the canonical way.
 */
const missed = (teamId: TeamId, connectionId: string): SQL => sql`
  select e.team_id, e.id, e.type from events e
  where e.connection_id = ${connectionId} and e.team_id = ${teamId} and e.status = 'switched_off'
    and e.derived_from is null and e.received_at >= ${at(rawKeptSince())}
  union all
  select e.team_id, e.id, e.type from events e
  join connections c on c.team_id = e.team_id and c.id = e.connection_id
  left join event_settings s on s.team_id = e.team_id and s.connection_id = e.connection_id and s.type = e.type
  where e.connection_id = ${connectionId} and e.team_id = ${teamId} and e.reason in ('filtered', 'ignored_customer')
    and e.derived_from is null and e.received_at >= ${at(rawKeptSince())}
    and case e.decision->'left_out'->>'by'
      when 'filter' then e.decision->'filter' is distinct from s.filter
      else e.decision->'left_out'->>'customer' <> all(c.ignored_customers) end`

const whilePaused = (teamId: TeamId, connectionId: string): SQL => sql`
  select e.team_id, e.id, e.type from events e
  where e.connection_id = ${connectionId} and e.team_id = ${teamId} and e.status = 'ignored' and e.reason = 'paused'
    and e.derived_from is null and e.received_at >= ${at(rawKeptSince())}`
