import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { readEventSettings, saveEventSettings } from '@/lib/connections/event-settings'
import { changeIgnoredCustomers } from '@/lib/connections/ignored-customers'
import { LaneClient } from './client'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from './testing'
import { permutations } from './testing-orders'
import { charge, customer, postAll, refund, stripeEvent } from './testing-stripe'

useTestDatabase()

let lane: LaneClient | null = null
afterAll(() => lane?.close())

interface Step {
  type: string
  object: object
  second: number
  /** The connection is routed to another site when it comes. */
  elsewhere?: boolean
}

/** What a story ends in, told in every order, one by one and in one batch. */
async function endings(steps: Step[], setup: (place: Place) => Promise<unknown> = async () => {}) {
  const ends = []
  for (const order of permutations(steps)) {
    for (const atOnce of [false, true]) ends.push(await told(order, atOnce, setup))
  }
  return ends
}

async function told(steps: Step[], atOnce: boolean, setup: (place: Place) => Promise<unknown>) {
  lane ??= await LaneClient.connect()
  const place = await connectedTeam()
  await setup(place)
  const other = steps.some((step) => step.elsewhere) ? await addSite(place, 'Elsewhere') : null
  for (const { type, object, second, elsewhere } of steps) {
    if (other) await routeTo(place, elsewhere ? other : place.siteId)
    await postAll([stripeEvent(place, type, object, second)])
    if (!atOnce) await applyAll(undefined, lane)
  }
  await applyAll(undefined, lane)
  return ending(place)
}

/** People with what is theirs, and what became of each event and on whose page it is. */
async function ending(place: Place) {
  const people = await rowsOf<{
    email: string
    ltv: object
    group: string | null
    keys: string[]
    created: Date
    here: boolean
  }>(
    place,
    sql`select s.email, s.lifetime_value_by_currency as ltv, s.user_group as "group", s.site_id = ${place.siteId} as here, s.created_at as created,
      (select array_agg(regexp_replace(p.key, '^cus:.*:', '') order by p.key) from parties p where p.team_id = s.team_id and p.subscriber_id = s.id) as keys
      from subscribers s where s.merged_into is null order by s.email_key, s.site_id = ${place.siteId}`,
  )
  const events = await rowsOf<{ type: string; status: string; reason: string | null; whom: string | null }>(
    place,
    sql`select v.type, v.status, v.reason, s.email_key as whom from events v
      left join parties p on p.team_id = v.team_id and p.key = v.party_key and p.site_id = v.site_id and p.livemode = v.livemode
      left join subscribers s on s.team_id = p.team_id and s.id = p.subscriber_id
      order by v.type`,
  )
  return { people, events }
}

const same = <T>(ends: T[]): T => {
  for (const end of ends) expect(end).toEqual(ends[0])
  return ends[0] as T
}

async function set(place: Place, type: string, change: object) {
  const now = await readEventSettings(place.teamId, place.connectionId)
  const changes = [{ type, ...change }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: now?.version ?? 0 }, sluice)
}

const nameless = { billing_details: { email: null, name: null } }

