import { describe, expect, test } from 'vitest'
import { type NormalizedEvent, normalize } from '.'

const read = (type: string, object: object): NormalizedEvent =>
  normalize({ id: 'evt_1', object: 'event', type, created: 1_767_225_600, livemode: true, data: { object } })

describe('an object that is not what its type is about is read as what it says it is', () => {
  test.each([
    ['invoice.payment_succeeded', { object: 'application_fee', id: 'fee_1', charge: 'ch_1' }, { charge_id: 'ch_1' }],
    ['charge.succeeded', { object: 'transfer', id: 'tr_1', amount: 100, currency: 'usd' }, {}],
    ['customer.updated', { object: 'account', id: 'acct_1', email: 'owner@example.com' }, {}],
    [
      'customer.subscription.updated',
      { object: 'subscription_item', id: 'si_1', subscription: 'sub_1' },
      { subscription_id: 'sub_1' },
    ],
  ])('%s with %o', (type, object, ids) => {
    expect(read(type, object)).toMatchObject({
      outcome: 'event',
      subscriber: { email: null, customer_id: null },
      value: null,
      charge_id: null,
      invoice_id: null,
      subscription_id: null,
      ...ids,
    })
  })
})

describe('the subscription of an invoice', () => {
  const line = (subscription: string) => ({ id: 'il_1', subscription })
  const since2025 = (subscription: string) => ({ parent: { subscription_item_details: { subscription } } })

  test.each([
    ['a line names it', [line('sub_1')], 'sub_1'],
    ['a line names it, since basil', [since2025('sub_1'), { id: 'il_2' }], 'sub_1'],
    ['a line of an invoice item names it', [{ parent: { invoice_item_details: { subscription: 'sub_1' } } }], 'sub_1'],
    ['lines name two', [line('sub_1'), line('sub_2')], null],
  ])('%s', (_, data, expected) => {
    expect(read('invoice.paid', { object: 'invoice', lines: { data } }).subscription_id).toBe(expected)
  })

  test('its payment names it, itself or through the invoice it holds', () => {
    const parent = { subscription_details: { subscription: 'sub_1' } }
    const paid = (more: object) => read('invoice_payment.paid', { object: 'invoice_payment', ...more }).subscription_id
    expect(paid({ parent })).toBe('sub_1')
    expect(paid({ invoice: { id: 'in_1', parent } })).toBe('sub_1')
    expect(paid({ invoice: 'in_1' })).toBeNull()
  })
})

describe('an invoice that leaves things out', () => {
  test('without status and paid, whichever amount there is', () => {
    const minimal = { object: 'invoice', id: 'in_1', currency: 'usd' }
    expect(read('invoice.paid', { ...minimal, amount_paid: 1200 }).value?.amount).toBe('12.00')
    expect(read('invoice.paid', { ...minimal, amount_due: 900, amount_paid: 1200 }).value?.amount).toBe('9.00')
    expect(read('invoice.created', { ...minimal, status: 'open', amount_paid: 0 }).value).toBeNull()
  })

  test('in 2011 its lines alone named the currency', () => {
    const lines = { subscriptions: [{ amount: 900, plan: { currency: 'gbp' } }] }
    expect(read('invoice.created', { object: 'invoice', amount_due: 900, lines }).value).toMatchObject({
      currency: 'GBP',
    })
    const mixed = { subscriptions: [...lines.subscriptions, { amount: 1, plan: { currency: 'usd' } }] }
    expect(read('invoice.created', { object: 'invoice', amount_due: 901, lines: mixed }).value).toBeNull()
  })
})

describe('references that are expanded tell what they hold', () => {
  const ada = { email: 'ada@example.com', name: 'Ada', customer_id: 'cus_1' }
  const charge = {
    id: 'ch_1',
    customer: 'cus_1',
    payment_intent: 'pi_1',
    billing_details: { email: ada.email, name: ada.name },
  }
  const intent = { id: 'pi_1', customer: 'cus_1', receipt_email: ada.email, latest_charge: 'ch_1' }
  const ids = { charge_id: 'ch_1', payment_intent_id: 'pi_1' }

  test.each(['refund.created', 'charge.dispute.created', 'review.opened'])('%s', (type) => {
    const object = { 'refund.created': 'refund', 'charge.dispute.created': 'dispute', 'review.opened': 'review' }[type]
    expect(read(type, { object, charge })).toMatchObject({ subscriber: ada, ...ids })
    const { name: _, ...known } = ada
    expect(read(type, { object, payment_intent: intent })).toMatchObject({ subscriber: known, ...ids })
    expect(read(type, { object, payment_intent: intent, charge })).toMatchObject({ subscriber: ada, ...ids })
  })

  test('a charge by its invoice’s address, where it names none itself', () => {
    const invoice = { id: 'in_1', customer_email: 'in@example.com', customer_name: 'In' }
    const own = { object: 'charge', id: 'ch_1', invoice }
    expect(read('charge.succeeded', own)).toMatchObject({ subscriber: { email: 'in@example.com' }, invoice_id: 'in_1' })
    expect(read('charge.succeeded', { ...own, receipt_email: ada.email }).subscriber.email).toBe(ada.email)
  })
})

test('an event four services passed on is still an envelope that says what it held', () => {
  const event = { id: 'evt_1', object: 'event', type: 'charge.succeeded', data: { object: { object: 'charge' } } }
  const sns = JSON.stringify({ Message: JSON.stringify({ detail: event }) })
  expect(normalize({ Records: [{ body: sns }] })).toMatchObject({
    reason: 'envelope',
    type: 'charge.succeeded',
    stripe_event_id: 'evt_1',
  })
})
