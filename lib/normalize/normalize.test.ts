import { describe, expect, test } from 'vitest'
import { type NormalizedEvent, normalize, normalizeJson } from '.'
import { normalizedEventSchema } from './schema'

/** An event of a type around an object, as Stripe would send it. */
function event(type: string, object: unknown, more: object = {}) {
  return { id: 'evt_1', object: 'event', type, created: 1_767_225_600, livemode: true, data: { object }, ...more }
}

function read(type: string, object: unknown, previous?: object): NormalizedEvent {
  return normalize({ ...event(type, object), data: { object, previous_attributes: previous } })
}

const amountOf = (normalized: NormalizedEvent) =>
  normalized.value && `${normalized.value.amount} ${normalized.value.currency}`

describe('the envelope', () => {
  test('is read whole', () => {
    const more = { account: 'acct_1', api_version: '2026-10-28.endive' }
    expect(normalize(event('charge.succeeded', { id: 'ch_1' }, more))).toMatchObject({
      name: '$ChargeSucceeded',
      type: 'charge.succeeded',
      outcome: 'event',
      stripe_event_id: 'evt_1',
      stripe_account: 'acct_1',
      api_version: '2026-10-28.endive',
      livemode: true,
      occurred_at: '2026-01-01T00:00:00.000Z',
    })
  })

  test('what it lacks is null, never invented', () => {
    expect(normalize({ type: 'charge.succeeded', data: { object: {} } })).toMatchObject({
      outcome: 'event',
      stripe_event_id: null,
      stripe_account: null,
      api_version: null,
      livemode: null,
      occurred_at: null,
      subscriber: { email: null, name: null, customer_id: null },
      value: null,
      charge_id: null,
      metadata: {},
    })
  })

  test.each([
    ['true', true],
    ['false', false],
    ['maybe', null],
    ['True', true],
    ['1', true],
    [0, false],
    [2, null],
  ])('livemode %s is %s', (livemode, expected) => {
    expect(normalize(event('charge.succeeded', {}, { livemode })).livemode).toBe(expected)
  })

  test.each([
    [1_234_567_890, '2009-02-13T23:31:30.000Z'],
    [4_165_603_200, '2102-01-02T00:00:00.000Z'],
  ])('created %s is %s: what a payload says is not judged', (created, expected) => {
    expect(normalize(event('charge.succeeded', {}, { created })).occurred_at).toBe(expected)
  })

  test.each([[0], [-1], [1e20], [1262304000.5], ['soon'], [null], [1_764_000_000_000]])(
    'created %s is no instant',
    (created) => {
      expect(normalize(event('charge.succeeded', {}, { created })).occurred_at).toBeNull()
    },
  )

  test('the account of 2015’s deauthorizations is found', () => {
    const old = event('account.application.deauthorized', { id: 'ca_1' }, { stripe_user_id: 'acct_1' })
    expect(normalize(old)).toMatchObject({ outcome: 'event', stripe_account: 'acct_1', api_version: null })
  })

  test('the account of 2013’s Connect events is found, and a user of something else is none', () => {
    expect(normalize(event('charge.succeeded', {}, { user_id: 'acct_1' })).stripe_account).toBe('acct_1')
    expect(normalize(event('charge.succeeded', {}, { user_id: '42' })).stripe_account).toBeNull()
  })
})

