import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, post, rowsOf } from '@/lib/lane/testing'
import {
  charge,
  dispute,
  ledgerOf,
  peopleOf,
  postAll,
  refund,
  type StripeEvent,
  stripeEvent,
} from '@/lib/lane/testing-stripe'

useTestDatabase()

type Step = [type: string, object: object, second?: number, more?: Partial<StripeEvent>]

/** Posts and applies one event after the other, so that each step's figure can be looked at. */
async function then(place: Place, ...events: Step[]) {
  for (const [type, object, second, more] of events) {
    expect(await post(stripeEvent(place, type, object, second, more))).toBe(200)
    await applyAll()
  }
}

const net = async (place: Place, id = 'ch_1') => (await ledgerOf(place))[id]
const ltv = async (place: Place) => (await peopleOf(place))[0]?.ltv

describe('lifetime value, vector by vector (docs/money.md)', () => {
  test('1 a captured charge counts whole', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.succeeded', charge('ch_1', 10_000)])
    expect(await ltv(place)).toEqual({ USD: '10000' })
  })

  test('2 LT-02 the running total of refunds is set, never added', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.succeeded', charge('ch_1', 10_000)])
    await then(place, ['charge.refunded', charge('ch_1', 10_000, { amount_refunded: 2_500 }), 10])
    expect(await ltv(place)).toEqual({ USD: '7500' })
    await then(place, ['charge.refunded', charge('ch_1', 10_000, { amount_refunded: 5_000 }), 20])
    expect(await ltv(place)).toEqual({ USD: '5000' })
  })

  test('3 PR-02 a refund that arrives before its charge is not forgotten by it', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.refunded', charge('ch_1', 10_000, { amount_refunded: 5_000 }), 10],
      ['charge.succeeded', charge('ch_1', 10_000)],
    )
    expect(await ltv(place)).toEqual({ USD: '5000' })
  })

  test('4 LT-12 the same event three times changes nothing', async () => {
    const place = await connectedTeam()
    const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 10_000))
    await postAll([paid, paid])
    await applyAll()
    await postAll([paid])
    expect(await applyAll()).toBe(0)
    expect(await ltv(place)).toEqual({ USD: '10000' })
  })

  test('5 an authorisation is no money; what is captured of it is', async () => {
    const place = await connectedTeam()
    await then(place, ['charge.succeeded', charge('ch_1', 10_000, { captured: false, amount_captured: 0 })])
    expect(await net(place)).toBe('0')
    expect(
      await rowsOf(place, sql`select lifetime_value::text as ltv, reporting_currency as currency from subscribers`),
    ).toEqual([{ ltv: '0', currency: 'USD' }])
    await then(place, ['charge.captured', charge('ch_1', 10_000, { amount_captured: 8_000 }), 10])
    expect(await ltv(place)).toEqual({ USD: '8000' })
  })

  test('6 LT-04 a dispute takes the money and gives it back', async () => {
    const place = await connectedTeam()
    const opened = dispute('dp_1', 'ch_1', 10_000)
    await then(place, ['charge.succeeded', charge('ch_1', 10_000)], ['charge.dispute.created', opened, 10])
    expect(await net(place)).toBe('10000')
    await then(place, ['charge.dispute.funds_withdrawn', opened, 10])
    expect(await ltv(place)).toEqual({ USD: '0' })
    await then(place, ['charge.dispute.funds_reinstated', opened, 20], ['charge.dispute.closed', opened, 20])
    expect(await ltv(place)).toEqual({ USD: '10000' })
  })

  test('7 LT-04 refund and dispute together never take more than was paid', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.succeeded', charge('ch_1', 10_000)],
      ['charge.refunded', charge('ch_1', 10_000, { amount_refunded: 4_000 }), 10],
      ['charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_1', 10_000), 20],
    )
    expect(await ltv(place)).toEqual({ USD: '0' })
  })

  test('8 LT-03 a refund that fails later is money again', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.succeeded', charge('ch_1', 10_000)],
      ['refund.created', refund('re_1', 'ch_1', 2_500), 10],
    )
    expect(await ltv(place)).toEqual({ USD: '7500' })
    await then(place, ['charge.refunded', charge('ch_1', 10_000, { amount_refunded: 2_500 }), 10])
    expect(await ltv(place)).toEqual({ USD: '7500' })
    await then(place, ['refund.failed', refund('re_1', 'ch_1', 2_500, { status: 'failed' }), 20])
    expect(await ltv(place)).toEqual({ USD: '10000' })
  })

  test('9 LT-01 five events of one payment are one payment', async () => {
    const place = await connectedTeam()
    const money = { currency: 'usd', customer: null }
    await then(
      place,
      [
        'payment_intent.succeeded',
        { id: 'pi_1', object: 'payment_intent', amount: 10_000, amount_received: 10_000, ...money },
      ],
      ['charge.succeeded', charge('ch_1', 10_000, { payment_intent: 'pi_1' })],
      ['invoice.paid', invoice],
      ['invoice.payment_succeeded', invoice],
      [
        'checkout.session.completed',
        {
          id: 'cs_1',
          object: 'checkout.session',
          amount_total: 10_000,
          payment_status: 'paid',
          payment_intent: 'pi_1',
          customer_details: { email: 'ada@example.com', name: 'Ada' },
          ...money,
        },
      ],
    )
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '10000' } }])
  })

  test('10 LT-05 every currency in its own smallest unit', async () => {
    const place = await connectedTeam()
    const paid = { jpy: 5_000, kwd: 5_120, ugx: 500, isk: 500 }
    for (const [currency, amount] of Object.entries(paid))
      await then(place, ['charge.succeeded', charge(`ch_${currency}`, amount, { currency })])
    expect(await ltv(place)).toEqual({ JPY: '5000', KWD: '5120', UGX: '500', ISK: '500' })
  })

  test('11 LT-06 currencies are never added together', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.succeeded', charge('ch_1', 10_000)],
      ['charge.succeeded', charge('ch_2', 2_000, { currency: 'eur' })],
    )
    expect(await ltv(place)).toEqual({ USD: '10000', EUR: '2000' })
  })

  test('12 RT-09 test money never enters a live total', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['charge.succeeded', charge('ch_live', 10_000)],
      ['charge.succeeded', charge('ch_test', 700), 0, { livemode: false }],
    )
    expect(await peopleOf(place)).toMatchObject([
      { livemode: false, ltv: { USD: '700' } },
      { livemode: true, ltv: { USD: '10000' } },
    ])
  })
})

const invoice = {
  id: 'in_1',
  object: 'invoice',
  status: 'paid',
  amount_due: 10_000,
  amount_paid: 10_000,
  currency: 'usd',
  customer: null,
  customer_email: 'ada@example.com',
  charge: 'ch_1',
  payment_intent: 'pi_1',
}
