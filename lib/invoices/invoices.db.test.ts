import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, peopleOf, postAll, type StripeEvent, stripeEvent } from '@/lib/lane/testing-stripe'

useTestDatabase()

let place: Place
let lane: LaneClient
beforeAll(async () => {
  lane = await LaneClient.connect()
})
afterAll(() => lane.close())
beforeEach(async () => {
  place = await connectedTeam()
})

const policy = (ltv: object) => rowsOf(place, sql`update sites set money_policy = ${JSON.stringify({ ltv })}::jsonb`)
const ltv = async () => (await peopleOf(place))[0]?.ltv

const cus = { customer: 'cus_1', billing_details: { email: 'ada@example.com', name: null } }
const bill = (id: string, more: object) => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  customer_email: 'ada@example.com',
  currency: 'usd',
  status: 'paid',
  ...more,
})
const inpay = (invoice: string, intent: string, amount: number) => ({
  id: `inpay_${intent}`,
  object: 'invoice_payment',
  invoice,
  status: 'paid',
  currency: 'usd',
  amount_paid: amount,
  payment: { type: 'payment_intent', payment_intent: intent },
})

function permutations<T>(of: T[]): T[][] {
  if (of.length < 2) return [of]
  return of.flatMap((first, n) => permutations(of.filter((_, at) => at !== n)).map((rest) => [first, ...rest]))
}

/** The same payment, 5,900 with 942 of tax, as Stripe told it over the years: what counts is 4,958. */
const stories: Record<string, (at: Place, n: number) => StripeEvent[]> = {
  'classic: charge and invoice name each other': (at, n) => [
    stripeEvent(
      at,
      'charge.succeeded',
      charge(`ch_${n}`, 5_900, { ...cus, invoice: `in_${n}`, payment_intent: `pi_${n}` }),
    ),
    stripeEvent(
      at,
      'invoice.paid',
      bill(`in_${n}`, {
        charge: `ch_${n}`,
        paid: true,
        paid_out_of_band: false,
        total: 5_900,
        amount_paid: 5_900,
        tax: 942,
      }),
      1,
    ),
  ],
  'classic with the ratio told outright': (at, n) => [
    stripeEvent(at, 'charge.succeeded', charge(`ch_${n}`, 5_900, { ...cus, invoice: `in_${n}` })),
    stripeEvent(
      at,
      'invoice.paid',
      bill(`in_${n}`, { charge: `ch_${n}`, paid: true, total: 5_900, total_excluding_tax: 4_958 }),
      1,
    ),
  ],
  'basil: only invoice_payment.paid ties them': (at, n) => [
    stripeEvent(at, 'charge.succeeded', charge(`ch_${n}`, 5_900, { ...cus, payment_intent: `pi_${n}` })),
    stripeEvent(at, 'invoice.paid', bill(`in_${n}`, { total: 5_900, total_taxes: [{ amount: 942 }] }), 1),
    stripeEvent(at, 'invoice_payment.paid', inpay(`in_${n}`, `pi_${n}`, 5_900), 2),
  ],
  'basil with the payments expanded': (at, n) => [
    stripeEvent(at, 'charge.succeeded', charge(`ch_${n}`, 5_900, { ...cus, payment_intent: `pi_${n}` })),
    stripeEvent(
      at,
      'invoice.paid',
      bill(`in_${n}`, {
        total: 5_900,
        total_excluding_tax: 4_958,
        payments: { object: 'list', data: [inpay(`in_${n}`, `pi_${n}`, 5_900)] },
      }),
      1,
    ),
  ],
}