// A story of three has six orders, each told twice.
describe('PR-02 in every order', { timeout: 120_000 }, () => {
  test('an address that a switched-off event tells releases who waits for it', async () => {
    const steps = [
      { type: 'charge.succeeded', object: charge('ch_1', 1_000, { customer: 'cus_1', ...nameless }), second: 0 },
      { type: 'customer.updated', object: customer('cus_1', 'ada@example.com'), second: 1 },
    ]
    const { people, events } = same(await endings(steps, (place) => set(place, 'customer.updated', { on: false })))
    expect(people).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1000' } }])
    expect(events.map((event) => event.status)).toEqual(['processed', 'switched_off'])
  })

  test('an ignored customer is nobody, whatever tells of it', async () => {
    const ignore = { changes: [{ customer_id: 'cus_noise', ignored: true }] }
    const steps = [
      { type: 'refund.created', object: refund('re_1', 'ch_1', 200), second: 5 },
      { type: 'customer.created', object: customer('cus_noise', 'noise@example.com'), second: 0 },
      { type: 'charge.succeeded', object: charge('ch_1', 1_000, { customer: 'cus_noise', ...nameless }), second: 1 },
    ]
    const ends = await endings(steps, ({ teamId, connectionId }) =>
      changeIgnoredCustomers(teamId, connectionId, ignore, sluice),
    )
    const { people, events } = same(ends)
    expect(people).toEqual([])
    expect(events.map(({ reason }) => reason)).toEqual(['ignored_customer', 'ignored_customer', 'ignored_customer'])
  })

  test('a guest’s charge that is given to a customer takes its refund and the refund’s group along', async () => {
    const guest = { billing_details: { email: 'guest@example.com', name: null } }
    const given = { customer: 'cus_1', billing_details: { email: 'ada@example.com', name: null } }
    const steps = [
      { type: 'charge.succeeded', object: charge('ch_1', 1_000, guest), second: 0 },
      { type: 'refund.created', object: refund('re_1', 'ch_1', 200), second: 2 },
      { type: 'charge.updated', object: charge('ch_1', 1_000, given), second: 1 },
    ]
    const { people, events } = same(
      await endings(steps, (place) => set(place, 'refund.created', { user_group: 'refunded' })),
    )
    expect(people).toMatchObject([
      { email: 'ada@example.com', ltv: { USD: '800' }, group: 'refunded', keys: ['cus_1'] },
      { email: 'guest@example.com', ltv: {}, group: null },
    ])
    expect(events.find(({ type }) => type === 'refund.created')?.whom).toBe('ada@example.com')
  })

  test('a guest’s address stays as it was written first', async () => {
    const guest = { billing_details: { email: 'ada@example.com', name: null } }
    const session = { id: 'cs_1', object: 'checkout.session', customer_details: { email: 'Ada@Example.com' } }
    const steps = [
      { type: 'charge.succeeded', object: charge('ch_1', 1_000, guest), second: 0 },
      { type: 'checkout.session.completed', object: session, second: 1 },
    ]
    expect(same(await endings(steps)).people).toMatchObject([
      { email: 'ada@example.com', keys: ['mail:ada@example.com'] },
    ])
  })

  test('a charge is at home where its own first event was, and so is its person’s first day', async () => {
    const invoice = {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_1',
      customer_email: 'ada@example.com',
      status: 'open',
    }
    const intent = {
      id: 'pi_1',
      object: 'payment_intent',
      invoice: 'in_1',
      latest_charge: 'ch_1',
      amount: 1_000,
      currency: 'usd',
    }
    const steps = [
      { type: 'invoice.finalized', object: invoice, second: 0 },
      { type: 'payment_intent.processing', object: intent, second: 1 },
      { type: 'charge.succeeded', object: charge('ch_1', 1_000, nameless), second: 2, elsewhere: true },
    ]
    const { people } = same(await endings(steps, (place) => set(place, 'payment_intent.processing', { on: true })))
    expect(people.map(({ ltv, here }) => [here, ltv])).toEqual([
      [false, { USD: '1000' }],
      [true, {}],
    ])
  })
})

test('LT-12 a replay takes a group away from whom it does not belong to any more', async () => {
  const place = await connectedTeam()
  await set(place, 'refund.created', { user_group: 'refunded' })
  const guest = { billing_details: { email: 'guest@example.com', name: null } }
  const given = { customer: 'cus_1', billing_details: { email: 'ada@example.com', name: null } }
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000, guest)),
    stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 200), 2),
    stripeEvent(place, 'charge.updated', charge('ch_1', 1_000, given), 1),
  ])
  await applyAll()
  const before = (await ending(place)).people
  expect(before.map(({ group }) => group)).toEqual(['refunded', null])
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 1, id, 9, 'replay' from inbox where type = 'refund.created'`,
  )
  await applyAll()
  expect((await ending(place)).people).toEqual(before)
})

test('an event that names nobody at all is not said to wait', async () => {
  const place = await connectedTeam()
  await postAll([
    stripeEvent(place, 'customer.discount.created', { id: 'di_1', object: 'discount', coupon: { id: 'half' } }),
  ])
  await applyAll()
  expect((await ending(place)).events).toMatchObject([{ status: 'ignored', reason: 'nobody_named', whom: null }])
})
