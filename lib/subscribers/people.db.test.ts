import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { addSite, applyAll, connectedTeam, type Place, post, routeTo, rowsOf } from '@/lib/lane/testing'
import {
  charge,
  customer,
  dispute,
  eventsOf,
  peopleOf,
  refund,
  type StripeEvent,
  stripeEvent,
  subscription,
} from '@/lib/lane/testing-stripe'

useTestDatabase()

/** toMatchObject takes any object for {}. */
const nothing = expect.toSatisfy((figures: object) => Object.keys(figures).length === 0)

type Step = [type: string, object: object, second?: number, more?: Partial<StripeEvent>]

/** Each event in a batch of its own. */
async function then(place: Place, ...steps: Step[]) {
  for (const [type, object, second, more] of steps) {
    expect(await post(stripeEvent(place, type, object, second, more))).toBe(200)
    await applyAll()
  }
}

const nobody = { billing_details: { email: null, name: null } }
const allRows = (place: Place) =>
  rowsOf<{ id: string; email: string; merged: string | null }>(
    place,
    sql`select id, email_key as email, merged_into as merged from subscribers order by id`,
  )

describe('who is who', () => {
  test('LT-11 a customer that changes its address takes its money along, in the same row', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', customer('cus_1', 'ada@example.com')],
      ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1' }), 1],
    )
    const before = await allRows(place)
    await then(place, ['customer.updated', customer('cus_1', 'Ada@New.example'), 2])
    expect(await allRows(place)).toEqual([{ id: before[0]?.id, email: 'ada@new.example', merged: null }])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@new.example', ltv: { USD: '1000' } }])
  })

  test('LT-11 the new address belongs to somebody: one person, and the old row points to it', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', customer('cus_1', 'ada@example.com')],
      ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1' }), 1],
      ['charge.succeeded', charge('ch_2', 50, { billing_details: { email: 'bob@example.com' } }), 1],
      ['customer.updated', customer('cus_1', 'bob@example.com'), 2],
    )
    const rows = await allRows(place)
    const bob = rows.find((row) => row.email === 'bob@example.com')
    expect(rows.find((row) => row.email === 'ada@example.com')?.merged).toBe(bob?.id)
    expect(await peopleOf(place)).toMatchObject([{ email: 'bob@example.com', ltv: { USD: '1050' } }])
  })

  test('LT-11 of two customers with one address, the one that changes it becomes a person of its own', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', customer('cus_1', 'both@example.com')],
      ['customer.created', customer('cus_2', 'both@example.com')],
      ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...nobody }), 1],
      ['charge.succeeded', charge('ch_2', 50, { customer: 'cus_2', ...nobody }), 1],
    )
    expect(await peopleOf(place)).toMatchObject([{ email: 'both@example.com', ltv: { USD: '1050' } }])
    await then(place, ['customer.updated', customer('cus_2', 'own@example.com'), 2])
    expect(await peopleOf(place)).toMatchObject([
      { email: 'both@example.com', ltv: { USD: '1000' } },
      { email: 'own@example.com', ltv: { USD: '50' } },
    ])
  })

  test('LT-11 two customers exchange their addresses in one batch', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', customer('cus_1', 'one@example.com')],
      ['customer.created', customer('cus_2', 'two@example.com')],
      ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...nobody }), 1],
    )
    await post(stripeEvent(place, 'customer.updated', customer('cus_1', 'two@example.com'), 2))
    await post(stripeEvent(place, 'customer.updated', customer('cus_2', 'one@example.com'), 2))
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([
      { email: 'one@example.com', ltv: nothing },
      { email: 'two@example.com', ltv: { USD: '1000' } },
    ])
  })

  test('LT-11 a card paid with somebody else’s address never moves a customer', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', customer('cus_1', 'ada@example.com')],
      [
        'charge.succeeded',
        charge('ch_1', 1_000, { customer: 'cus_1', billing_details: { email: 'mum@example.com' } }),
        5,
      ],
    )
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1000' } }])
  })

  test('LT-11 a guest’s charge given to a customer leaves the guest without its money', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.succeeded', charge('ch_1', 1_000)],
      ['customer.created', customer('cus_1', 'other@example.com'), 1],
      ['charge.updated', charge('ch_1', 1_000, { customer: 'cus_1' }), 2],
    )
    expect(await peopleOf(place)).toMatchObject([
      { email: 'ada@example.com', ltv: nothing },
      { email: 'other@example.com', ltv: { USD: '1000' } },
    ])
  })
})

