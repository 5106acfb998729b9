import { describe, expect, test } from 'vitest'
import { derivedFrom, normalize, snapshotOf } from '@/lib/normalize'
import { normalizedEventSchema } from '@/lib/normalize/schema'
import { catalogue, catalogueRow, everyEvent, exampleEvent, isStripeEventType, stripeRow } from '.'
import { derivedEvents } from './derived'

function derived(type: string, object: object, previous: object = {}): (string | null)[] {
  const payload = { id: 'evt_1', type, data: { object, previous_attributes: previous } }
  return derivedFrom(normalize(payload), snapshotOf(type, payload)).map((event) => event.type)
}

const updated = (object: object, previous: object) =>
  derived('customer.subscription.updated', { status: 'active', ...object }, previous)

test('events are derived under the names that were published', () => {
  expect(derivedEvents.map((row) => row.name).sort()).toEqual([
    '$CardExpiring',
    '$PaymentFailedFinal',
    '$PaymentRecovered',
    '$SubscriptionCancelScheduled',
    '$SubscriptionCancelUnscheduled',
    '$SubscriptionDowngraded',
    '$SubscriptionReactivated',
    '$SubscriptionTrialConverted',
    '$SubscriptionTrialStarted',
    '$SubscriptionUpgraded',
  ])
})

test.each(derivedEvents)('$type: its own example becomes it, and nothing else', (row) => {
  for (const base of row.from) {
    const payload = { ...exampleEvent(row), type: base }
    const whole = normalize(payload)
    const events = derivedFrom(whole, snapshotOf(base, payload))
    if (base !== row.from[0]) continue
    expect(events).toEqual([{ ...whole, type: row.type, name: row.name }])
    expect(normalizedEventSchema.parse(events[0])).toEqual(events[0])
  }
  expect(row.from.every((type) => catalogue.some((each) => each.type === type))).toBe(true)
})

test('a derived type is ours: Stripe sending it would be something new', () => {
  for (const { type } of derivedEvents) {
    expect(catalogueRow(type)?.type).toBe(type)
    expect(stripeRow(type)).toBeUndefined()
    expect(isStripeEventType(type)).toBe(false)
    expect(normalize({ type, data: { object: {} } })).toMatchObject({ reason: 'not_in_catalogue' })
  }
  expect(new Set(everyEvent.map((row) => row.name.toLowerCase())).size).toBe(everyEvent.length)
})

test('none follows from the plain examples of Stripe’s events, unless they say so', () => {
  const found = catalogue.flatMap((row) => {
    const payload = exampleEvent(row)
    return derivedFrom(normalize(payload), snapshotOf(row.type, payload)).map((event) => `${row.type} → ${event.type}`)
  })
  expect(found).toEqual([
    'customer.subscription.updated → subscription.cancel_scheduled',
    'customer.source.expiring → card.expiring',
  ])
})

describe('a trial', () => {
  test('starts with the subscription, or later', () => {
    expect(derived('customer.subscription.created', { status: 'trialing' })).toEqual(['subscription.trial_started'])
    expect(derived('customer.subscription.created', { status: 'active' })).toEqual([])
    expect(updated({ status: 'trialing' }, { status: 'incomplete' })).toEqual(['subscription.trial_started'])
    expect(updated({ status: 'trialing' }, { trial_end: 1_767_225_600 })).toEqual([])
    expect(updated({ status: 'trialing' }, { status: null })).toEqual([])
  })

  test('given to a subscription that ran or was paused already is no start', () => {
    for (const status of ['active', 'paused', 'past_due', 'trialing'])
      expect(updated({ status: 'trialing' }, { status })).toEqual([])
  })

  test('converts to active only', () => {
    expect(updated({}, { status: 'trialing' })).toEqual(['subscription.trial_converted'])
    for (const status of ['past_due', 'paused', 'canceled', 'unpaid'])
      expect(updated({ status }, { status: 'trialing' })).toEqual([])
  })
})

