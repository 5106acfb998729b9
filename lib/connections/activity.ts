import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { EventStatus } from '@/db/schema/events'
import { withTeams } from '@/db/tenant'
import { countUpTo, firstIdAt, mostCounted } from '@/lib/counting'
import type { ConnectionView } from './view'

const justPast = mostCounted + 1

export interface SiteCount {
  siteId: string
  siteName: string
  count: number
}

export interface ConnectionActivity {
  /** Webhooks of the last 24 hours, and what became of them; those still to be decided or failed make up the rest. */
  day: { received: number; events: number; switchedOff: number; notUsed: number }
  /** Where this connection's events of all time lie, by site; the most first. */
  bySite: SiteCount[]
  /** People in this connection's mode on the present site, which comes first, and on those its events lie on. */
  subscribers: SiteCount[]
}

/** The live numbers of a connection's page. One past `mostCounted` tells that there are more. */
export function activityOf(teamId: TeamId, connection: ConnectionView, now = new Date()): Promise<ConnectionActivity> {
  return withTeams(teamId, async (tx) => {
    const bySite = await eventsBySite(tx, teamId, connection.id)
    const day = await dayOf(tx, teamId, connection.id, firstIdAt(now.getTime() - 86_400_000))
    return { day, bySite, subscribers: await subscribersBySite(tx, teamId, connection, bySite) }
  })
}

/** How many webhooks of each type a connection received in the last 7 days, of its newest 20,000, and what was derived. */
export async function typesOfWeek(
  teamId: TeamId,
  connectionId: string,
  now = new Date(),
): Promise<Map<string, number>> {
  const since = firstIdAt(now.getTime() - 7 * 86_400_000)
  const { rows } = await withTeams(teamId, (tx) =>
    tx.execute<{ type: string; count: number }>(sql`
      select type, count(*)::int as count from (
        (select type from inbox where team_id = ${teamId} and connection_id = ${connectionId} and kind = 'webhook'
          and id >= ${since}::uuid order by id desc limit 20000)
        union all
        (select type from events where connection_id = ${connectionId} and team_id = ${teamId} and status = 'processed'
          and id >= ${since}::uuid and derived_from is not null order by id desc limit 20000)) newest
      group by type`),
  )
  return new Map(rows.map(({ type, count }) => [type, count]))
}

async function dayOf(tx: Tx, teamId: TeamId, connectionId: string, since: string): Promise<ConnectionActivity['day']> {
  const ended = (status: EventStatus) =>
    countUpTo(
      tx,
      sql`select 1 from events where connection_id = ${connectionId} and team_id = ${teamId} and status = ${status}
        and id >= ${since}::uuid and derived_from is null`,
      justPast,
    )
  return {
    received: await countUpTo(
      tx,
      sql`select 1 from inbox where team_id = ${teamId} and connection_id = ${connectionId} and kind = 'webhook'
        and id >= ${since}::uuid`,
      justPast,
    ),
    events: (await ended('processed')) + (await ended('waiting')),
    switchedOff: await ended('switched_off'),
    notUsed: await ended('ignored'),
  }
}

async function eventsBySite(tx: Tx, teamId: TeamId, connectionId: string): Promise<SiteCount[]> {
  const newest = (status: EventStatus) => sql`(
    select site_id from events where connection_id = ${connectionId} and team_id = ${teamId} and status = ${status}
      and derived_from is null order by id desc limit ${justPast})`
  const { rows } = await tx.execute<SiteCount & Record<string, unknown>>(sql`
    select s.id as "siteId", s.name as "siteName", n.count from (
      select site_id, count(*)::int as count from (${newest('processed')} union all ${newest('waiting')}) newest
      group by site_id) n
    join sites s on s.team_id = ${teamId} and s.id = n.site_id
    order by n.count desc`)
  return rows
}

async function subscribersBySite(
  tx: Tx,
  teamId: TeamId,
  { site_id, site_name, livemode }: ConnectionView,
  landed: readonly SiteCount[],
): Promise<SiteCount[]> {
  const places = [{ siteId: site_id, siteName: site_name }, ...landed.filter(({ siteId }) => siteId !== site_id)]
  const counts: SiteCount[] = []
  for (const { siteId, siteName } of places) {
    const people = sql`select 1 from subscribers where team_id = ${teamId} and site_id = ${siteId}
      and livemode = ${livemode} and deleted_at is null and merged_into is null`
    counts.push({ siteId, siteName, count: await countUpTo(tx, people, justPast) })
  }
  return counts
}
