import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'

export type DestinationRecord = typeof destinations.$inferSelect

/** How a destination did in the last day, and what waits for it. */
export interface Health {
  delivered: number
  failed: number
  /** Of the calls of the last day, ms; null without any. */
  p95: number | null
  /** Deliveries that are still to arrive. */
  waiting: number
  /** When the next of them is due; null when none waits. */
  nextAt: Date | null
  /** What was cancelled when it disabled itself, and can be sent when it is enabled. */
  missed: number
  /** What was refused or given up, and can be tried again by hand. */
  undelivered: number
}

export interface DestinationRow {
  id: string
  record: DestinationRecord
  health: Health
}

export function listDestinations(
  teamId: TeamId,
  { siteId, livemode }: { siteId: SiteId; livemode?: boolean | undefined },
  { cursor, limit }: PageRequest,
): Promise<Page<DestinationRow>> {
  return withTeams(teamId, async (tx) => {
    const found = await tx
      .select()
      .from(destinations)
      .where(
        and(
          eq(destinations.teamId, teamId),
          eq(destinations.siteId, siteId),
          livemode === undefined ? undefined : eq(destinations.livemode, livemode),
          cursor === undefined ? undefined : lt(destinations.id, cursor),
          isNull(destinations.deletedAt),
        ),
      )
      .orderBy(desc(destinations.id))
      .limit(limit + 1)
    const { rows, next } = pageOf(found, limit)
    return { rows: await withHealth(tx, teamId, rows), next }
  })
}

export function findDestination(teamId: TeamId, id: string): Promise<DestinationRow | null> {
  return withTeams(teamId, (tx) => readDestination(tx, teamId, id))
}

export async function readDestination(tx: Tx, teamId: TeamId, id: string): Promise<DestinationRow | null> {
  const [record] = await tx.select().from(destinations).where(theOne(teamId, id))
  const [row] = record ? await withHealth(tx, teamId, [record]) : []
  return row ?? null
}

/** Removed ones are nobody's any more. */
export const theOne = (teamId: TeamId, id: string): SQL | undefined =>
  and(eq(destinations.teamId, teamId), eq(destinations.id, id), isNull(destinations.deletedAt))

async function withHealth(tx: Tx, teamId: TeamId, records: readonly DestinationRecord[]): Promise<DestinationRow[]> {
  if (records.length === 0) return []
  const ids = `{${records.map(({ id }) => id).join(',')}}`
  const { rows } = await tx.execute<{
    id: string
    delivered: number | null
    failed: number | null
    p95: number | null
    waiting: number
    next_at: Date | null
    missed: number
    undelivered: number
  }>(sql`
    select d.id, c.delivered, c.failed, c.p95, q.waiting, q.next_at, m.missed, m.undelivered
    from unnest(${ids}::uuid[]) as d(id)
    cross join lateral (
      select sum(delivered)::int as delivered, sum(failed)::int as failed,
        percentile_cont(0.95) within group (order by duration_ms)::float8 as p95
      from delivery_calls c
      where c.destination_id = d.id and c.team_id = ${teamId} and c.at > now() - interval '1 day'
    ) c
    cross join lateral (
      select count(*)::int as waiting, min(due_at) as next_at from delivery_queue q
      where q.destination_id = d.id and q.team_id = ${teamId}
    ) q
    cross join lateral (
      select (count(*) filter (where l.state = 'cancelled' and l.reason = 'destination_disabled'))::int as missed,
        (count(*) filter (where l.state <> 'cancelled'))::int as undelivered
      from deliveries l
      where l.destination_id = d.id and l.team_id = ${teamId} and l.state in ('cancelled', 'refused', 'dead')
    ) m`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return records.map((record) => {
    const row = byId.get(record.id)
    return {
      id: record.id,
      record,
      health: {
        delivered: row?.delivered ?? 0,
        failed: row?.failed ?? 0,
        p95: row?.p95 ?? null,
        waiting: row?.waiting ?? 0,
        nextAt: row?.next_at ? new Date(row.next_at) : null,
        missed: row?.missed ?? 0,
        undelivered: row?.undelivered ?? 0,
      },
    }
  })
}
