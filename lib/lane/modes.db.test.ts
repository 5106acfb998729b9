import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { addSite, applyAll, connectedTeam, routeTo, rowsOf } from './testing'
import {
  charge,
  customer,
  eventsOf,
  ledgerOf,
  peopleOf,
  postAll,
  type StripeEvent,
  start,
  stripeEvent,
} from './testing-stripe'

useTestDatabase()

const inTest = { livemode: false }

async function tell(...events: StripeEvent[]) {
  await postAll(events)
  await applyAll()
}

describe('live and test never mix', () => {
  test('RT-09 RT-05 a deauthorization of the test side leaves the live connection alone', async () => {
    const place = await connectedTeam()
    const object = { id: 'ca_1', object: 'application', name: 'Sluice' }
    const created = Math.floor(Date.now() / 1000)
    await tell(stripeEvent(place, 'account.application.deauthorized', object, 0, { ...inTest, created }))
    expect(await eventsOf(place)).toMatchObject([{ status: 'ignored', reason: 'other_mode' }])
    expect(await rowsOf(place, sql`select state from connections`)).toEqual([{ state: 'connected' }])
    expect(await rowsOf(place, sql`select state from routes`)).toEqual([{ state: 'open' }])
  })

  test('RT-09 an event id of the other mode is another event: a test secret cannot take a live one’s place', async () => {
    const place = await connectedTeam()
    const live = stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))
    await tell({ ...live, livemode: false })
    await tell(live, live)
    expect(await eventsOf(place)).toHaveLength(2)
    expect(await peopleOf(place)).toMatchObject([
      { livemode: false, ltv: { USD: '1000' } },
      { livemode: true, ltv: { USD: '1000' } },
    ])
  })

  test('RT-09 a test event cannot name, move or pay for a live person, whatever ids it uses', async () => {
    const place = await connectedTeam()
    const named = (name: string) => ({ billing_details: { email: 'ada@example.com', name } })
    await tell(
      stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000, named('Ada'))),
      stripeEvent(place, 'customer.created', customer('cus_1', 'grace@example.com', { name: 'Grace' })),
      stripeEvent(place, 'charge.succeeded', charge('ch_2', 2_000, { customer: 'cus_1' })),
    )
    const before = (await peopleOf(place)).filter((person) => person.livemode)
    const money = await ledgerOf(place)
    await tell(
      stripeEvent(place, 'charge.succeeded', charge('ch_9', 7_777, named('Test Ada')), 10, inTest),
      stripeEvent(
        place,
        'charge.refunded',
        charge('ch_2', 2_000, { customer: 'cus_1', amount_refunded: 2_000 }),
        10,
        inTest,
      ),
      stripeEvent(place, 'customer.updated', customer('cus_1', 'mallory@example.com', { name: 'Mallory' }), 10, inTest),
      stripeEvent(place, 'customer.deleted', customer('cus_1', 'grace@example.com'), 20, inTest),
    )
    expect((await peopleOf(place)).filter((person) => person.livemode)).toEqual(before)
    const live = await rowsOf<{ id: string; net: string }>(
      place,
      sql`select charge_id as id, net::text from ledger where livemode`,
    )
    expect(Object.fromEntries(live.map(({ id, net }) => [id, net]))).toEqual(money)
  })
})

test('a guest is named by what happens on the own site, not by another site of the team', async () => {
  const place = await connectedTeam()
  const guest = (id: string, name: string) => charge(id, 100, { billing_details: { email: 'ada@example.com', name } })
  await tell(stripeEvent(place, 'charge.succeeded', guest('ch_a', 'Ada')))
  await routeTo(place, await addSite(place, 'Second'))
  await tell(stripeEvent(place, 'charge.succeeded', guest('ch_b', 'Other Name'), 10))
  const names = (await peopleOf(place)).map(({ siteId, name }) => [siteId === place.siteId ? 'first' : 'second', name])
  expect(Object.fromEntries(names)).toEqual({ first: 'Ada', second: 'Other Name' })
})

test('a guest who pays at two accounts of a site is called what was said last, also when one batch brings both', async () => {
  const place = await connectedTeam()
  const other = await connectedTeam({ teamId: place.teamId })
  await routeTo(other, place.siteId)
  const guest = (id: string, name: string) => charge(id, 500, { billing_details: { email: 'guest@example.com', name } })
  const first = stripeEvent(place, 'charge.succeeded', guest('ch_a', 'Ada'), 0)
  const last = stripeEvent(other, 'charge.succeeded', guest('ch_b', 'Ada King'), 10)
  await tell(first, last)
  expect(await peopleOf(place)).toMatchObject([{ name: 'Ada King', ltv: { USD: '1000' } }])

  const third = stripeEvent(place, 'charge.succeeded', guest('ch_c', 'Countess'), 20)
  await tell(stripeEvent(other, 'charge.succeeded', guest('ch_d', 'Ada K.'), 15), third)
  expect(await peopleOf(place)).toMatchObject([{ name: 'Countess', ltv: { USD: '2000' } }])
})

test('the reporting currency is the account’s, and stays it when the account is routed elsewhere', async () => {
  const place = await connectedTeam()
  await rowsOf(place, sql`update connections set default_currency = 'eur'`)
  await tell(stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900)))
  const shown = () =>
    rowsOf(
      place,
      sql`select reporting_currency, lifetime_value::text as value from subscribers where site_id = ${place.siteId}`,
    )
  expect(await shown()).toEqual([{ reporting_currency: 'EUR', value: '0' }])
  await routeTo(place, await addSite(place, 'Second'))
  await tell(stripeEvent(place, 'charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 }), 10))
  expect(await shown()).toEqual([{ reporting_currency: 'EUR', value: '0' }])
})

test('a person deleted in Stripe comes back with a payment made after it, and only then', async () => {
  const place = await connectedTeam()
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name, on_delete)
    values (${place.teamId}, ${place.connectionId}, 'customer.deleted', true, true, true, true, 'delete')`,
  )
  const guest = (id: string, second: number) =>
    stripeEvent(place, 'charge.succeeded', charge(id, 500, { created: start + second }), second)
  await tell(
    stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
    stripeEvent(place, 'customer.deleted', customer('cus_1', 'ada@example.com'), 100),
  )
  expect(await peopleOf(place)).toMatchObject([{ deleted: true }])
  await tell(guest('ch_before', 50))
  expect(await peopleOf(place)).toMatchObject([{ deleted: true }])
  await tell(guest('ch_after', 200))
  expect(await peopleOf(place)).toMatchObject([{ deleted: false, unsubscribed: false, ltv: { USD: '1000' } }])
})