describe('a cancellation', () => {
  test('by the flag and by a date', () => {
    expect(updated({ cancel_at_period_end: true }, { cancel_at_period_end: false })).toEqual([
      'subscription.cancel_scheduled',
    ])
    const dated = { cancel_at: 1_767_225_600, cancel_at_period_end: false }
    expect(updated(dated, { cancel_at: null })).toEqual(['subscription.cancel_scheduled'])
    expect(updated({ cancel_at: null, cancel_at_period_end: 'false' }, { cancel_at: 1_767_225_600 })).toEqual([
      'subscription.cancel_unscheduled',
    ])
    expect(updated({ cancel_at_period_end: false }, { cancel_at_period_end: true })).toEqual([
      'subscription.cancel_unscheduled',
    ])
  })

  test('moved to another day, or in another form, it is still planned', () => {
    expect(updated({ cancel_at: 1_767_225_600 }, { cancel_at: 1_769_904_000 })).toEqual([])
    const dated = { cancel_at: 1_767_225_600, cancel_at_period_end: false }
    expect(updated(dated, { cancel_at: null, cancel_at_period_end: true })).toEqual([])
  })

  test('an ended subscription schedules nothing', () => {
    expect(updated({ status: 'canceled', cancel_at_period_end: true }, { cancel_at_period_end: false })).toEqual([])
  })
})

describe('a larger and a smaller subscription', () => {
  const item = (amount: number | null, more: object = {}, quantity = 1, id = 'si_1') => ({
    id,
    quantity,
    price: { id: `price_${amount}`, unit_amount: amount, currency: 'usd', recurring: { interval: 'month' }, ...more },
  })
  const items = (...data: object[]) => ({ items: { data } })
  const yearly = { recurring: { interval: 'year', interval_count: 1 } }
  const quarterly = { recurring: { interval: 'month', interval_count: 3 } }
  const [pro, team] = [{ product: 'prod_pro' }, { product: 'prod_team' }]

  test.each<[string, object, object, string[]]>([
    ['dearer plan', items(item(4900)), items(item(2900)), ['subscription.upgraded']],
    ['cheaper plan', items(item(2900)), items(item(4900)), ['subscription.downgraded']],
    ['more seats', items(item(500, {}, 7)), items(item(500, {}, 5)), ['subscription.upgraded']],
    [
      'seats alone named',
      items(item(500, {}, 7)),
      { items: { data: [{ id: 'si_1', quantity: 5 }] } },
      ['subscription.upgraded'],
    ],
    ['one more item', items(item(500), item(100, {}, 1, 'si_2')), items(item(500)), ['subscription.upgraded']],
    ['the same a year', items(item(12000, yearly)), items(item(1000)), []],
    ['the same plan by the year', items(item(49000, { ...pro, ...yearly })), items(item(4900, pro)), []],
    ['and back', items(item(4900, pro)), items(item(49000, { ...pro, ...yearly })), []],
    ['by the quarter', items(item(13000, { ...pro, ...quarterly })), items(item(4900, pro)), []],
    ['by the year, products unnamed', items(item(10000, yearly)), items(item(1000)), []],
    [
      'another plan by the year',
      items(item(99000, { ...team, ...yearly })),
      items(item(4900, pro)),
      ['subscription.upgraded'],
    ],
    [
      'by the year with more seats',
      items(item(49000, { ...pro, ...yearly }, 3)),
      items(item(4900, pro)),
      ['subscription.upgraded'],
    ],
    ['another price, same amount', items(item(500, { id: 'b' })), items(item(500, { id: 'a' })), []],
    ['tiered: unknown', items(item(null)), items(item(500)), []],
    ['another currency', items(item(900, { currency: 'eur' })), items(item(500)), []],
    ['cut list', { items: { data: [item(900)], has_more: true } }, items(item(500)), []],
    ['ended meanwhile', { ...items(item(900)), status: 'canceled' }, items(item(500)), []],
  ])('%s', (_, object, previous, expected) => {
    expect(updated(object, previous)).toEqual(expected)
  })

  test.each<[string, object, object]>([
    ['a price', { price: { unit_amount: 2900 } }, { price: { unit_amount: 4900, unit_amount_decimal: '4900' } }],
    [
      'a price beside a plan',
      { price: { unit_amount: 2900 } },
      { price: { unit_amount: 4900 }, plan: { amount: 4900 } },
    ],
    ['a plan', { plan: { amount: 2900 } }, { plan: { amount: 4900, amount_decimal: '4900' } }],
    ['a plan beside a price', { plan: { amount: 2900 } }, { price: { unit_amount: 4900 }, plan: { amount: 4900 } }],
  ])('the former amount alone, of %s', (_, was, is) => {
    const terms = { currency: 'usd', interval: 'month', recurring: { interval: 'month' } }
    const now = Object.fromEntries(Object.entries(is).map(([name, told]) => [name, { ...terms, ...told }]))
    expect(updated(items({ id: 'si_1', quantity: 1, ...now }), items({ id: 'si_1', ...was }))).toEqual([
      'subscription.upgraded',
    ])
  })

  test('as 2013 wrote it: one plan and a quantity', () => {
    const gold = { id: 'gold', amount: 4900, currency: 'usd', interval: 'month', interval_count: 1 }
    const silver = { id: 'silver', amount: 2900, currency: 'usd', interval: 'month', interval_count: 1 }
    expect(updated({ plan: gold, quantity: 1 }, { plan: silver })).toEqual(['subscription.upgraded'])
    const exact = { ...gold, amount_decimal: '4900' }
    expect(updated({ plan: exact, quantity: 1 }, { plan: { amount: 2900 } })).toEqual(['subscription.upgraded'])
    expect(updated({ plan: gold, quantity: 1 }, { quantity: 3 })).toEqual(['subscription.downgraded'])
    expect(updated({ plan: gold, quantity: 1 }, { current_period_end: 1 })).toEqual([])
  })
})