describe('tax left out of lifetime value', () => {
  test.each(Object.entries(stories))('PR-02 %s, in any order', async (_, story) => {
    await policy({ tax: 'excluded' })
    const orders = permutations(story(place, 0).map((_, at) => at))
    for (const [n, order] of orders.entries()) {
      const events = story(place, n)
      for (const at of order) {
        await postAll(events.slice(at, at + 1))
        await applyAll(undefined, lane)
      }
    }
    expect(await ltv()).toEqual({ USD: String(4_958 * orders.length) })
  })

  test('a charge without an invoice keeps its amount; a refund takes its share; the default counts tax', async () => {
    await policy({ tax: 'excluded' })
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_9', 1_000, cus))])
    await postAll(stories['basil: only invoice_payment.paid ties them']?.(place, 1) ?? [])
    await applyAll(undefined, lane)
    expect(await ltv()).toEqual({ USD: String(1_000 + 4_958) })
    const back = charge('ch_1', 5_900, { ...cus, payment_intent: 'pi_1', amount_refunded: 2_950 })
    await postAll([stripeEvent(place, 'charge.refunded', back, 30)])
    await applyAll(undefined, lane)
    expect(await ltv()).toEqual({ USD: String(1_000 + 2_479) })
    await policy({})
    await postAll([stripeEvent(place, 'charge.updated', back, 40)])
    await applyAll(undefined, lane)
    expect(await ltv()).toEqual({ USD: String(1_000 + 2_950) })
  })

  test('an invoice paid in parts, and a payment for several invoices', async () => {
    await policy({ tax: 'excluded' })
    await postAll([
      stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_000, { ...cus, payment_intent: 'pi_1' })),
      stripeEvent(place, 'charge.succeeded', charge('ch_2', 2_000, { ...cus, payment_intent: 'pi_2' })),
      stripeEvent(place, 'invoice.paid', bill('in_1', { total: 5_000, total_excluding_tax: 4_000 })),
      stripeEvent(place, 'invoice.paid', bill('in_2', { total: 1_000, total_excluding_tax: 1_000 })),
      stripeEvent(place, 'invoice_payment.paid', inpay('in_1', 'pi_1', 4_000)),
      stripeEvent(place, 'invoice_payment.paid', inpay('in_1', 'pi_2', 1_000)),
      stripeEvent(place, 'invoice_payment.paid', { ...inpay('in_2', 'pi_2', 1_000), id: 'inpay_3' }),
    ])
    await applyAll(undefined, lane)
    // 4,000 × 4/5, and 2,000 × 5/6 (both invoices together).
    expect(await ltv()).toEqual({ USD: String(3_200 + 1_667) })
  })

  test('tax and conversion are rounded once, together', async () => {
    await rowsOf(place, sql`update sites set reporting_currency = 'EUR'`)
    await policy({ tax: 'excluded' })
    const booked = { id: 'txn_1', object: 'balance_transaction', amount: 101, currency: 'eur' }
    await postAll([
      stripeEvent(
        place,
        'charge.succeeded',
        charge('ch_1', 111, { ...cus, invoice: 'in_1', balance_transaction: booked }),
      ),
      stripeEvent(place, 'invoice.paid', bill('in_1', { total: 111, total_excluding_tax: 98 })),
    ])
    await applyAll(undefined, lane)
    // 111 × 98/111 × 101/111 = 89.17; in USD 98.
    expect(
      await rowsOf(place, sql`select lifetime_value::text as v, lifetime_value_by_currency as by from subscribers`),
    ).toEqual([{ v: '89', by: { USD: '98' } }])
  })
})

describe('invoices paid outside Stripe', () => {
  const outside = bill('in_1', { total: 5_900, total_excluding_tax: 4_958, amount_paid_off_stripe: 5_900 })

  test('are a line of their own where the site counts them, without tax where it leaves tax out', async () => {
    await policy({ off_stripe: true })
    await postAll([
      stripeEvent(place, 'invoice.paid', outside),
      stripeEvent(place, 'invoice.payment_succeeded', outside),
    ])
    await applyAll(undefined, lane)
    expect(await ltv()).toEqual({ USD: '5900' })
    await policy({ off_stripe: true, tax: 'excluded' })
    await postAll([stripeEvent(place, 'invoice.updated', outside, 9)])
    await applyAll(undefined, lane)
    expect(await ltv()).toEqual({ USD: '4958' })
  })

  test('stay on the site where the invoice began', async () => {
    await policy({ off_stripe: true })
    await postAll([stripeEvent(place, 'invoice.finalized', bill('in_1', { status: 'open', total: 5_900 }))])
    await applyAll(undefined, lane)
    await routeTo(place, await addSite(place, 'Second'))
    await policy({ off_stripe: true })
    await postAll([stripeEvent(place, 'invoice.paid', outside, 10)])
    await applyAll(undefined, lane)
    const people = await peopleOf(place)
    expect(people.map((row) => [row.siteId === place.siteId, row.ltv])).toEqual(
      expect.arrayContaining([
        [true, { USD: '5900' }],
        [false, {}],
      ]),
    )
  })

  test('a preview of the next invoice is no invoice', async () => {
    await policy({ off_stripe: true })
    await postAll([
      stripeEvent(place, 'invoice.upcoming', { ...outside, id: undefined }),
      stripeEvent(place, 'invoice.upcoming', { ...outside, id: 'upcoming_in_1' }),
    ])
    await applyAll(undefined, lane)
    expect(await rowsOf(place, sql`select * from invoices`)).toEqual([])
  })
})
