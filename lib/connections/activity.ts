import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { countUpTo, firstIdAt, mostCounted } from '@/lib/counting'
import type { ConnectionView } from './view'

const justPast = mostCounted + 1

export interface ConnectionActivity {
  /** Since midnight UTC. */
  eventsToday: number
  /** Where this connection's events of all time lie, by site; the most first. */
  bySite: { siteId: string; siteName: string; count: number }[]
  /** People on the present site, in this connection's mode. */
  subscribers: number
}

/** The live numbers of a connection's page. One past `mostCounted` tells that there are more. */
export function activityOf(teamId: TeamId, connection: ConnectionView, now = new Date()): Promise<ConnectionActivity> {
  return withTeams(teamId, async (tx) => ({
    eventsToday: await countUpTo(
      tx,
      sql`select 1 from inbox where team_id = ${teamId} and connection_id = ${connection.id} and kind = 'webhook'
        and id >= ${firstIdAt(midnight(now))}::uuid`,
      justPast,
    ),
    bySite: await bySite(tx, teamId, connection.id),
    subscribers: await countUpTo(
      tx,
      sql`select 1 from subscribers where team_id = ${teamId} and site_id = ${connection.site_id}
        and livemode = ${connection.livemode} and deleted_at is null and merged_into is null`,
      justPast,
    ),
  }))
}

/** How many webhooks of each type a connection received in the last 7 days, of its newest 20,000. */
export async function typesOfWeek(
  teamId: TeamId,
  connectionId: string,
  now = new Date(),
): Promise<Map<string, number>> {
  const since = firstIdAt(now.getTime() - 7 * 86_400_000)
  const { rows } = await withTeams(teamId, (tx) =>
    tx.execute<{ type: string; count: number }>(sql`
      select type, count(*)::int as count from (
        select type from inbox where team_id = ${teamId} and connection_id = ${connectionId} and kind = 'webhook'
          and id >= ${since}::uuid order by id desc limit 20000) newest
      group by type`),
  )
  return new Map(rows.map(({ type, count }) => [type, count]))
}

async function bySite(tx: Tx, teamId: TeamId, connectionId: string): Promise<ConnectionActivity['bySite']> {
  const { rows } = await tx.execute<{ siteId: string; siteName: string; count: number }>(sql`
    select s.id as "siteId", s.name as "siteName", n.count from (
      select site_id, count(*)::int as count from (
        select site_id from inbox where team_id = ${teamId} and connection_id = ${connectionId} and kind = 'webhook'
        order by id desc limit ${justPast}) newest
      group by site_id) n
    join sites s on s.team_id = ${teamId} and s.id = n.site_id
    order by n.count desc`)
  return rows
}

const midnight = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
