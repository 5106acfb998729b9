import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { permutations } from '@/lib/lane/testing-orders'
import { charge, dispute, ledgerOf, peopleOf, postAll, refund, stripeEvent } from '@/lib/lane/testing-stripe'
import { play, story, type Told } from './testing-model'

useTestDatabase()

let client: LaneClient | null = null
const lane = async () => {
  client ??= await LaneClient.connect()
  return client
}
afterAll(() => client?.close())

const long = process.env.SLUICE_LONG === '1'

describe('the order of arrival does not matter', () => {
  test('PR-02 all 120 orders of charge, refund, failed refund, dispute and its end come to the same net', async () => {
    const place = await connectedTeam()
    const orders = permutations([0, 1, 2, 3, 4])
    for (const [n, order] of orders.entries()) {
      const id = `ch_${n}`
      const story = [
        stripeEvent(place, 'charge.succeeded', charge(id, 10_000)),
        stripeEvent(place, 'charge.refunded', charge(id, 10_000, { amount_refunded: 4_000 }), 10),
        stripeEvent(place, 'refund.failed', refund(`re_${n}`, id, 1_500, { status: 'failed' }), 20),
        stripeEvent(place, 'charge.dispute.funds_withdrawn', dispute(`dp_${n}`, id, 7_500), 30),
        stripeEvent(place, 'charge.dispute.funds_reinstated', dispute(`dp_${n}`, id, 2_500), 40),
      ]
      await postAll(order.flatMap((at) => story[at] ?? []))
      if (n % 10 === 9) await applyAll((n % 17) + 1, await lane())
    }
    expect(await ledgerOf(place)).toEqual(Object.fromEntries(orders.map((_, n) => [`ch_${n}`, '2500'])))
    expect((await peopleOf(place))[0]?.ltv).toEqual({ USD: String(2_500 * orders.length) })
  })

  test('LT-01 every subset and order of the events of one payment is that payment, once', async () => {
    const place = await connectedTeam()
    // Where invoices paid outside Stripe count, an invoice that a charge paid must not be taken for one.
    await rowsOf(place, sql`update sites set money_policy = '{"ltv": {"off_stripe": true}}'`)
    const sequences = subsets([0, 1, 2, 3]).flatMap(permutations)
    for (const [n, order] of sequences.entries()) {
      const story = onePayment(place, n)
      await postAll(order.flatMap((at) => story[at] ?? []))
      if (n % 8 === 7) await applyAll((n % 5) + 1, await lane())
    }
    await applyAll(3, await lane())
    const paid = sequences.flatMap((order, n) => (order.includes(0) ? [[`ch_${n}`, '4900']] : []))
    expect(await ledgerOf(place)).toEqual(Object.fromEntries(paid))
    expect((await peopleOf(place))[0]?.ltv).toEqual({ USD: String(4_900 * paid.length) })
  })

  test('PR-02 LT-02 LT-03 LT-04 LT-09 shuffled, repeated and cut into any batches, a history ends where the model does', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.infiniteStream(fc.nat()), async (acts, numbers) => {
        const place = await connectedTeam()
        const told = play(place.account, acts)
        await deliver(told, () => numbers.next().value ?? 0)
        const people = await peopleOf(place)
        expect(Object.fromEntries(people.map(({ email, ltv }) => [email, ltv]))).toEqual(told.people)
      }),
      { numRuns: long ? 5_000 : 40 },
    )
  })
})

/** What Stripe sends about one payment: charge, payment intent, invoice, checkout. */
function onePayment(place: Place, n: number) {
  const ids = { charge: `ch_${n}`, payment_intent: `pi_${n}`, invoice: `in_${n}`, customer: 'cus_1', currency: 'usd' }
  const person = { email: 'ada@example.com', name: null }
  return [
    stripeEvent(place, 'charge.succeeded', charge(ids.charge, 4_900, { ...ids, billing_details: person })),
    stripeEvent(place, 'payment_intent.succeeded', {
      ...ids,
      id: ids.payment_intent,
      object: 'payment_intent',
      latest_charge: ids.charge,
      amount: 4_900,
      amount_received: 4_900,
    }),
    stripeEvent(place, 'invoice.paid', {
      ...ids,
      id: ids.invoice,
      object: 'invoice',
      status: 'paid',
      paid: true,
      paid_out_of_band: false,
      attempt_count: 1,
      total: 4_900,
      amount_due: 4_900,
      amount_paid: 4_900,
      customer_email: person.email,
    }),
    stripeEvent(place, 'checkout.session.completed', {
      ...ids,
      id: `cs_${n}`,
      object: 'checkout.session',
      payment_status: 'paid',
      amount_total: 4_900,
      customer_details: person,
    }),
  ]
}

/** Every event at least once, some twice, in an order and in batches that `number` picks. */
async function deliver({ events }: Told, number: () => number) {
  const wires = [...events, ...events.filter(() => number() % 3 === 0)]
  while (wires.length > 0) {
    const some = Array.from({ length: (number() % 5) + 1 }, () => wires.splice(number() % Math.max(1, wires.length), 1))
    await postAll(some.flat())
    await applyAll((number() % 5) + 1, await lane())
  }
}

function subsets(of: number[]): number[][] {
  const [first, ...rest] = of
  return first === undefined ? [[]] : subsets(rest).flatMap((some) => [some, [first, ...some]])
}
