import { and, eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { log } from '@/lib/log'
import { retrieveAccount } from '@/lib/stripe/accounts'
import { markNeedsReconnect, markReachable } from './needs-reconnect'
import { providerOf } from './providers'

/** How often each connected account is asked after. */
const every = '1 hour'
const atOnce = 5

/**
 * Asks Stripe after every account whose hour has come: the word that a connection has ended may have been lost on its way
 * (RT-06). Workers share the work: each takes a few that nobody else has taken.
 */
export async function probeConnections(): Promise<void> {
  for (;;) {
    const due = await takeDue()
    await Promise.all(due.map((route) => probeConnection(route.team_id, route.connection_id)))
    if (due.length < atOnce) return
  }
}

export type Probe = 'reachable' | 'refused' | 'unclear' | 'not_asked'

/**
 * Reads the account of one connection and records what that says about it: refused means somebody has to reconnect it, and
 * reachable takes that back. No clear answer changes nothing.
 */
export async function probeConnection(teamId: TeamId, connectionId: string): Promise<Probe> {
  const [connection] = await withTeams(teamId, (tx) =>
    tx
      .select()
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId))),
  )
  if (!connection || connection.state === 'disconnected') return 'not_asked'
  if (!providerOf(connection.kind).holdsGrant) return 'not_asked'

  const asked = new Date()
  const answer = await retrieveAccount(connection.stripeAccount, connection.livemode)
  if (answer.ok) {
    await markReachable(teamId, connectionId)
    return 'reachable'
  }
  if (answer.reason === 'unreachable') return 'unclear'
  const why = answer.reason === 'not_connected' ? 'revoked' : 'unauthorized'
  if (await markNeedsReconnect(teamId, connectionId, why, asked))
    log.warn('Stripe refuses access to a connected account', { connection: connectionId, why })
  return 'refused'
}

/**
 * Asks after whichever team holds an account now. For after a grant was ended: the holder may have been granted access
 * between our last look and Stripe's, and have lost it to us.
 */
export async function probeHolder(account: string, livemode: boolean): Promise<void> {
  const { rows } = await db.execute<Route>(sql`select * from sluice_route_holder(${account}, ${livemode})`)
  const holder = rows[0]
  if (holder) await probeConnection(holder.team_id, holder.connection_id)
}

type Route = { team_id: TeamId; connection_id: string }

async function takeDue(): Promise<Route[]> {
  const { rows } = await db.execute<Route>(sql`select * from sluice_probe_due(${every}::interval, ${atOnce})`)
  return rows
}
