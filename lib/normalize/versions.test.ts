import { describe, expect, test } from 'vitest'
import { normalize } from '.'

/**
 * RT-14: one purchase as five generations of Stripe's API wrote it. Written for this file; the same
 * meaning must come out of each.
 */
const invoices = {
  '2012-10-26': {
    lines: {
      subscriptions: [
        {
          amount: 4900,
          quantity: 1,
          plan: { id: 'price_1', name: 'Pro', interval: 'month', amount: 4900, currency: 'usd' },
        },
      ],
      invoiceitems: [],
      prorations: [],
    },
    paid: true,
    amount_due: 4900,
    charge: 'ch_1',
    subscription: 'sub_1',
  },
  '2018-02-06': {
    lines: {
      data: [
        {
          amount: 4900,
          quantity: 1,
          currency: 'usd',
          plan: { id: 'price_1', nickname: 'Pro', interval: 'month', product: 'prod_1' },
        },
      ],
    },
    paid: true,
    amount_due: 4900,
    amount_paid: 4900,
    charge: 'ch_1',
    subscription: 'sub_1',
    customer_email: 'ada@example.com',
  },
  '2020-08-27': {
    lines: {
      data: [
        {
          amount: 4900,
          quantity: 1,
          currency: 'usd',
          price: { id: 'price_1', nickname: 'Pro', product: 'prod_1', recurring: { interval: 'month' } },
        },
      ],
    },
    status: 'paid',
    paid: true,
    amount_due: 4900,
    amount_paid: 4900,
    charge: 'ch_1',
    payment_intent: 'pi_1',
    subscription: 'sub_1',
    customer_email: 'ada@example.com',
  },
  '2025-04-30.basil': {
    lines: {
      data: [
        {
          amount: 4900,
          quantity: 1,
          currency: 'usd',
          pricing: { price_details: { price: 'price_1', product: 'prod_1' } },
        },
      ],
    },
    status: 'paid',
    amount_due: 4900,
    amount_paid: 4900,
    parent: { subscription_details: { subscription: 'sub_1' } },
    customer_email: 'ada@example.com',
  },
  '2026-10-28.endive': {
    lines: {
      data: [
        {
          amount: 4900,
          quantity: 1,
          currency: 'usd',
          pricing: {
            price_details: {
              price: { id: 'price_1', nickname: 'Pro', recurring: { interval: 'month' } },
              product: { id: 'prod_1', name: 'Pro' },
            },
          },
        },
      ],
    },
    status: 'paid',
    amount_due: 4900,
    amount_paid: 4900,
    parent: { subscription_details: { subscription: { id: 'sub_1' } } },
    payments: { data: [{ payment: { type: 'payment_intent', payment_intent: 'pi_1' } }] },
    customer_email: 'ada@example.com',
  },
} as const

describe('RT-14 an invoice means the same in every version', () => {
  test.each(Object.entries(invoices))('%s', (api_version, shape) => {
    const object = { object: 'invoice', id: 'in_1', currency: 'usd', customer: 'cus_1', ...shape }
    const normalized = normalize({ id: 'evt_1', type: 'invoice.paid', api_version, data: { object } })
    expect(normalized).toMatchObject({
      outcome: 'event',
      value: { amount: '49.00', minor: '4900', currency: 'USD' },
      subscriber: { customer_id: 'cus_1', email: 'customer_email' in shape ? 'ada@example.com' : null },
      invoice_id: 'in_1',
      subscription_id: 'sub_1',
      charge_id: 'charge' in shape ? 'ch_1' : null,
      payment_intent_id: 'payment_intent' in shape || 'payments' in shape ? 'pi_1' : null,
      price_ids: ['price_1'],
      product_ids: api_version === '2012-10-26' ? [] : ['prod_1'],
      plan: api_version === '2025-04-30.basil' ? null : 'Pro', // basil names ids only
      interval: api_version === '2025-04-30.basil' ? null : 'month',
      items: [{ quantity: 1, amount: '49.00', price_id: 'price_1' }],
    })
  })
})

const subscriptions = {
  '2013-08-13': { plan: { id: 'price_1', name: 'Pro', amount: 4900, currency: 'usd', interval: 'month' }, quantity: 2 },
  '2018-02-06': {
    items: {
      data: [
        { plan: { id: 'price_1', nickname: 'Pro', amount: 4900, currency: 'usd', interval: 'month' }, quantity: 2 },
      ],
    },
    plan: { id: 'price_1', amount: 4900 },
    quantity: 2,
  },
  '2020-08-27': {
    items: {
      data: [
        {
          plan: { id: 'price_1', amount: 4900, interval: 'month' },
          price: {
            id: 'price_1',
            nickname: 'Pro',
            unit_amount: 4900,
            currency: 'usd',
            recurring: { interval: 'month' },
          },
          quantity: 2,
        },
      ],
    },
  },
  '2025-04-30.basil': {
    currency: 'usd',
    items: {
      data: [
        {
          current_period_end: 1_769_904_000,
          price: { id: 'price_1', nickname: 'Pro', unit_amount_decimal: '4900', recurring: { interval: 'month' } },
          quantity: 2,
        },
      ],
    },
  },
} as const

describe('RT-14 a subscription means the same in every version', () => {
  test.each(Object.entries(subscriptions))('%s', (api_version, shape) => {
    const object = { id: 'sub_1', customer: { id: 'cus_1', deleted: true }, status: 'active', ...shape }
    expect(normalize({ type: 'customer.subscription.updated', api_version, data: { object } })).toMatchObject({
      value: { amount: '98.00', currency: 'USD' },
      subscriber: { customer_id: 'cus_1' },
      subscription_id: 'sub_1',
      price_ids: ['price_1'],
      plan: 'Pro',
      interval: 'month',
      items: [{ quantity: 2, amount: '98.00', price_id: 'price_1' }],
    })
  })
})

test('RT-14 a payment intent names its charge, by id or embedded', () => {
  const of = (object: object) =>
    normalize({ type: 'payment_intent.succeeded', data: { object: { id: 'pi_1', ...object } } })
  for (const object of [
    { latest_charge: 'ch_1' },
    { latest_charge: { id: 'ch_1' } },
    { charges: { data: [{ id: 'ch_1' }] } },
  ]) {
    expect(of(object)).toMatchObject({ payment_intent_id: 'pi_1', charge_id: 'ch_1' })
  }
})
