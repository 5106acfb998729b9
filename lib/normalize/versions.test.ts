import { describe, expect, test } from 'vitest'
import { derivedFrom, normalize, snapshotOf } from '.'

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
  '2026-10-28.endive': {
    currency: 'usd',
    billing_mode: { type: 'flexible' },
    discounts: ['di_1'],
    items: {
      data: [
        {
          current_period_end: 1_769_904_000,
          current_trial: null,
          price: {
            id: 'price_1',
            nickname: 'Pro',
            product: 'prod_1',
            unit_amount: 4900,
            unit_amount_decimal: '4900.000000000000',
            currency: 'usd',
            recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed', meter: null },
          },
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

const charges = {
  '2012-10-26': {
    paid: true,
    refunded: false,
    amount_refunded: 500,
    refunds: [{ amount: 500, created: 1_767_225_600 }],
    card: { name: 'Ada Lovelace', last4: '4242' },
    fee: 172,
  },
  '2014-09-08': {
    paid: true,
    captured: true,
    status: 'paid',
    amount_refunded: 500,
    refunds: { object: 'list', data: [{ id: 're_1', amount: 500, created: 1_767_225_600 }] },
    source: { object: 'card', name: 'Ada Lovelace' },
  },
  '2018-11-08': {
    paid: true,
    captured: true,
    status: 'succeeded',
    amount_refunded: 500,
    refunds: { data: [{ id: 're_1', amount: 500, created: 1_767_225_600 }] },
    billing_details: { email: null, name: null },
  },
  '2022-11-15': {
    captured: true,
    status: 'succeeded',
    amount_captured: 4900,
    amount_refunded: 500,
    billing_details: { email: null, name: null },
  },
  '2026-10-28.endive': {
    captured: true,
    status: 'succeeded',
    amount_captured: 4900,
    amount_refunded: 500,
    customer_account: null,
    presentment_details: { presentment_amount: 4500, presentment_currency: 'eur' },
    billing_details: { email: null, name: null, tax_id: null },
  },
} as const

describe('RT-14 a refunded charge means the same in every version', () => {
  test.each(Object.entries(charges))('%s', (api_version, shape) => {
    const object = { object: 'charge', id: 'ch_1', amount: 4900, currency: 'usd', customer: 'cus_1', ...shape }
    const refunded = { id: 'evt_1', type: 'charge.refunded', api_version, data: { object } }
    const told = {
      value: { amount: '5.00', minor: '500', currency: 'USD' },
      charge_id: 'ch_1',
      subscriber: { customer_id: 'cus_1', email: null, name: null }, // a card's holder is no customer's name
    }
    expect(normalize(refunded)).toMatchObject(told)
    const previous_attributes = { amount_refunded: 0 }
    expect(normalize({ ...refunded, data: { object, previous_attributes } })).toMatchObject(told)
    const captured = normalize({ type: 'charge.captured', data: { object } })
    expect(captured.value).toEqual({ amount: '49.00', minor: '4900', currency: 'USD' })
  })
})

/** The same change of a plan, in the words of three generations, and what it stands for. */
const upgrades = {
  classic: [
    { plan: plan('gold', 4900), quantity: 1, items: items({ plan: plan('gold', 4900), quantity: 1 }) },
    { plan: plan('silver', 2900), items: items({ plan: plan('silver', 2900), quantity: 1 }) },
  ],
  basil: [
    { items: items({ current_period_end: 1_769_904_000, price: price('gold', 4900), quantity: 1 }) },
    { items: items({ current_period_end: 1_769_904_000, price: price('silver', 2900), quantity: 1 }) },
  ],
  endive: [
    { currency: 'usd', items: items({ price: { ...price('gold', 4900), object: 'price' }, plan: null, quantity: 1 }) },
    { items: items({ price: price('silver', 2900) }) }, // the quantity is as it was
  ],
} as const

function plan(id: string, amount: number) {
  return { id, object: 'plan', amount, currency: 'usd', interval: 'month', interval_count: 1, nickname: 'Gold' }
}

function price(id: string, unit_amount: number) {
  return { id, unit_amount, currency: 'usd', nickname: 'Gold', recurring: { interval: 'month', interval_count: 1 } }
}

function items(...data: object[]) {
  return { object: 'list', data: data.map((item) => ({ id: 'si_1', ...item })) }
}

describe('RT-14 a larger plan is an upgrade in every version', () => {
  test.each(Object.entries(upgrades))('%s', (_, [shape, previous_attributes]) => {
    const object = { object: 'subscription', id: 'sub_1', customer: 'cus_1', status: 'active', ...shape }
    const payload = { id: 'evt_1', type: 'customer.subscription.updated', data: { object, previous_attributes } }
    const [upgraded, ...more] = derivedFrom(normalize(payload), snapshotOf(payload.type, payload))
    expect(upgraded).toMatchObject({
      name: '$SubscriptionUpgraded',
      value: { amount: '49.00', currency: 'USD' },
      subscriber: { customer_id: 'cus_1' },
      subscription_id: 'sub_1',
      price_ids: ['gold'],
      plan: 'Gold',
      interval: 'month',
    })
    expect(more).toEqual([])
  })
})
