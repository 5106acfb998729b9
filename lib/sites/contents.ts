import { sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { countUpTo, mostCounted } from '@/lib/counting'

/** What goes when it goes. One past `mostCounted` tells that there are more. */
export interface Contents {
  events: number
  subscribers: number
  flows: number
}

/** What lies on some sites together, in both modes: events that count there, people, and flows. */
export function contentsOf(teamId: TeamId, siteIds: readonly SiteId[]): Promise<Contents> {
  return withTeams(teamId, async (tx) => {
    const on = sql`team_id = ${teamId} and site_id = any(${sql.param(siteIds)}::uuid[])`
    const events = sql`select 1 from events where ${on} and status in ('processed', 'waiting')`
    const people = sql`select 1 from subscribers where ${on} and merged_into is null and deleted_at is null`
    const flows = sql`select 1 from flows where ${on} and deleted_at is null`
    return {
      events: await countUpTo(tx, events, mostCounted + 1),
      subscribers: await countUpTo(tx, people, mostCounted + 1),
      flows: await countUpTo(tx, flows, mostCounted + 1),
    }
  })
}
