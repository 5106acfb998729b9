import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'

export type SiteRow = typeof sites.$inferSelect

/** The sites of a team, by name. */
export async function sitesOf(teamId: TeamId): Promise<SiteRow[]> {
  return withTeams(teamId, (tx) =>
    tx
      .select()
      .from(sites)
      .where(eq(sites.teamId, teamId))
      .orderBy(asc(sql`lower(${sites.name})`), asc(sites.id)),
  )
}

/** The same for the API: newest first, a page at a time. */
export async function listSites(teamId: TeamId, { cursor, limit }: PageRequest): Promise<Page<SiteRow>> {
  const rows = await withTeams(teamId, (tx) =>
    tx
      .select()
      .from(sites)
      .where(and(eq(sites.teamId, teamId), ...(cursor ? [lt(sites.id, cursor as SiteId)] : [])))
      .orderBy(desc(sites.id))
      .limit(limit + 1),
  )
  return pageOf(rows, limit)
}

/** One site; null when the team has no such one. */
export async function findSite(teamId: TeamId, siteId: SiteId): Promise<SiteRow | null> {
  const [site] = await withTeams(teamId, (tx) =>
    tx
      .select()
      .from(sites)
      .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId))),
  )
  return site ?? null
}

/** Where an account lands when nobody chooses: the team's oldest site, whatever sites are called. */
export function defaultSite<Site extends Pick<SiteRow, 'createdAt' | 'id'>>(all: readonly Site[]): Site | undefined {
  return [...all].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))[0]
}

/** By site: the names of the connections that point to it, disconnected ones included. */
export async function connectionsBySite(teamId: TeamId): Promise<Map<SiteId, string[]>> {
  const rows = await withTeams(teamId, (tx) =>
    tx
      .select({ siteId: connections.siteId, name: connections.name })
      .from(connections)
      .where(eq(connections.teamId, teamId))
      .orderBy(asc(connections.id)),
  )
  const names = new Map<SiteId, string[]>()
  for (const { siteId, name } of rows) names.set(siteId, [...(names.get(siteId) ?? []), name])
  return names
}
