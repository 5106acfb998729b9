import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyMissed } from '@/lib/inbox/missed'
import { LaneClient } from '@/lib/lane/client'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { applyBatch } from '@/lib/pipeline'
import { deliveriesOf, makeDestination, receiver } from './testing'

const { adminUrl } = useTestDatabase()

const { http } = receiver()
const hook = { url: 'https://example.com/hooks' }
const bento = { site_uuid: 'a'.repeat(32), publishable_key: 'pk_1', secret_key: 'sk_1' }
const day = 86_400

async function bentoOf(place: Place) {
  const says = receiver(() => ({ ok: true, response: { status: 200, headers: {}, body: '{"data":[]}', cut: false } }))
  return makeDestination(place, 'bento', bento, says.http)
}

const replay = (place: Place) =>
  rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 1, id, 1, 'replay' from inbox`,
  )

test('each destination gets what it wants of its own site and mode', async () => {
  const place = await connectedTeam()
  const other = await addSite(place, 'Other')
  await makeDestination(place, 'webhook', hook, http, { name: 'All' })
  await makeDestination(place, 'webhook', hook, http, { name: 'Refunds', types: ['charge.refunded'] })
  await makeDestination(place, 'webhook', hook, http, { name: 'Test mode', livemode: false })
  await makeDestination({ ...place, siteId: other }, 'webhook', hook, http, { name: 'Other site' })
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900)),
    stripeEvent(place, 'charge.succeeded', charge('ch_t', 4_900), 0, { livemode: false }),
    stripeEvent(place, 'charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 }), 10),
  ])
  await applyAll()
  await routeTo(place, other)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_2', 100), 20)])
  await applyAll()
  const rows = await rowsOf<{ name: string; type: string }>(
    place,
    sql`select t.name, d.type, d.livemode from deliveries d join destinations t on t.id = d.destination_id order by t.name, d.type`,
  )
  expect(rows.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'All: charge.refunded',
    'All: charge.succeeded',
    'Other site: charge.succeeded',
    'Refunds: charge.refunded',
    'Test mode: charge.succeeded',
  ])
})

test('FL-02 an event goes out once, however often it comes and is replayed, and to nothing made since', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  const event = stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))
  await postAll([event, event])
  await applyAll()
  await postAll([event])
  await makeDestination(place, 'webhook', hook, http, { name: 'Made since' })
  await replay(place)
  await applyAll()
  expect(await deliveriesOf(place)).toHaveLength(1)
})

test('FL-01 history starts nothing: contacts are told who they are, webhooks hear nothing', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  await bentoOf(place)
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_old', 4_900), -3 * day),
    stripeEvent(place, 'charge.succeeded', charge('ch_past', 4_900), 1),
  ])
  await rowsOf(
    place,
    sql`update inbox set kind = 'backfill' where raw::text like '%' || encode('ch_past', 'hex') || '%'`,
  )
  await applyAll()
  expect(await rowsOf(place, sql`select decision->>'no_flows' as why from events order by 1`)).toEqual([
    { why: 'historical' },
    { why: 'too_old' },
  ])
  expect(await deliveriesOf(place)).toMatchObject([{ what: 'contact' }, { what: 'contact' }])
})

test('FL-03 what is decided when an event is applied stands: switched off nothing goes out, applied later neither', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  const set = (on: boolean) =>
    rowsOf(
      place,
      sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
        values (${place.teamId}, ${place.connectionId}, 'charge.succeeded', ${on}, true, true, false)
        on conflict (team_id, connection_id, type) do update set "on" = excluded."on"`,
    )
  await set(false)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  await set(true)
  await applyMissed(place.teamId, place.connectionId, 'charge.succeeded', { kind: 'system' })
  await applyAll()
  expect(await rowsOf(place, sql`select status from events`)).toEqual([{ status: 'processed' }])
  expect(await deliveriesOf(place)).toEqual([])
})

test('an event that triggers nothing tells contacts only, and a webhook all the same', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  await bentoOf(place)
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
      values (${place.teamId}, ${place.connectionId}, 'charge.succeeded', true, false, true, false)`,
  )
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  expect((await deliveriesOf(place)).map(({ what }) => what).sort()).toEqual(['contact', 'event'])
})

test('PR-17 what waits for its person goes out when it is released, once, with that person', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  const anonymous = charge('ch_1', 4_900, { customer: 'cus_1', billing_details: { email: null, name: null } })
  await postAll([stripeEvent(place, 'charge.succeeded', anonymous)])
  await applyAll()
  expect(await deliveriesOf(place)).toEqual([])
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 10)])
  await applyAll()
  const rows = await rowsOf<{ type: string; known: boolean }>(
    place,
    sql`select d.type, d.event->>'subscriber_id' = s.id::text as known from deliveries d cross join subscribers s order by 1`,
  )
  expect(rows).toEqual([
    { type: 'charge.succeeded', known: true },
    { type: 'customer.updated', known: true },
  ])
})

test('RT-05 a connection that ends takes what waits of it along', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  await postAll([stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_700)])
  await applyAll()
  expect(await deliveriesOf(place)).toMatchObject([
    { type: 'charge.succeeded', state: 'cancelled', reason: 'connection_ended' },
    { type: 'account.application.deauthorized', state: 'cancelled' },
  ])
  expect(await rowsOf(place, sql`select 1 from delivery_queue`)).toEqual([])
})

test('the id a receiver sees hangs on nothing that was made here but the destination', async () => {
  const place = await connectedTeam()
  const { id } = await makeDestination(place, 'webhook', hook, http)
  const event = stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))
  await postAll([event])
  await applyAll()
  const [first] = await rowsOf(place, sql`select message_id from deliveries`)
  // A restore from before the event: the same destination and connection, everything else anew.
  for (const table of ['deliveries', 'delivery_queue', 'events', 'inbox', 'facts', 'parties', 'subscribers', 'ledger'])
    await rowsOf(place, sql`delete from ${sql.identifier(table)}`)
  await postAll([event])
  await applyAll()
  expect(await rowsOf(place, sql`select message_id, destination_id from deliveries`)).toEqual([
    { ...first, destination_id: id },
  ])
})

test('what goes out costs the lane no round trip more, and notifies nobody', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, http)
  await makeDestination(place, 'webhook', hook, http, { name: 'Second' })
  await postAll(
    Array.from({ length: 100 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100), n)),
  )
  const listener = new pg.Client({ connectionString: adminUrl() })
  await listener.connect()
  let heard = 0
  listener.on('notification', () => {
    heard += 1
  })
  const client = await LaneClient.connect()
  try {
    await listener.query('listen "jobs:insert"')
    const applied = await applyBatch(client, [place.teamId])
    await listener.query('select 1')
    expect([applied.entries, applied.deliveries, client.roundTrips, heard]).toEqual([100, 200, 6, 0])
  } finally {
    await client.close()
    await listener.end()
  }
})
