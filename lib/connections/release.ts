import { and, eq } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { connections, routes } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { sluice } from './actor'
import { providerOf } from './providers'
import type { Release } from './providers/provider'

/**
 * Ends the grant of a disconnected account at Stripe. Looks again first: a reconnect meanwhile, or another team that
 * holds the account now, must not lose its grant to a late try of ours. Nothing is locked while Stripe is asked.
 */
export async function releaseGrant(teamId: TeamId, connectionId: string): Promise<Release> {
  const connection = await stillToRelease(teamId, connectionId)
  if (!connection) return { outcome: 'done' }

  const release = await providerOf(connection.kind).release(connection)
  if (release.outcome !== 'try-again') await settle(teamId, connectionId, release)
  return release
}

async function stillToRelease(teamId: TeamId, connectionId: string) {
  return withTeams(teamId, async (tx) => {
    const [row] = await tx
      .select({ connection: connections, route: routes.state })
      .from(connections)
      .leftJoin(routes, and(eq(routes.teamId, connections.teamId), eq(routes.connectionId, connections.id)))
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
    if (!row?.connection.deauthorizePending || row.connection.state !== 'disconnected') return null
    // The route of a freed account moves to the team that connects it next, out of our sight.
    return row.route === 'closed' ? row.connection : null
  })
}

async function settle(teamId: TeamId, connectionId: string, release: Release) {
  await withTeams(teamId, async (tx) => {
    await tx
      .update(connections)
      .set({ deauthorizePending: false })
      .where(
        and(eq(connections.teamId, teamId), eq(connections.id, connectionId), eq(connections.state, 'disconnected')),
      )
    await audit(tx, {
      teamId,
      actor: sluice,
      action: release.outcome === 'done' ? 'connection.deauthorized' : 'connection.deauthorize_refused',
      subject: connectionId,
      ...(release.outcome === 'refused' ? { detail: { reason: release.reason } } : {}),
    })
  })
}
