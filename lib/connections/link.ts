import { and, eq, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { newId, type SiteId, type TeamId, type UserId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { sites } from '@/db/schema/sites'
import { enterTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { enqueue } from '@/lib/jobs'
import { ok, type Result } from '@/lib/result'
import type { StripeAccount } from '@/lib/stripe/accounts'
import { roleNow } from '@/lib/tenancy/role-now'
import { can } from '@/lib/tenancy/roles'
import type { Actor } from './actor'
import { accountLabelJob } from './jobs'

export interface NewLink {
  teamId: TeamId
  siteId: SiteId
  /** False: nobody asked for that site. Only an account new to the team lands there; a known one stays where it is. */
  siteChosen?: boolean
  account: string
  livemode: boolean
  scope: string | null
  /** What Stripe says about the account; null when it could not be asked yet (a job asks again). */
  known: StripeAccount | null
  actor: Actor
}

export interface Linked {
  connectionId: string
  /** The team had this account before: its row, history and dedupe go on. */
  reconnected: boolean
  /** The site its events landed on until now, when that is another one. */
  movedFrom: SiteId | null
  /** It had a webhook URL of its own until now. From here on its events come as those of every connected account do. */
  ownUrlEnded: boolean
}

/** Nothing about the team that holds a `taken` account leaves this module (RT-07). */
export type LinkRefusal = 'taken' | 'unknown_site' | 'not_allowed'

/** As many unrouted webhooks as one connect may move at once; the worker's sweep moves the rest. */
const adoptAtOnce = 200

/**
 * Links a Stripe account and mode to a site of a team: connection row, route, and what Stripe had sent before we were
 * ready (RT-03), in one transaction that begins with the person's role (OA-04). An account the team knows goes on as it
 * was: same site unless another is chosen, still paused if it was. A refused claim leaves everything as it was.
 */
export async function link(wanted: NewLink): Promise<Result<Linked, LinkRefusal>> {
  try {
    return ok(
      await db.transaction(async (tx) => {
        await requireRole(tx, wanted)
        await enterTeams(tx, [wanted.teamId])
        return linkIn(tx, wanted)
      }),
    )
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.refusal }
    throw error
  }
}

/** Whoever has a shell on the machine may do what an owner may. */
async function requireRole(tx: Tx, { teamId, actor }: NewLink) {
  const role = await roleNow(tx, { teamId, actor, role: 'owner' })
  if (!role || !can(role, 'connections.manage')) throw new Refused('not_allowed')
}

async function linkIn(tx: Tx, wanted: NewLink): Promise<Linked> {
  const connectedAt = new Date()
  const before = await lockFormer(tx, wanted)
  if (!before || wanted.siteChosen !== false) await requireSite(tx, wanted)
  const { id: connectionId, siteId } = await write(tx, wanted, connectedAt, before?.id)

  const { rows } = await tx.execute<{ claimed: boolean }>(sql`select sluice_claim_route(
    ${wanted.account}, ${wanted.livemode}, ${wanted.teamId}::uuid, ${connectionId}::uuid, ${siteId}::uuid,
    ${connectedAt.toISOString()}::timestamptz, null) as claimed`)
  if (!rows[0]?.claimed) throw new Refused('taken')

  await adopt(tx)
  const reconnected = before !== undefined
  await audit(tx, {
    teamId: wanted.teamId,
    actor: wanted.actor,
    action: reconnected ? 'connection.reconnected' : 'connection.connected',
    subject: connectionId,
    detail: { account: wanted.account, livemode: wanted.livemode, site_id: siteId, scope: wanted.scope },
  })
  const ownUrlEnded = before?.kind === 'key'
  if (ownUrlEnded)
    await audit(tx, {
      teamId: wanted.teamId,
      actor: wanted.actor,
      action: 'connection.own_url_ended',
      subject: connectionId,
      detail: { signing_secrets: 'removed' },
    })
  if (!wanted.known?.name) await enqueue(tx, [accountLabelJob(wanted.teamId, connectionId)])
  const movedFrom = before && before.siteId !== siteId ? before.siteId : null
  return { connectionId, reconnected, movedFrom, ownUrlEnded }
}

/** Two callbacks for one account at once: the unique key lets one insert wait for the other, this lock an update. */
async function lockFormer(tx: Tx, { teamId, account, livemode }: NewLink) {
  const [former] = await tx
    .select({ id: connections.id, siteId: connections.siteId, kind: connections.kind })
    .from(connections)
    .where(
      and(eq(connections.teamId, teamId), eq(connections.stripeAccount, account), eq(connections.livemode, livemode)),
    )
    .for('update')
  return former
}

/** The site was deleted meanwhile, or was never this team's. From here on nobody deletes it. */
async function requireSite(tx: Tx, { teamId, siteId }: NewLink) {
  const found = await tx
    .select({ id: sites.id })
    .from(sites)
    .where(and(eq(sites.teamId, teamId), eq(sites.id, siteId)))
    .for('key share')
  if (found.length === 0) throw new Refused('unknown_site')
}

async function write(tx: Tx, wanted: NewLink, connectedAt: Date, formerId: string | undefined) {
  const { teamId, siteId, siteChosen = true, account, livemode, scope, known, actor } = wanted
  const fresh = {
    kind: 'oauth' as const,
    scope,
    state: 'connected' as const,
    connectedBy: actor.kind === 'user' ? (actor.id as UserId | undefined) : null,
    connectedAt,
    disconnectedAt: null,
    disconnectedBy: null,
    deauthorizePending: false,
    // One account has one way in: with both, Stripe would send everything twice.
    endpointKey: null,
    signingSecrets: null,
  }
  const described = known
    ? { accountName: known.name, defaultCurrency: known.defaultCurrency, country: known.country }
    : {}
  const name = known?.name ?? account
  // Who disconnected an account and connects it again wants its events; who paused it did not ask for them.
  const isActive = sql`${connections.isActive} or ${connections.state} = 'disconnected'`
  const [row] = await tx
    .insert(connections)
    .values({
      teamId,
      id: formerId ?? newId(),
      siteId,
      stripeAccount: account,
      livemode,
      name,
      ...fresh,
      firstConnectedAt: connectedAt,
      ...described,
    })
    .onConflictDoUpdate({
      target: [connections.teamId, connections.stripeAccount, connections.livemode],
      set: { ...fresh, ...described, isActive, ...(siteChosen ? { siteId } : {}) },
    })
    .returning({ id: connections.id, siteId: connections.siteId })
  if (!row) throw new Error('The upsert of a connection returned nothing')
  return row
}

async function adopt(tx: Tx) {
  const ids = Array.from({ length: adoptAtOnce }, newId)
  await tx.execute(sql`select sluice_adopt(${`{${ids.join(',')}}`}::uuid[])`)
}

/** Leaves the transaction by its only door, so that it rolls back. */
class Refused extends Error {
  constructor(readonly refusal: LinkRefusal) {
    super(refusal)
  }
}
