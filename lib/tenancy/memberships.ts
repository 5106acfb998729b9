import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { apiKeys, invitations, type Role, teamMembers, teams } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { isId } from './ids'

export interface Membership {
  teamId: TeamId
  teamName: string
  role: Role
}

/** The teams a person belongs to, by name. Read from the database at every request, so a removal counts at once (AU-05). */
export async function membershipsOf(userId: UserId): Promise<Membership[]> {
  return db
    .select({ teamId: teams.id, teamName: teams.name, role: teamMembers.role })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.userId, userId))
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id))
}

/** Things with an id of their own that belong to one team. `webhook_event` is an inbox entry. */
export type OwnedKind = OwnedBySite | 'invitation' | 'api_key'
export type OwnedBySite =
  | 'site'
  | 'connection'
  | 'event'
  | 'subscriber'
  | 'webhook_event'
  | 'destination'
  | 'delivery'
  | 'flow'
  | 'run'

const tenantTables = {
  site: sql`select team_id, id as site_id from sites`,
  connection: sql`select team_id, site_id from connections`,
  event: sql`select team_id, site_id from events`,
  subscriber: sql`select team_id, site_id from subscribers`,
  webhook_event: sql`select team_id, site_id from inbox`,
  destination: sql`select team_id, site_id from destinations`,
  delivery: sql`select team_id, site_id from deliveries`,
  flow: sql`select team_id, site_id from flows`,
  run: sql`select team_id, site_id from flow_runs`,
}

const globalTables = { invitation: invitations, api_key: apiKeys }

/**
 * The team among `teamIds` that owns the thing, or null: not an id, no such thing, and another team's thing are the
 * same answer (AU-02). This is where a foreign string becomes a branded TeamId and SiteId.
 */
export async function teamOf(
  kind: OwnedKind,
  id: string,
  teamIds: readonly TeamId[],
): Promise<{ teamId: TeamId; siteId?: SiteId } | null> {
  if (!isId(id) || teamIds.length === 0) return null
  if (kind === 'invitation' || kind === 'api_key') return teamOfGlobal(globalTables[kind], id, teamIds)

  const { rows } = await withTeams(teamIds, (tx) =>
    tx.execute<{ team_id: TeamId; site_id: SiteId }>(
      sql`${tenantTables[kind]} where team_id = any(${`{${teamIds.join(',')}}`}::uuid[]) and id = ${id}`,
    ),
  )
  const row = rows[0]
  return row ? { teamId: row.team_id, siteId: row.site_id } : null
}

async function teamOfGlobal(table: typeof invitations | typeof apiKeys, id: string, teamIds: readonly TeamId[]) {
  const [row] = await db
    .select({ teamId: table.teamId })
    .from(table)
    .where(and(eq(table.id, id), inArray(table.teamId, [...teamIds])))
  return row ?? null
}