describe('nobody known yet', () => {
  test('LT-11 a payment without an address waits, keeps its money, and is released by the customer', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...nobody })])
    expect(await eventsOf(place)).toMatchObject([{ status: 'waiting', reason: 'no_person' }])
    expect(await peopleOf(place)).toEqual([])

    await then(place, ['customer.created', customer('cus_1', 'ada@example.com'), 1])
    expect(await eventsOf(place)).toMatchObject([
      { type: 'charge.succeeded', status: 'processed', reason: null },
      { type: 'customer.created', status: 'processed' },
    ])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1000' } }])
    expect(await rowsOf(place, sql`select key from waiting`)).toEqual([])
  })

  test('LT-11 a dispute waits for its charge, and the charge for its customer', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_1', 1_000), 5])
    await then(place, ['refund.created', refund('re_1', 'ch_1', 100), 6])
    await then(place, ['charge.succeeded', charge('ch_1', 3_000, { customer: 'cus_1', ...nobody })])
    expect((await eventsOf(place)).map((event) => event.status)).toEqual(['waiting', 'waiting', 'waiting'])
    await then(place, ['customer.created', customer('cus_1', 'ada@example.com'), 1])
    expect((await eventsOf(place)).map((event) => event.status)).toEqual(Array(4).fill('processed'))
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1900' } }])
    expect(await rowsOf(place, sql`select key from waiting`)).toEqual([])
  })

  test('LT-11 what waited on the old site is released there, by a customer that appears on the new one', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...nobody })])
    const second = await addSite(place, 'Second')
    await routeTo(place, second)
    await then(place, ['customer.created', customer('cus_1', 'ada@example.com'), 1])
    expect((await eventsOf(place)).map(({ status, siteId }) => [status, siteId])).toEqual([
      ['processed', place.siteId],
      ['processed', second],
    ])
    const people = await peopleOf(place)
    expect(people.find((person) => person.siteId === place.siteId)?.ltv).toEqual({ USD: '1000' })
    expect(people.find((person) => person.siteId === second)?.ltv).toEqual({})
  })
})

describe('money stays at home', () => {
  test.each([
    ['in order', false],
    ['refund first', true],
  ])('RT-08 charge, switch of site, refund: counted on the charge’s site alone (%s)', async (_, early) => {
    const place = await connectedTeam()
    const second = await addSite(place, 'Second')
    const bought: Step = ['charge.succeeded', charge('ch_1', 1_000)]
    const back: Step = ['charge.refunded', charge('ch_1', 1_000, { amount_refunded: 400 }), 60]
    if (early) {
      await routeTo(place, second)
      await then(place, back)
      await routeTo(place, place.siteId)
      await then(place, bought)
    } else {
      await then(place, bought)
      await routeTo(place, second)
      await then(place, back)
    }
    const people = await peopleOf(place)
    expect(people.find((person) => person.siteId === place.siteId)?.ltv).toEqual({ USD: '600' })
    expect(people.find((person) => person.siteId === second)?.ltv ?? {}).toEqual({})
  })

  test('RT-08 a subscription moves with its connection', async () => {
    const place = await connectedTeam()
    const second = await addSite(place, 'Second')
    await then(
      place,
      ['customer.created', customer('cus_1', 'ada@example.com')],
      ['customer.subscription.created', subscription('sub_1', 'cus_1', 900)],
    )
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '900' }, plan: 'Pro' }])
    await routeTo(place, second)
    await then(place, ['customer.subscription.updated', subscription('sub_1', 'cus_1', 1_900), 60])
    const people = await peopleOf(place)
    expect(people.find((person) => person.siteId === place.siteId)).toMatchObject({ mrr: nothing, plan: null })
    expect(people.find((person) => person.siteId === second)).toMatchObject({ mrr: { USD: '1900' }, plan: 'Pro' })
  })
})
