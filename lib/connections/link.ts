import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { newId, type SiteId, type TeamId, type UserId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { enqueue } from '@/lib/jobs'
import { ok, type Result } from '@/lib/result'
import type { StripeAccount } from '@/lib/stripe/accounts'
import type { Actor } from './actor'

export interface NewLink {
  teamId: TeamId
  siteId: SiteId
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
}

/** The account and mode belong to another team. Nothing about that team leaves this module (RT-07). */
export type LinkRefusal = 'taken' | 'unknown_site'

/** As many unrouted webhooks as one connect may move at once; the worker's sweep moves the rest. */
const adoptAtOnce = 200

/**
 * Links a Stripe account and mode to a site of a team: connection row, route, and what Stripe had sent before we were
 * ready (RT-03), in one transaction. A refused claim leaves everything as it was.
 */
export async function link(wanted: NewLink): Promise<Result<Linked, LinkRefusal>> {
  try {
    return ok(await withTeams(wanted.teamId, (tx) => linkIn(tx, wanted)))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.refusal }
    throw error
  }
}

async function linkIn(tx: Tx, wanted: NewLink): Promise<Linked> {
  const connectedAt = new Date()
  const before = await lockFormer(tx, wanted)
  const connectionId = await write(tx, wanted, connectedAt, before?.id)

  const { rows } = await tx.execute<{ claimed: boolean }>(sql`select sluice_claim_route(
    ${wanted.account}, ${wanted.livemode}, ${wanted.teamId}::uuid, ${connectionId}::uuid, ${wanted.siteId}::uuid,
    ${connectedAt.toISOString()}::timestamptz, null) as claimed`)
  if (!rows[0]?.claimed) throw new Refused('taken')

  await adopt(tx)
  const reconnected = before !== undefined
  await audit(tx, {
    teamId: wanted.teamId,
    actor: wanted.actor,
    action: reconnected ? 'connection.reconnected' : 'connection.connected',
    subject: connectionId,
    detail: { account: wanted.account, livemode: wanted.livemode, site_id: wanted.siteId, scope: wanted.scope },
  })
  if (!wanted.known?.name) {
    const payload = { team_id: wanted.teamId, connection_id: connectionId }
    await enqueue(tx, [{ identifier: 'account-label', payload, job_key: `account-label:${connectionId}` }])
  }
  return { connectionId, reconnected }
}

/** Two callbacks for one account at once: the unique key lets one insert wait for the other, this lock an update. */
async function lockFormer(tx: Tx, { teamId, account, livemode }: NewLink) {
  const [former] = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(eq(connections.teamId, teamId), eq(connections.stripeAccount, account), eq(connections.livemode, livemode)),
    )
    .for('update')
  return former
}

async function write(tx: Tx, wanted: NewLink, connectedAt: Date, formerId: string | undefined): Promise<string> {
  const { teamId, siteId, account, livemode, scope, known, actor } = wanted
  const fresh = {
    siteId,
    kind: 'oauth' as const,
    scope,
    state: 'connected' as const,
    isActive: true,
    connectedBy: actor.kind === 'user' ? (actor.id as UserId | undefined) : null,
    connectedAt,
    disconnectedAt: null,
    disconnectedBy: null,
    deauthorizePending: false,
    endpointKey: null,
    signingSecrets: null,
  }
  const described = known
    ? { accountName: known.name, defaultCurrency: known.defaultCurrency, country: known.country }
    : {}
  const name = known?.name ?? account
  try {
    const [row] = await tx
      .insert(connections)
      .values({ teamId, id: formerId ?? newId(), stripeAccount: account, livemode, name, ...fresh, ...described })
      .onConflictDoUpdate({
        target: [connections.teamId, connections.stripeAccount, connections.livemode],
        set: { ...fresh, ...described },
      })
      .returning({ id: connections.id })
    if (!row) throw new Error('The upsert of a connection returned nothing')
    return row.id
  } catch (error) {
    if (isForeignKeyViolation(error)) throw new Refused('unknown_site')
    throw error
  }
}

async function adopt(tx: Tx) {
  const ids = Array.from({ length: adoptAtOnce }, newId)
  await tx.execute(sql`select sluice_adopt(${`{${ids.join(',')}}`}::uuid[])`)
}

/** The site was deleted, or was never this team's. */
function isForeignKeyViolation(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23503'
}

/** Leaves the transaction by its only door, so that it rolls back. */
class Refused extends Error {
  constructor(readonly refusal: LinkRefusal) {
    super(refusal)
  }
}
