import { db } from '@/db/client'
import { newId, type SiteId } from '@/db/schema/columns'
import * as tables from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { catalogueRow, exampleEvent } from '@/lib/catalogue'
import { normalize } from '@/lib/normalize'

/** For tests of what is read: a team with a site and a connection, made row by row, without the pipeline. */
export async function seedTeam(name = 'Acme') {
  const [team] = await db.insert(tables.teams).values({ name }).returning()
  const teamId = team!.id
  const siteId = newId() as SiteId
  const connectionId = newId()
  await withTeams(teamId, async (tx) => {
    await tx.insert(tables.sites).values({ teamId, id: siteId, name: 'Main' })
    await tx.insert(tables.connections).values({
      teamId,
      id: connectionId,
      siteId,
      stripeAccount: `acct_${connectionId.replaceAll('-', '')}`,
      livemode: true,
      kind: 'oauth',
      name: `${name} Inc.`,
      state: 'connected',
      connectedAt: new Date('2026-11-01T09:00:00Z'),
    })
  })
  return { teamId, siteId, connectionId }
}

export type Seeded = Awaited<ReturnType<typeof seedTeam>>

type SubscriberValues = typeof tables.subscribers.$inferInsert

/** A subscriber with one Stripe customer; the party key is `customer`'s. */
export async function seedSubscriber(
  { teamId, siteId, connectionId }: Seeded,
  values: Partial<SubscriberValues> & { email: string; customer: string },
) {
  const { customer, ...own } = values
  const id = own.id ?? newId()
  const livemode = own.livemode ?? true
  const key = `cus:${connectionId}:${customer}`
  await withTeams(teamId, async (tx) => {
    await tx
      .insert(tables.subscribers)
      .values({ teamId, siteId, livemode, emailKey: own.email.trim().toLowerCase(), ...own, id })
    await tx
      .insert(tables.parties)
      .values({ teamId, siteId, livemode, key, subscriberId: id, firstSeenAt: new Date('2026-11-01T09:00:00Z') })
  })
  return { id, key }
}

/** An inbox entry and, unless `status` is 'received', its event: the catalogue's own example of that type. */
export async function seedEvent(
  { teamId, siteId, connectionId }: Seeded,
  values: {
    type?: string
    status?: (typeof tables.events.$inferInsert)['status'] | 'received'
    reason?: string
    livemode?: boolean
    partyKey?: string
    siteId?: SiteId
    receivedAt?: Date
    object?: Record<string, unknown>
    attempts?: number
    raw?: Uint8Array
  } = {},
) {
  const { type = 'charge.succeeded', status = 'processed', livemode = true } = values
  const id = newId()
  const row = catalogueRow(type)
  const payload = row
    ? exampleEvent(row)
    : { id: '', object: 'event', type, created: 1_767_225_600, data: { object: {} } }
  const event = {
    ...payload,
    id: `evt_${id}`,
    livemode,
    data: { ...payload.data, object: { ...payload.data.object, ...values.object } },
  }
  const common = { teamId, id, connectionId, siteId: values.siteId ?? siteId, stripeEventId: event.id, type, livemode }
  const receivedAt = values.receivedAt ?? new Date()
  await withTeams(teamId, async (tx) => {
    await tx.insert(tables.inbox).values({
      ...common,
      kind: 'webhook',
      created: new Date(event.created * 1000),
      receivedAt,
      raw: values.raw ?? Buffer.from(JSON.stringify(event, null, 2)),
    })
    if (status === 'received') {
      const open = { teamId, id, priority: 0, bytes: 1, why: 'new' as const, attempts: values.attempts ?? 0 }
      await tx.insert(tables.inboxQueue).values(open)
      return
    }
    const body = normalize(event)
    await tx.insert(tables.events).values({
      ...common,
      name: body.name ?? type,
      status,
      reason: values.reason ?? null,
      partyKey: values.partyKey ?? null,
      occurredAt: body.occurred_at === null ? null : new Date(body.occurred_at),
      receivedAt,
      body,
      decision: decided,
      normalizerVersion: 1,
      outflowAt: receivedAt,
    })
  })
  return id
}

const decided = {
  settings_version: 0,
  on: true,
  trigger_flows: true,
  update_subscriber: true,
  full_name: false,
  user_group: null,
  on_delete: null,
}
