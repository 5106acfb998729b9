import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place } from './testing'
import { ledgerOf, peopleOf, postAll, start, stripeEvent } from './testing-stripe'

useTestDatabase()

type Told = [type: string, object: object, previous?: object]

const month = 30 * 86_400
const terms = { currency: 'usd', interval: 'month', interval_count: 1 }
const ada = { id: 'cus_1', object: 'customer', email: 'ada@example.com' }
const money = { amount: 4_900, currency: 'usd', customer: 'cus_1', created: start }

/**
 * One story as three generations of Stripe's API write it: Ada subscribes for 29.00, pays 49.00 after an upgrade, and
 * gets 9.00 back.
 */
const stories: Record<string, Told[]> = {
  '2014-09-08': story({
    subscription: (amount) => ({
      plan: { id: `plan_${amount}`, object: 'plan', name: 'Pro', amount, ...terms },
      quantity: 1,
      start,
      current_period_end: start + month,
      discount: null,
    }),
    was: { plan: { id: 'plan_2900', object: 'plan', name: 'Pro', amount: 2_900, ...terms } },
    invoice: { paid: true, closed: true, charge: 'ch_1', subscription: 'sub_1', discount: null },
    charge: { paid: true, captured: true, status: 'paid', invoice: 'in_1', refunded: false, card: { last4: '4242' } },
    refunded: { refunds: { object: 'list', data: [{ id: 're_1', amount: 900, created: start + 4 }] } },
    after: [],
  }),
  '2025-04-30.basil': story({
    subscription: (amount) => ({
      currency: 'usd',
      start_date: start,
      discounts: [],
      items: itemsOf(amount, { unit_amount: amount }),
    }),
    was: { items: itemsOf(2_900, { unit_amount: 2_900 }) },
    invoice: {
      status: 'paid',
      parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
      customer_email: 'ada@example.com',
    },
    charge: { status: 'succeeded', captured: true, amount_captured: 4_900, payment_intent: 'pi_1' },
    refunded: {},
    after: [
      [
        'invoice_payment.paid',
        {
          id: 'inpay_1',
          object: 'invoice_payment',
          invoice: 'in_1',
          amount_paid: 4_900,
          currency: 'usd',
          status: 'paid',
          payment: { type: 'payment_intent', payment_intent: 'pi_1' },
        },
      ],
    ],
  }),
  '2026-10-28.endive': story({
    subscription: (amount) => ({
      currency: 'usd',
      start_date: start,
      billing_mode: { type: 'flexible' },
      discounts: [],
      items: itemsOf(amount, { unit_amount: amount, unit_amount_decimal: `${amount}.000000000000` }),
    }),
    was: { items: itemsOf(2_900, { unit_amount: 2_900, unit_amount_decimal: '2900.000000000000' }) },
    invoice: {
      status: 'paid',
      parent: { type: 'subscription_details', subscription_details: { subscription: { id: 'sub_1' } } },
      payments: { data: [{ status: 'paid', is_default: true, payment: { payment_intent: 'pi_1' } }] },
      customer_email: 'ada@example.com',
    },
    charge: { status: 'succeeded', captured: true, amount_captured: 4_900, payment_intent: 'pi_1' },
    refunded: {},
    after: [
      [
        'refund.created',
        {
          id: 're_1',
          object: 'refund',
          amount: 900,
          currency: 'usd',
          charge: 'ch_1',
          payment_intent: 'pi_1',
          customer: 'cus_1',
          status: 'succeeded',
        },
      ],
    ],
  }),
}

interface Shape {
  subscription: (amount: number) => object
  was: object
  invoice: object
  charge: object
  refunded: object
  after: Told[]
}

function story({ subscription, was, invoice, charge, refunded, after }: Shape): Told[] {
  const subscribed = (amount: number) => ({
    id: 'sub_1',
    object: 'subscription',
    customer: 'cus_1',
    status: 'active',
    cancel_at_period_end: false,
    ...subscription(amount),
  })
  const paid = { id: 'ch_1', object: 'charge', amount_refunded: 0, ...money, ...charge }
  const total = { amount_due: 4_900, amount_paid: 4_900, total: 4_900, currency: 'usd', customer: 'cus_1' }
  return [
    ['customer.created', { ...ada, name: 'Ada Lovelace' }],
    ['customer.subscription.created', subscribed(2_900)],
    ['customer.subscription.updated', subscribed(4_900), was],
    ['invoice.paid', { id: 'in_1', object: 'invoice', attempt_count: 1, ...total, ...invoice }],
    ['charge.succeeded', paid],
    ['charge.refunded', { ...paid, ...refunded, amount_refunded: 900 }, { amount_refunded: 0 }],
    ...after,
  ]
}

function itemsOf(amount: number, price: object) {
  const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' }
  return {
    object: 'list',
    data: [
      {
        id: 'si_1',
        object: 'subscription_item',
        quantity: 1,
        current_period_end: start + month,
        price: {
          id: `price_${amount}`,
          object: 'price',
          nickname: 'Pro',
          product: 'prod_1',
          currency: 'usd',
          recurring,
          ...price,
        },
      },
    ],
  }
}

/** The events of a story in the order they happened, a second apart. */
function eventsOf(place: Place, api_version: string, told: readonly Told[]) {
  return told.map(([type, object, previous_attributes], second) =>
    stripeEvent(place, type, object, second, {
      api_version,
      data: { object, ...(previous_attributes && { previous_attributes }) },
    }),
  )
}

test.each(Object.entries(stories))('RT-14 one story makes the same subscriber in %s', async (version, told) => {
  for (const reversed of [false, true]) {
    const place = await connectedTeam()
    const events = eventsOf(place, version, told)
    await postAll(reversed ? events.toReversed() : events)
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([
      {
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        ltv: { USD: '4000' },
        mrr: { USD: '4900' },
        plan: 'Pro',
        unsubscribed: false,
        deleted: false,
      },
    ])
    expect(await ledgerOf(place)).toEqual({ ch_1: '4000' })
  }
})
