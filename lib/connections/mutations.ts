import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections, routes } from '@/db/schema/connections'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { cancelOfConnections } from '@/lib/deliveries/cancel'
import { onceMore } from '@/lib/deliveries/locks'
import { cancelRunsOfConnections } from '@/lib/flows/runs/cancel'
import { enqueue } from '@/lib/jobs'
import { ok, type Result } from '@/lib/result'
import { holdLane } from '@/lib/tenancy/hold-lane'
import type { Actor } from './actor'
import { deauthorizeJob } from './jobs'
import { providerOf } from './providers'
import type { Connection } from './providers/provider'
import { readConnection } from './queries'
import type { ConnectionChanges } from './schema'
import { type ConnectionView, viewOf } from './view'

/**
 * Changes where a connection's events land, what people call it, and whether it is paused. A new site counts from the
 * very next webhook: receipt binds each event to the route of that moment, so no event is ever on two sites (RT-08).
 */
export function updateConnection(
  teamId: TeamId,
  id: string,
  changes: ConnectionChanges,
  actor: Actor,
): Promise<Result<ConnectionView, 'not_found' | 'unknown_site' | 'disconnected'>> {
  return inOne(teamId, async (tx) => {
    const before = await lock(tx, teamId, id)
    if (!before) return { ok: false, reason: 'not_found' as const }
    if (changes.is_active !== undefined && before.state !== 'connected')
      return { ok: false, reason: 'disconnected' as const }
    if (changes.site_id && !(await hasSite(tx, teamId, changes.site_id)))
      return { ok: false, reason: 'unknown_site' as const }

    const changed = whatChanged(before, changes)
    if (Object.keys(changed).length > 0) await write(tx, before, changes)
    for (const [field, detail] of Object.entries(changed)) {
      await audit(tx, { teamId, actor, action: `connection.${field}`, subject: id, detail })
    }
    return view(tx, teamId, id)
  })
}

/**
 * Ends a connection here and now, in one transaction, whatever Stripe is doing; ending the grant at Stripe follows by a
 * job that tries again until it is done (OA-12). Doing it twice changes nothing.
 */
export function disconnect(teamId: TeamId, id: string, actor: Actor): Promise<Result<ConnectionView, 'not_found'>> {
  return inOne(teamId, async (tx) => {
    const before = await lock(tx, teamId, id)
    if (!before) return { ok: false, reason: 'not_found' as const }
    if (before.state !== 'disconnected') await end(tx, [before], actor)
    return view(tx, teamId, id)
  })
}

/**
 * The same for every connection of a team, in the caller's own transaction: whoever deletes a team first makes sure that
 * nobody can connect another account to it.
 */
export async function disconnectAll(tx: Tx, teamId: TeamId, actor: Actor): Promise<void> {
  // Whoever locks several connections must not meet the lane, which locks those it closes and those its events are of (locks.ts).
  await holdLane(tx, teamId)
  const living = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.teamId, teamId), ne(connections.state, 'disconnected')))
    .orderBy(connections.id)
    .for('update')
  await end(tx, living, actor)
}

async function end(tx: Tx, living: readonly Connection[], actor: Actor) {
  const [first] = living
  if (!first) return
  for (const connection of living) await close(tx, connection)
  // Of all at once: a destination's row is locked by its id, whichever connection's deliveries wait for it.
  const ids = living.map(({ id }) => id)
  await cancelOfConnections(tx, first.teamId, ids)
  await cancelRunsOfConnections(tx, first.teamId, ids)
  for (const { teamId, id, stripeAccount: account, livemode } of living)
    await audit(tx, { teamId, actor, action: 'connection.disconnected', subject: id, detail: { account, livemode } })
  await enqueue(
    tx,
    living.filter(holdsGrant).map(({ teamId, id }) => deauthorizeJob(teamId, id)),
  )
}

const holdsGrant = ({ kind }: Connection) => providerOf(kind).holdsGrant

/** What was secret about it goes with it: a connection that comes back brings its own. */
async function close(tx: Tx, connection: Connection) {
  const { teamId, id } = connection
  await tx
    .update(connections)
    .set({
      state: 'disconnected',
      disconnectedAt: new Date(),
      disconnectedBy: 'person',
      deauthorizePending: holdsGrant(connection),
      signingSecrets: null,
    })
    .where(and(eq(connections.teamId, teamId), eq(connections.id, id)))
  await tx
    .update(routes)
    .set({ state: 'closed' })
    .where(and(eq(routes.teamId, teamId), eq(routes.connectionId, id)))
}

/** One transaction, done again where PostgreSQL broke it off for somebody else's. */
const inOne = <T>(teamId: TeamId, work: (tx: Tx) => Promise<T>) => onceMore(() => withTeams(teamId, work))

async function lock(tx: Tx, teamId: TeamId, id: string): Promise<Connection | undefined> {
  const [row] = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.teamId, teamId), eq(connections.id, id)))
    .for('update')
  return row
}

/** Whoever deletes the site meanwhile waits until the connection points to it, or has been and is seen here. */
async function hasSite(tx: Tx, teamId: TeamId, siteId: string): Promise<boolean> {
  const found = await tx
    .select({ id: sites.id })
    .from(sites)
    .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId as SiteId)))
    .for('key share')
  return found.length > 0
}

/** What is really different, per audit action: routed, renamed, paused or resumed. */
function whatChanged(before: Connection, changes: ConnectionChanges): Record<string, Record<string, unknown>> {
  const { site_id, name, is_active } = changes
  return {
    ...(site_id !== undefined && site_id !== before.siteId ? { routed: { from: before.siteId, to: site_id } } : {}),
    ...(name !== undefined && name !== before.name ? { renamed: { from: before.name, to: name } } : {}),
    ...(is_active !== undefined && is_active !== before.isActive ? { [is_active ? 'resumed' : 'paused']: {} } : {}),
  }
}

async function write(tx: Tx, { teamId, id }: Connection, { site_id, name, is_active }: ConnectionChanges) {
  const siteId = site_id as SiteId | undefined
  await tx
    .update(connections)
    .set({
      ...(siteId === undefined ? {} : { siteId }),
      ...(name === undefined ? {} : { name }),
      ...(is_active === undefined ? {} : { isActive: is_active }),
    })
    .where(and(eq(connections.teamId, teamId), eq(connections.id, id)))
  if (siteId === undefined) return
  await tx
    .update(routes)
    .set({ siteId })
    .where(and(eq(routes.teamId, teamId), eq(routes.connectionId, id)))
}

async function view(tx: Tx, teamId: TeamId, id: string) {
  const [row] = await readConnection(tx, teamId, id)
  return row ? ok(viewOf(row)) : { ok: false as const, reason: 'not_found' as const }
}