describe('what is set aside, and why', () => {
  test('RT-01 an unknown type keeps its name and every common field', () => {
    const object = {
      object: 'invoiceitem',
      id: 'ii_1',
      customer: 'cus_1',
      amount: 100,
      currency: 'eur',
      metadata: { a: 'b' },
    }
    expect(normalize(event('invoiceitem.updated', object))).toMatchObject({
      name: '$InvoiceitemUpdated',
      outcome: 'set_aside',
      reason: 'not_in_catalogue',
      stripe_event_id: 'evt_1',
      subscriber: { customer_id: 'cus_1' },
      metadata: { a: 'b' },
    })
  })

  test('RT-01 an object without a shape keeps the ids it names', () => {
    const fee = { object: 'application_fee', id: 'fee_1', charge: { id: 'ch_1' }, amount: 100, currency: 'usd' }
    const order = { object: 'order', id: 'or_1', customer: 'cus_1', payment_intent: 'pi_1', invoice: 'in_1' }
    expect(normalize(event('application_fee.created', fee))).toMatchObject({
      reason: 'not_in_catalogue',
      charge_id: 'ch_1',
      value: null,
    })
    expect(normalize(event('order.updated', { ...order, subscription: 'sub_1' }))).toMatchObject({
      subscriber: { customer_id: 'cus_1' },
      payment_intent_id: 'pi_1',
      invoice_id: 'in_1',
      subscription_id: 'sub_1',
      charge_id: null,
    })
  })

  test('RT-14 a thin event is recognised and its time read', () => {
    const thin = {
      id: 'evt_1',
      object: 'v2.core.event',
      type: 'v1.charge.succeeded',
      created: '2026-01-01T00:00:00.123Z',
    }
    expect(normalize(thin)).toMatchObject({
      name: '$V1ChargeSucceeded',
      outcome: 'set_aside',
      reason: 'thin_event',
      occurred_at: '2026-01-01T00:00:00.000Z',
    })
  })

  test('RT-14 an event inside another service’s envelope is recognised', () => {
    const inner = event('customer.created', { id: 'cus_1' })
    const eventBridge = { version: '0', 'detail-type': 'customer.created', account: '506417113029', detail: inner }
    const eventGrid = { specversion: '1.0', type: 'customer.created', id: 'x', data: inner }
    for (const wrapped of [eventBridge, eventGrid]) {
      expect(normalize(wrapped)).toMatchObject({
        outcome: 'set_aside',
        reason: 'envelope',
        type: 'customer.created',
        stripe_event_id: 'evt_1',
        stripe_account: null, // the envelope's is Amazon's, not Stripe's
      })
    }
  })

  test('RT-14 a relay’s wrapping is an envelope, whatever its form', () => {
    const inner = event('invoice.paid', { id: 'in_1' })
    const queued = { Records: [{ messageId: 'x', body: JSON.stringify({ detail: inner }) }] }
    for (const wrapped of [{ event: inner }, { payload: inner }, [inner], { data: inner }, queued]) {
      expect(normalize(wrapped)).toMatchObject({ reason: 'envelope', type: 'invoice.paid', stripe_event_id: 'evt_1' })
    }
    expect(normalize([])).toMatchObject({ reason: 'unprocessable' })
    expect(normalize({ Message: '{"type":' })).toMatchObject({ reason: 'unprocessable' })
  })

  test('RT-14 thin events are told by what they lack, in every form they had', () => {
    const related = { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' }
    for (const thin of [
      { object: 'event', type: 'v1.billing.meter.error_report_triggered', related_object: related },
      { object: 'v2.core.event', type: 'v2.core.account.updated', data: { changed: ['x'] }, related_object: related },
      { type: 'v1.billing.meter.no_meter_found', related_object: null, data: { developer_message_summary: 'x' } },
    ]) {
      expect(normalize({ id: 'evt_1', ...thin })).toMatchObject({ outcome: 'set_aside', reason: 'thin_event' })
    }
  })

  test.each([
    [null],
    [undefined],
    [[]],
    ['text'],
    [7],
    [{}],
    [{ type: 'charge.succeeded' }],
    [{ type: 'charge.succeeded', data: null }],
    [{ type: 'charge.succeeded', data: { object: 'ch_1' } }],
    [{ type: 'charge.succeeded', data: { object: [] } }],
    [{ type: '', data: { object: {} } }],
    [{ type: 7, data: { object: {} } }],
    [{ object: 'charge', id: 'ch_1', amount: 100 }],
  ])('%j is unprocessable', (payload) => {
    const normalized = normalize(payload)
    expect(normalized).toMatchObject({ outcome: 'set_aside', reason: 'unprocessable' })
    expect(normalizedEventSchema.parse(normalized)).toEqual(normalized)
  })

  test('text that is not JSON is unprocessable; a byte order mark and broken UTF-8 are not', () => {
    expect(normalizeJson('{"id":')).toMatchObject({ reason: 'unprocessable', name: null, type: null })
    expect(normalizeJson('')).toMatchObject({ reason: 'unprocessable' })
    const json = JSON.stringify(event('customer.created', { id: 'cus_1', name: 'Zoë' }))
    expect(normalizeJson(`\u{feff}${json}`).subscriber.name).toBe('Zoë')
    expect(normalizeJson(Buffer.from(`\u{feff}${json}`)).subscriber.name).toBe('Zoë')
    expect(normalizeJson(Buffer.from(json, 'latin1')).subscriber.name).toBe('Zo\u{fffd}')
  })
})

describe('value', () => {
  const charge = { id: 'ch_1', amount: 10000, currency: 'usd', captured: true, status: 'succeeded' }

  test('what was captured', () => {
    expect(amountOf(read('charge.captured', { ...charge, amount_captured: 8000 }))).toBe('80.00 USD')
    expect(amountOf(read('charge.captured', charge))).toBe('100.00 USD') // before 2020
    expect(amountOf(read('charge.succeeded', { ...charge, amount_captured: 0, captured: false }))).toBe('100.00 USD')
  })

  test('charge.refunded: this refund alone', () => {
    const refunds = {
      data: [
        { id: 're_2', amount: 2000, created: 20 },
        { id: 're_1', amount: 3000, created: 10 },
      ],
    }
    const refunded = { ...charge, amount_refunded: 5000 }
    expect(amountOf(read('charge.refunded', refunded, { amount_refunded: 3000 }))).toBe('20.00 USD')
    expect(amountOf(read('charge.refunded', { ...refunded, refunds }))).toBe('20.00 USD')
    expect(amountOf(read('charge.refunded', { ...refunded, refunds: [...refunds.data].reverse() }))).toBe('20.00 USD')
    expect(amountOf(read('charge.refunded', refunded))).toBe('50.00 USD')
  })

  test('an invoice: paid, or due', () => {
    const invoice = { id: 'in_1', amount_due: 5000, amount_paid: 2000, currency: 'eur' }
    expect(amountOf(read('invoice.paid', { ...invoice, status: 'paid' }))).toBe('20.00 EUR')
    expect(amountOf(read('invoice.paid', { ...invoice, paid: 'true' }))).toBe('20.00 EUR')
    expect(amountOf(read('invoice.payment_failed', { ...invoice, status: 'open' }))).toBe('50.00 EUR')
  })

  test.each([
    ['jpy', '5000 JPY'],
    ['kwd', '5.000 KWD'],
    ['ugx', '50.00 UGX'],
    ['isk', '50.00 ISK'],
    ['usd', '50.00 USD'],
  ])('5000 %s is %s', (currency, expected) => {
    expect(amountOf(read('charge.succeeded', { amount: 5000, currency }))).toBe(expected)
  })

  test('numbers as text count, numbers that lost digits or are no amounts do not', () => {
    const of = (amount: unknown) => amountOf(read('charge.succeeded', { amount, currency: 'usd' }))
    expect(of('4900')).toBe('49.00 USD')
    expect(of('9007199254740993')).toBe('90071992547409.93 USD')
    for (const amount of [2 ** 53, Number.POSITIVE_INFINITY, 49.5, '49.5', '4900 ', '0x10', true, null, {}, [4900]])
      expect(of(amount)).toBeNull()
    expect(amountOf(read('charge.succeeded', { amount: 4900 }))).toBeNull()
  })

  test.each([
    'setup_intent.succeeded',
    'credit_note.created',
    'customer.updated',
    'coupon.created',
    'billing.alert.triggered',
  ])('%s has none', (type) => {
    expect(read(type, { amount: 100, total: 100, currency: 'usd' }).value).toBeNull()
  })
})

describe('subscriptions', () => {
  const item = (price: object, more: object = {}) => ({ price: { currency: 'usd', ...price }, ...more })
  const of = (...items: object[]) => read('customer.subscription.created', { id: 'sub_1', items: { data: items } })

  test('unit amount × quantity, rounded once', () => {
    expect(amountOf(of(item({ unit_amount_decimal: '0.5' }, { quantity: 1000 })))).toBe('5.00 USD')
    const half = item({ unit_amount_decimal: '0.5' }, { quantity: 1 })
    expect(amountOf(of(half, half, half))).toBe('0.02 USD')
    expect(amountOf(of(item({ unit_amount: 1500 }, { quantity: 7 }), item({ unit_amount: 100 })))).toBe('106.00 USD')
  })

  test('an item without a unit amount makes the sum unknown; metered usage adds nothing', () => {
    const tiered = item({ billing_scheme: 'tiered', unit_amount: null }, { quantity: 8 })
    const metered = item({ unit_amount: 5, recurring: { usage_type: 'metered', interval: 'month' } })
    const base = item({ unit_amount: 1000 }, { quantity: 1 })
    expect(of(base, tiered).value).toBeNull()
    expect(amountOf(of(base, metered))).toBe('10.00 USD')
    expect(of().value).toBeNull()
  })

  test('the plan is that of the item with the largest amount', () => {
    const seat = item({ id: 'price_s', product: 'prod_s', nickname: 'Seat', unit_amount: 500 }, { quantity: 1 })
    const pro = item(
      {
        id: 'price_p',
        product: { id: 'prod_p', name: 'Pro' },
        nickname: 'Pro yearly',
        unit_amount: 400,
        recurring: { interval: 'year' },
      },
      { quantity: 3 },
    )
    expect(of(seat, pro)).toMatchObject({
      plan: 'Pro',
      interval: 'year',
      price_ids: ['price_s', 'price_p'],
      product_ids: ['prod_s', 'prod_p'],
      items: [
        { quantity: 1, amount: '5.00', price_id: 'price_s', product_id: 'prod_s' },
        { quantity: 3, amount: '12.00', price_id: 'price_p', product_id: 'prod_p' },
      ],
    })
  })

  test.each([
    [
      {
        price: { product: { id: 'prod_1', name: 'Product' }, nickname: 'Price' },
        plan: { nickname: 'Plan', name: 'Old' },
      },
      'Product',
    ],
    [{ price: { product: 'prod_1', nickname: 'Price' }, plan: { nickname: 'Plan', name: 'Old' } }, 'Price'],
    [{ price: { product: 'prod_1', nickname: null }, plan: { nickname: 'Plan', name: 'Old' } }, 'Plan'],
    [{ plan: { id: 'gold', nickname: null, name: 'Old' } }, 'Old'],
    [{ price: { id: 'price_1', product: 'prod_1', lookup_key: 'pro' } }, null],
  ])('the plan of %j is %s', (only, plan) => {
    expect(of(only).plan).toBe(plan)
  })
})

describe('who', () => {
  test.each<[string, object, object]>([
    [
      'customer.updated',
      { id: 'cus_1', email: 'A@x.io', name: 'A' },
      { email: 'A@x.io', name: 'A', customer_id: 'cus_1' },
    ],
    ['customer.deleted', { id: 'cus_1', deleted: true }, { email: null, name: null, customer_id: 'cus_1' }],
    [
      'invoice.paid',
      { customer: { id: 'cus_1', email: 'c@x.io', name: 'C' }, customer_email: null },
      { email: 'c@x.io', name: 'C', customer_id: 'cus_1' },
    ],
    [
      'checkout.session.completed',
      { customer_email: 'prefill@x.io', customer_details: { email: 'typed@x.io', name: 'T' } },
      { email: 'typed@x.io', name: 'T', customer_id: null },
    ],
    [
      'checkout.session.expired',
      { customer_email: 'prefill@x.io' },
      { email: 'prefill@x.io', name: null, customer_id: null },
    ],
    [
      'charge.succeeded',
      { billing_details: { email: null, name: 'B' }, receipt_email: 'r@x.io', customer: null },
      { email: 'r@x.io', name: 'B', customer_id: null },
    ],
    [
      'payment_intent.succeeded',
      { receipt_email: 'r@x.io', customer: 'cus_1' },
      { email: 'r@x.io', name: null, customer_id: 'cus_1' },
    ],
    [
      'customer.source.created',
      { owner: { email: 'o@x.io', name: 'O' } },
      { email: 'o@x.io', name: 'O', customer_id: null },
    ],
    ['quote.accepted', { customer: { id: 'cus_1', deleted: true } }, { email: null, name: null, customer_id: 'cus_1' }],
    [
      'customer.tax_id.created',
      { owner: { type: 'customer', customer: 'cus_1' } },
      { email: null, name: null, customer_id: 'cus_1' },
    ],
    [
      'charge.dispute.created',
      { charge: 'ch_1', customer: 'cus_1' },
      { email: null, name: null, customer_id: 'cus_1' },
    ],
    [
      'charge.dispute.closed',
      { charge: { id: 'ch_1', customer: 'cus_2', billing_details: { email: 'b@x.io' } }, customer: 'cus_1' },
      { email: 'b@x.io', name: null, customer_id: 'cus_2' },
    ],
    [
      'billing.credit_balance_transaction.created',
      { credit_grant: { id: 'credgr_1', customer: { id: 'cus_1', email: 'c@x.io' } } },
      { email: 'c@x.io', name: null, customer_id: 'cus_1' },
    ],
    ['charge.succeeded', { receipt_email: '   ' }, { email: null, name: null, customer_id: null }],
  ])('%s with %j', (type, object, person) => {
    expect(read(type, object).subscriber).toEqual(person)
  })

  test('a detached payment method still names its customer', () => {
    expect(read('payment_method.detached', { customer: null }, { customer: 'cus_1' }).subscriber.customer_id).toBe(
      'cus_1',
    )
  })
})

test('metadata is the object’s own, as text', () => {
  const own = { plan: 'pro', empty: '', 'a\0b': 'c\0d', nested: { x: 1 }, list: [1], seats: 3, vip: true, gone: null }
  const metadata = JSON.parse(`{"__proto__":"polluted",${JSON.stringify(own).slice(1)}`)
  const kept = { plan: 'pro', empty: '', ab: 'cd', seats: '3', vip: 'true' }
  expect(read('charge.succeeded', { metadata }).metadata).toEqual(kept)
  expect(read('charge.succeeded', { metadata: [] }).metadata).toEqual({}) // as PHP writes an empty map
})

describe('an object that is not what its event says', () => {
  test('is read as what it is: no id and no amount gets a wrong name', () => {
    const invoice = { object: 'invoice', id: 'in_1', amount_due: 700, amount: 1, currency: 'eur', customer: 'cus_1' }
    expect(read('charge.refunded', invoice)).toMatchObject({
      outcome: 'event',
      name: '$ChargeRefunded',
      charge_id: null,
      invoice_id: 'in_1',
      value: { amount: '7.00', currency: 'EUR' },
      subscriber: { customer_id: 'cus_1' },
    })
    const card = { object: 'card', id: 'card_1', customer: 'cus_1' }
    expect(read('customer.updated', card).subscriber.customer_id).toBe('cus_1')
  })
})

test('a line without a currency has that of its invoice or credit note; one with its own keeps it', () => {
  const lines = { data: [{ amount: 500 }, { amount: 500, currency: 'jpy' }] }
  for (const type of ['credit_note.created', 'invoice.paid'])
    expect(read(type, { lines, currency: 'usd' }).items).toMatchObject([{ amount: '5.00' }, { amount: '500' }])
})

describe('a checkout session names what was bought', () => {
  test('with display items, before 2020', () => {
    const display_items = [
      { amount: 1500, currency: 'usd', quantity: 2, type: 'custom', custom: { name: 'T-shirt' } },
      {
        amount: 900,
        currency: 'usd',
        quantity: 1,
        type: 'plan',
        plan: { id: 'gold', interval: 'month', nickname: 'Gold' },
      },
    ]
    expect(read('checkout.session.completed', { id: 'cs_1', display_items })).toMatchObject({
      value: null, // the total was not in the payload then
      price_ids: ['gold'],
      items: [
        { description: 'T-shirt', quantity: 2, amount: '30.00' },
        { description: null, quantity: 1, amount: '9.00', price_id: 'gold' },
      ],
    })
  })

  test('with line items, where they are expanded', () => {
    const line_items = { data: [{ amount_total: 900, currency: 'eur', quantity: 1, price: { id: 'price_1' } }] }
    expect(read('checkout.session.completed', { line_items }).items).toMatchObject([{ amount: '9.00' }])
    expect(read('quote.finalized', { computed: { upfront: { line_items } } }).price_ids).toEqual(['price_1'])
  })
})