test('running again after a pause or unpaid time is reactivation; a late payment is not', () => {
  for (const previous of [{ status: 'paused' }, { status: 'unpaid' }, { pause_collection: { behavior: 'void' } }])
    expect(updated({ pause_collection: null }, previous)).toEqual(['subscription.reactivated'])
  expect(updated({}, { status: 'past_due' })).toEqual([])
  expect(updated({ status: 'canceled' }, { status: 'paused' })).toEqual([])
})

test('an invoice paid at a later attempt is recovered; its twin says nothing', () => {
  const invoice = { status: 'paid', amount_paid: 100, currency: 'usd' }
  expect(derived('invoice.paid', { ...invoice, attempt_count: 2 })).toEqual(['payment.recovered'])
  expect(derived('invoice.paid', { ...invoice, attempt_count: '3' })).toEqual(['payment.recovered'])
  expect(derived('invoice.paid', { ...invoice, attempt_count: 1 })).toEqual([])
  expect(derived('invoice.paid', invoice)).toEqual([])
  expect(derived('invoice.payment_succeeded', { ...invoice, attempt_count: 2 })).toEqual([])
})

test('a failure is final when Stripe collects and plans no further attempt', () => {
  const failed = (object: object) => derived('invoice.payment_failed', object)
  expect(failed({ next_payment_attempt: null, collection_method: 'charge_automatically' })).toEqual([
    'payment.failed_final',
  ])
  expect(failed({ next_payment_attempt: null, billing: 'charge_automatically' })).toEqual(['payment.failed_final'])
  expect(failed({ next_payment_attempt: 1_767_225_600, collection_method: 'charge_automatically' })).toEqual([])
  expect(failed({ next_payment_attempt: null, collection_method: 'send_invoice' })).toEqual([])
  expect(failed({ collection_method: 'charge_automatically' })).toEqual([]) // it does not say
  // Before 2017 Stripe always collected; those invoices have a flag that went away in 2018.
  expect(failed({ next_payment_attempt: null, attempt_count: 4, closed: true })).toEqual(['payment.failed_final'])
  expect(failed({ next_payment_attempt: null, attempt_count: 4 })).toEqual([])
})

test('a card declined while subscribing is no final failure: Stripe never tries that invoice again', () => {
  const failed = (billing_reason: string) =>
    derived('invoice.payment_failed', {
      billing_reason,
      attempt_count: 1,
      next_payment_attempt: null,
      collection_method: 'charge_automatically',
    })
  expect(failed('subscription_create')).toEqual([])
  expect(failed('subscription_cycle')).toEqual(['payment.failed_final'])
})

test('nothing is derived from what was set aside', () => {
  expect(derived('invoice.made_up', { attempt_count: 2 })).toEqual([])
})
