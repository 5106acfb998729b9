import { and, desc, eq, ne } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { events } from '@/db/schema/events'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { isShown } from '@/lib/events/shown'

export interface MovedAway {
  /** Of the connection. */
  name: string
  siteId: SiteId
  siteName: string
}

/** Where the account that sent this site's newest event sends now, when that is another site; else null. */
export function movedAway(teamId: TeamId, siteId: SiteId, livemode: boolean): Promise<MovedAway | null> {
  return withTeams(teamId, async (tx) => {
    const [newest] = await tx
      .select({ connectionId: events.connectionId })
      .from(events)
      .where(and(eq(events.teamId, teamId), eq(events.siteId, siteId), eq(events.livemode, livemode), isShown))
      .orderBy(desc(events.id))
      .limit(1)
    if (!newest) return null
    const [moved] = await tx
      .select({ name: connections.name, siteId: connections.siteId, siteName: sites.name })
      .from(connections)
      .innerJoin(sites, and(eq(sites.teamId, connections.teamId), eq(sites.id, connections.siteId)))
      .where(
        and(
          eq(connections.teamId, teamId),
          eq(connections.id, newest.connectionId),
          ne(connections.siteId, siteId),
          eq(connections.state, 'connected'),
        ),
      )
    return moved ?? null
  })
}
