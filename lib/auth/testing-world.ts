import { createHash } from 'node:crypto'
import { db } from '@/db/client'
import type { SiteId } from '@/db/schema/columns'
import {
  connections,
  deliveries,
  destinations,
  events,
  flowRuns,
  flowSteps,
  flows,
  flowVersions,
  inbox,
  invitations,
  newId,
  parties,
  sites,
  subscribers,
} from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { emptyDefinition, type FlowDefinition } from '@/lib/flows/definition'
import { normalize } from '@/lib/normalize/index'
import { hashToken } from '@/lib/secrets/tokens'
import { type MadeTeam, makeKey, makeTeam } from './testing'

/** A team with one of everything that has an id. Whatever a member may read carries the canary word. */
export interface World extends MadeTeam {
  canary: string
  otherSiteId: SiteId
  connectionId: string
  /** A webhook event and the event made of it share one id. */
  eventId: string
  subscriberId: string
  destinationId: string
  deliveryId: string
  flowId: string
  /** Of that flow; it failed. */
  runId: string
  invitationId: string
  apiKeyId: string
  keyHeaders: Record<string, string>
}

export async function makeWorld(canary: string): Promise<World> {
  const team = await makeTeam({ name: `Team ${canary}`, site: `Site ${canary}` })
  const ids = {
    connectionId: newId(),
    eventId: newId(),
    subscriberId: newId(),
    invitationId: newId(),
    destinationId: newId(),
    deliveryId: newId(),
    flowId: newId(),
    runId: newId(),
  }
  const key = await makeKey(team.id)
  const otherSiteId = newId() as SiteId
  await db.insert(invitations).values({
    id: ids.invitationId,
    teamId: team.id,
    email: `${canary}-invited@example.com`,
    role: 'viewer',
    tokenHash: hashToken(ids.invitationId),
    expiresAt: new Date(Date.now() + 86_400_000),
  })
  const world: World = { ...team, ...ids, canary, otherSiteId, apiKeyId: key.id, keyHeaders: key.headers }
  await withTeams(team.id, (tx) => fill(tx, world))
  return world
}

async function fill(tx: Parameters<Parameters<typeof withTeams>[1]>[0], world: World) {
  const { id: teamId, siteId, connectionId, eventId, subscriberId, canary } = world
  const now = new Date()
  // An account of its own: one account and mode belongs to one team.
  const account = `acct_${createHash('sha256').update(teamId).digest('hex').slice(0, 16)}`
  const email = `${canary}@example.com`
  const raw = payload(account, email, canary)
  await tx.insert(sites).values({ teamId, id: world.otherSiteId, name: `Other ${canary}` })
  await tx.insert(connections).values({
    teamId,
    id: connectionId,
    siteId,
    stripeAccount: account,
    livemode: true,
    kind: 'oauth',
    name: `Connection ${canary}`,
    state: 'connected',
    connectedAt: now,
  })
  const received = { teamId, id: eventId, connectionId, stripeEventId: raw.id, siteId, livemode: true, type: raw.type }
  const bytes = Buffer.from(JSON.stringify(raw))
  await tx.insert(inbox).values({ ...received, kind: 'webhook', created: now, receivedAt: now, raw: bytes })
  const partyKey = `mail:${email}`
  const body = { ...normalize(raw) }
  await tx.insert(events).values({
    ...received,
    name: '$ChargeSucceeded',
    status: 'processed',
    partyKey,
    occurredAt: now,
    receivedAt: now,
    body,
    normalizerVersion: 1,
  })
  const where = { teamId, siteId, livemode: true }
  await tx.insert(subscribers).values({ ...where, id: subscriberId, email, emailKey: email, name: canary })
  await tx.insert(parties).values({ ...where, key: partyKey, subscriberId, firstSeenAt: now })
  await tx.insert(destinations).values({
    ...where,
    id: world.destinationId,
    kind: 'webhook',
    name: `Destination ${canary}`,
    // Refused before anybody is called.
    config: { url: 'https://127.0.0.1/' },
    paceKey: world.destinationId,
  })
  await tx.insert(deliveries).values({
    ...where,
    id: world.deliveryId,
    destinationId: world.destinationId,
    eventId,
    connectionId,
    what: 'event',
    type: raw.type,
    messageId: `msg_${canary}`,
    event: body,
    state: 'dead',
    reason: 'receiver_failed',
    says: canary,
  })
  await fillFlow(tx, world, { partyKey, type: raw.type, event: { ...body, details: {} } })
}

/** A live flow, and a run that failed at its only step. */
async function fillFlow(
  tx: Parameters<typeof fill>[0],
  { id: teamId, siteId, connectionId, eventId, flowId, runId, canary }: World,
  begun: { partyKey: string; type: string; event: object },
) {
  const where = { teamId, siteId, livemode: true }
  const definition: FlowDefinition = {
    ...emptyDefinition,
    trigger: { ...emptyDefinition.trigger, type: begun.type },
    steps: [
      {
        id: 'mail',
        kind: 'email',
        subject: `Thanks ${canary}`,
        preview: '',
        body: 'Hello {{ subscriber.email }}',
        from_name: '',
        reply_to: '',
      },
    ],
  }
  await tx.insert(flows).values({
    ...where,
    id: flowId,
    name: `Flow ${canary}`,
    state: 'live',
    draft: definition,
    liveNo: 1,
    triggerType: begun.type,
  })
  await tx.insert(flowVersions).values({ teamId, flowId, no: 1, definition, publishedBy: canary })
  const [at, stepId] = [new Date(), 'mail']
  const failed = { reason: 'mail_refused', says: canary }
  await tx.insert(flowRuns).values({
    ...where,
    ...begun,
    ...failed,
    id: runId,
    flowId,
    versionNo: 1,
    connectionId,
    eventId,
    state: 'failed',
    stepId,
    enteredAt: at,
    endedAt: at,
  })
  const attempt = { teamId, runId, no: 1, stepId, kind: 'email', at, durationMs: 12 }
  await tx.insert(flowSteps).values({ ...attempt, ...failed, outcome: 'failed' })
}

function payload(account: string, email: string, canary: string) {
  const charge = {
    id: `ch_${canary}`,
    object: 'charge',
    amount: 4900,
    amount_captured: 4900,
    captured: true,
    currency: 'usd',
    status: 'succeeded',
    description: canary,
    billing_details: { email, name: canary },
  }
  return {
    id: `evt_${canary}_${newId()}`,
    object: 'event',
    account,
    api_version: '2025-06-30.basil',
    created: Math.floor(Date.now() / 1000),
    livemode: true,
    type: 'charge.succeeded',
    data: { object: charge },
  }
}
