import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { users } from '@/db/schema/auth'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { auditLog, sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'
import { type ConnectionView, viewOf } from './view'

/** The connections of a team, or of one site, newest first. */
export async function listConnections(
  teamId: TeamId,
  { siteId }: { siteId?: string | undefined },
  { cursor, limit }: PageRequest,
): Promise<Page<ConnectionView>> {
  const rows = await withTeams(teamId, (tx) =>
    select(tx, [
      eq(connections.teamId, teamId),
      ...(siteId ? [eq(connections.siteId, siteId as SiteId)] : []),
      ...(cursor ? [lt(connections.id, cursor)] : []),
    ]).limit(limit + 1),
  )
  return pageOf(rows.map(viewOf), limit)
}

/** One connection, or null when it is not the team's. */
export async function findConnection(teamId: TeamId, id: string): Promise<ConnectionView | null> {
  const [row] = await withTeams(teamId, (tx) => readConnection(tx, teamId, id))
  return row ? viewOf(row) : null
}

/** The same inside a transaction that goes on with it. */
export function readConnection(tx: Tx, teamId: TeamId, id: string) {
  return select(tx, [eq(connections.teamId, teamId), eq(connections.id, id)]).limit(1)
}

function select(tx: Tx, where: SQL[]) {
  return tx
    .select({ connection: connections, siteName: sites.name, lastEventAt })
    .from(connections)
    .innerJoin(sites, and(eq(sites.teamId, connections.teamId), eq(sites.id, connections.siteId)))
    .where(and(...where))
    .orderBy(desc(connections.id))
}

/** The newest entry's receipt: ids are made at receipt, so the last key of the index is the newest. */
const lastEventAt = sql<string | null>`(
  select to_char(i.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from inbox i
  where i.team_id = ${connections.teamId} and i.connection_id = ${connections.id}
  order by i.id desc limit 1)`

/** Who in the team ended a connection last; null when Stripe did, a key did, or they are gone. */
export async function personWhoDisconnected(
  teamId: TeamId,
  { id, disconnected_by }: Pick<ConnectionView, 'id' | 'disconnected_by'>,
): Promise<string | null> {
  if (disconnected_by !== 'person') return null
  const [row] = await withTeams(teamId, (tx) =>
    tx
      .select({ actor: auditLog.actor, actorId: auditLog.actorId })
      .from(auditLog)
      .where(and(eq(auditLog.teamId, teamId), eq(auditLog.action, 'connection.disconnected'), eq(auditLog.subject, id)))
      .orderBy(desc(auditLog.id))
      .limit(1),
  )
  return row?.actor === 'user' ? personName(row.actorId) : null
}

/** What a person is called, or null when there is none or they are gone. */
export async function personName(userId: string | null): Promise<string | null> {
  if (!userId) return null
  const [row] = await db
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, userId as UserId))
  return row ? (row.name ?? row.email) : null
}
