import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { seedEvent, seedTeam } from '@/lib/events/testing'
import { webhookEventJson } from './json'
import { findWebhookEvent, listWebhookEvents, rawOf, switchedOffCount, type WebhookStatus } from './queries'

useTestDatabase()

test('every entry of a connection has a status: decided ones theirs, open ones received or failed', async () => {
  const acme = await seedTeam()
  const ids: Record<string, string> = {
    processed: await seedEvent(acme),
    waiting: await seedEvent(acme, { status: 'waiting', reason: 'no_person' }),
    switched_off: await seedEvent(acme, { status: 'switched_off', reason: 'switched_off' }),
    ignored: await seedEvent(acme, { status: 'ignored', type: 'made.up', reason: 'not_in_catalogue' }),
    dead: await seedEvent(acme, { status: 'dead', reason: 'data_error' }),
    received: await seedEvent(acme, { status: 'received' }),
    failed: await seedEvent(acme, { status: 'received', attempts: 2 }),
  }
  const list = async (status?: WebhookStatus | 'used') =>
    (await listWebhookEvents(acme.teamId, { connectionId: acme.connectionId, status }, { limit: 50 })).rows
  expect((await list()).map((row) => [row.status, row.id])).toEqual(Object.entries(ids).reverse())
  const used = (await list('used')).map((row) => row.status)
  expect(used, 'all but what is switched off').toEqual(
    Object.keys(ids)
      .reverse()
      .filter((one) => one !== 'switched_off'),
  )
  expect(await switchedOffCount(acme.teamId, acme.connectionId)).toBe(1)
  for (const [status, id] of Object.entries(ids)) {
    expect((await list(status as WebhookStatus)).map((row) => row.id)).toEqual([id])
  }
})

test('a failed event and a failing try are both "failed", in one order and paged together', async () => {
  const acme = await seedTeam()
  const all: string[] = []
  for (let i = 0; i < 6; i++) {
    all.unshift(await seedEvent(acme, i % 2 ? { status: 'failed' } : { status: 'received', attempts: 1 }))
  }
  const filter = { connectionId: acme.connectionId, status: 'failed' as const }
  const one = await listWebhookEvents(acme.teamId, filter, { limit: 4 })
  const two = await listWebhookEvents(acme.teamId, filter, { limit: 4, cursor: one.next ?? undefined })
  expect([...one.rows, ...two.rows].map((row) => row.id)).toEqual(all)
})

test('the API’s webhook event', async () => {
  const acme = await seedTeam()
  const id = await seedEvent(acme, { status: 'received' })
  expect(webhookEventJson((await findWebhookEvent(acme.teamId, id))!)).toEqual({
    id,
    connection_id: acme.connectionId,
    site_id: acme.siteId,
    stripe_event_id: `evt_${id}`,
    type: 'charge.succeeded',
    livemode: true,
    status: 'received',
    reason: null,
    received_at: expect.stringMatching(/Z$/),
    processed_at: null,
  })
})

test('the raw body comes back byte for byte, or its beginning, and to its own team only', async () => {
  const acme = await seedTeam()
  const rival = await seedTeam('Rival')
  const raw = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x7d])
  const id = await seedEvent(acme, { raw })
  expect(Buffer.from((await rawOf(acme.teamId, id, 100))!.body)).toEqual(raw)
  expect(await rawOf(acme.teamId, id, 2)).toMatchObject({ body: raw.subarray(0, 2), bytes: 5 })
  expect(await rawOf(rival.teamId, id, 100)).toBeNull()
})
