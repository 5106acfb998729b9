import { asc, eq, sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'

/** The sites of a team, by name. */
export async function sitesOf(teamId: TeamId): Promise<{ id: SiteId; name: string }[]> {
  return withTeams(teamId, (tx) =>
    tx
      .select({ id: sites.id, name: sites.name })
      .from(sites)
      .where(eq(sites.teamId, teamId))
      .orderBy(asc(sql`lower(${sites.name})`), asc(sites.id)),
  )
}
