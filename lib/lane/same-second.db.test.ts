import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { closeReceiver } from '@/lib/inbox/node-http'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { charge, customer, peopleOf, postAll, type StripeEvent, stripeEvent, subscription } from './testing-stripe'

useTestDatabase()
afterAll(closeReceiver)

/** One after the other in batches of their own, the same the other way round, and all at once. */
async function inEveryOrder(story: (place: Place) => StripeEvent[], check: (place: Place) => Promise<void>) {
  for (const order of [(one: StripeEvent[]) => one, (one: StripeEvent[]) => [...one].reverse()]) {
    const place = await connectedTeam()
    for (const event of order(story(place))) {
      await postAll([event])
      await applyAll(1)
    }
    await check(place)
  }
  const place = await connectedTeam()
  await postAll(story(place))
  await applyAll()
  await check(place)
}

let stories = 0
/** Event ids that say the opposite of what happened, and are no other story's. */
const named = (event: StripeEvent, name: string, previous?: object): StripeEvent => ({
  ...event,
  id: `evt_${name}_${++stories}`,
  data: { ...event.data, ...(previous && { previous_attributes: previous }) },
})

const updated = (place: Place, object: object) => stripeEvent(place, 'customer.subscription.updated', object, 5)

const seats = (quantity: number, more: object = {}) => {
  const one = subscription('sub_1', 'cus_1', 1_000, more)
  return { ...one, items: { ...one.items, data: one.items.data.map((item) => ({ ...item, quantity })) } }
}

describe('two changes of one object in one second end where they ended in Stripe', () => {
  test('PR-02 an address', () =>
    inEveryOrder(
      (place) => [
        stripeEvent(place, 'customer.created', customer('cus_1', 'a@example.com', { name: 'A' })),
        named(stripeEvent(place, 'customer.updated', customer('cus_1', 'b@example.com', { name: 'B' }), 5), 'zzz1', {
          email: 'a@example.com',
          name: 'A',
        }),
        named(stripeEvent(place, 'customer.updated', customer('cus_1', 'c@example.com', { name: 'C' }), 5), 'aaa1', {
          email: 'b@example.com',
          name: 'B',
        }),
      ],
      async (place) => expect(await peopleOf(place)).toMatchObject([{ email: 'c@example.com', name: 'C' }]),
    ))

  for (const told of ['quantity', 'items'] as const)
    test(`PR-02 a quantity, told by its ${told}`, () =>
      inEveryOrder(
        (place) => {
          const was = (quantity: number) => (told === 'quantity' ? { quantity } : { items: seats(quantity).items })
          return [
            stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
            stripeEvent(place, 'customer.subscription.created', seats(1)),
            named(updated(place, seats(2)), 'zzz2', was(1)),
            named(updated(place, seats(3)), 'aaa2', was(2)),
          ]
        },
        async (place) => expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '3000' } }]),
      ))

  test('PR-02 a status', () =>
    inEveryOrder(
      (place) => [
        stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
        stripeEvent(place, 'customer.subscription.created', seats(1, { status: 'trialing' })),
        named(updated(place, seats(1, { status: 'past_due' })), 'zzz3', { status: 'trialing' }),
        named(updated(place, seats(1, { status: 'active' })), 'aaa3', { status: 'past_due' }),
      ],
      async (place) => {
        const rows = await rowsOf(place, sql`select status from subscriptions`)
        expect(rows).toEqual([{ status: 'active' }])
      },
    ))
})

describe('whose word counts within one second and after it', () => {
  const card = (second: number) => (place: Place) =>
    stripeEvent(
      place,
      'charge.succeeded',
      charge('ch_1', 500, { customer: 'cus_1', billing_details: { email: 'card@example.com', name: 'Card Holder' } }),
      second,
    )
  const session = (place: Place) =>
    stripeEvent(
      place,
      'checkout.session.completed',
      {
        id: 'cs_1',
        object: 'checkout.session',
        mode: 'payment',
        status: 'complete',
        payment_status: 'paid',
        customer: 'cus_1',
        customer_details: { email: 'typed@example.com', name: null },
        currency: 'usd',
        amount_total: 500,
      },
      5,
    )

  for (const second of [2, 5, 9])
    test(`an address typed at checkout comes before a card’s of second ${second}`, () =>
      inEveryOrder(
        (place) => [card(second)(place), session(place)],
        async (place) => expect(await peopleOf(place)).toMatchObject([{ email: 'typed@example.com' }]),
      ))

  test('the name of a Customer object comes before a newer one on somebody’s card', () =>
    inEveryOrder(
      (place) => [
        stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com', { name: 'Ada Lovelace' })),
        stripeEvent(
          place,
          'charge.succeeded',
          charge('ch_g', 500, { billing_details: { email: 'ada@example.com', name: 'Card Holder' } }),
          60,
        ),
      ],
      async (place) => expect(await peopleOf(place)).toMatchObject([{ name: 'Ada Lovelace' }]),
    ))
})
