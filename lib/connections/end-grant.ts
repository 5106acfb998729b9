import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { newId, type TeamId } from '@/db/schema/columns'
import { connections, routes } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { type AuditEntry, audit } from '@/lib/audit'
import { sluice } from './actor'
import { probeHolder } from './probe'
import { providerOf } from './providers'
import type { GrantEnd } from './providers/provider'

/**
 * Ends the grant of a disconnected account at Stripe. Looks again first: a reconnect meanwhile, or another team that
 * holds the account now, must not lose its grant to a late try of ours. Nothing is locked while Stripe is asked, so who
 * was granted access in just that moment may have lost it to us: whoever holds the account afterwards is asked after.
 */
export async function endGrant(teamId: TeamId, connectionId: string): Promise<GrantEnd> {
  const connection = await stillToEnd(teamId, connectionId)
  if (!connection) return { outcome: 'done' }

  const end = await providerOf(connection.kind).endGrant(connection)
  if (end.outcome !== 'try-again') await settle(teamId, connectionId, end)
  await probeHolder(connection.stripeAccount, connection.livemode)
  return end
}

/**
 * Ends a grant that led to no connection: the site had gone, or the role. The same second look: an account that this
 * team or another holds by now keeps its grant.
 */
export async function endStrayGrant(teamId: TeamId, account: string, livemode: boolean): Promise<GrantEnd> {
  if (await isHeld(teamId, account, livemode)) return { outcome: 'done' }

  const end = await providerOf('oauth').endGrant({ stripeAccount: account, livemode })
  if (end.outcome !== 'try-again') {
    await withTeams(teamId, (tx) => recordEnd(tx, teamId, end, { detail: { account, livemode } }))
  }
  await probeHolder(account, livemode)
  return end
}

async function isHeld(teamId: TeamId, account: string, livemode: boolean): Promise<boolean> {
  const own = await withTeams(teamId, (tx) =>
    tx
      .select({ id: connections.id })
      .from(connections)
      .where(
        and(
          eq(connections.teamId, teamId),
          eq(connections.stripeAccount, account),
          eq(connections.livemode, livemode),
          ne(connections.state, 'disconnected'),
        ),
      ),
  )
  return own.length > 0 || !(await couldClaim(teamId, account, livemode))
}

/** Other teams' routes are out of our sight: only a claim tells, here one that is taken back at once. */
async function couldClaim(teamId: TeamId, account: string, livemode: boolean): Promise<boolean> {
  let claimed = false
  const takeBack = new Error('only asked')
  await withTeams(teamId, async (tx) => {
    const { rows } = await tx.execute<{ claimed: boolean }>(sql`select sluice_claim_route(
      ${account}, ${livemode}, ${teamId}::uuid, ${newId()}::uuid, ${newId()}::uuid, now(), null) as claimed`)
    claimed = rows[0]?.claimed ?? false
    throw takeBack
  }).catch((error: unknown) => {
    if (error !== takeBack) throw error
  })
  return claimed
}

async function stillToEnd(teamId: TeamId, connectionId: string) {
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

async function settle(teamId: TeamId, connectionId: string, end: GrantEnd) {
  await withTeams(teamId, async (tx) => {
    await tx
      .update(connections)
      .set({ deauthorizePending: false })
      .where(
        and(eq(connections.teamId, teamId), eq(connections.id, connectionId), eq(connections.state, 'disconnected')),
      )
    await recordEnd(tx, teamId, end, { subject: connectionId })
  })
}

type About = Pick<AuditEntry, 'subject' | 'detail'>

function recordEnd(tx: Tx, teamId: TeamId, end: GrantEnd, { detail, ...about }: About) {
  const reason = end.outcome === 'done' ? {} : { reason: end.reason }
  return audit(tx, {
    teamId,
    actor: sluice,
    action: end.outcome === 'done' ? 'connection.deauthorized' : 'connection.deauthorize_refused',
    ...about,
    detail: { ...detail, ...reason },
  })
}
