import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventStatus } from '@/db/schema/events'
import { everyEvent, exampleEvent } from '@/lib/catalogue'
import { formatMoney } from '@/lib/money'
import { normalize } from '@/lib/normalize'
import { phrases } from './phrases'
import { sentenceOf } from './sentence'

const ada = { name: 'Ada Lovelace', email: 'ada@example.com' }
const nobody = { name: null, email: null }
const usd = { amount: '49.00', minor: '4900', currency: 'USD' }
const paid = { value: usd, plan: null }

test('money is told with the person, the amount and what it was for', () => {
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: paid })).toBe('Ada Lovelace paid $49.00')
  expect(sentenceOf({ type: 'invoice.paid', person: ada, body: { ...paid, plan: 'Pro' } })).toBe(
    'Ada Lovelace paid an invoice of $49.00 for Pro',
  )
  expect(sentenceOf({ type: 'charge.refunded', person: { ...ada, name: ' ' }, body: paid })).toBe(
    'Refund to ada@example.com: −$49.00',
  )
  expect(sentenceOf({ type: 'charge.succeeded', person: nobody, body: paid })).toBe('Someone paid $49.00')
  expect(sentenceOf({ type: 'refund.created', person: nobody, body: paid })).toBe(
    'A refund of −$49.00 to someone was started',
  )
})

test('a currency without decimals keeps none, and one with three keeps three', () => {
  const said = (amount: string, currency: string) =>
    sentenceOf({ type: 'charge.succeeded', person: ada, body: { ...paid, value: { amount, minor: '1', currency } } })
  expect(said('5000', 'JPY')).toBe('Ada Lovelace paid ¥5,000')
  expect(said('5.120', 'KWD')).toMatch(/5\.120/)
})

test('what was only reserved, or cost nothing, was not paid', () => {
  const nothing = { ...paid, value: { amount: '0.00', minor: '0', currency: 'USD' } }
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: paid, reserved: true })).toBe(
    '$49.00 was reserved for Ada Lovelace’s payment',
  )
  expect(sentenceOf({ type: 'invoice.paid', person: ada, body: nothing })).toBe(
    'Ada Lovelace’s invoice was settled without a payment',
  )
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: nothing })).toBe(
    'Ada Lovelace’s payment cost nothing',
  )
  expect(sentenceOf({ type: 'charge.refunded', person: ada, body: paid, reserved: true })).toBe(
    '$49.00 reserved for Ada Lovelace’s payment was set free again',
  )
})

test('what an event does not tell is not said to be nothing', () => {
  const untold = { ...paid, value: null }
  expect(sentenceOf({ type: 'invoice.paid', person: ada, body: untold })).toBe('Invoice paid: Ada Lovelace')
  expect(sentenceOf({ type: 'checkout.session.completed', person: ada, body: untold })).toBe(
    'Ada Lovelace completed a checkout',
  )
})

test('a trial that was cut short does not end soon', () => {
  const told = { type: 'customer.subscription.trial_will_end', person: ada, body: { ...paid, plan: 'Pro' } }
  expect(sentenceOf(told)).toBe('Ada Lovelace’s trial of Pro ends soon')
  expect(sentenceOf({ ...told, object: { status: 'active' } })).toBe('Ada Lovelace’s trial of Pro is over')
})

test('a subscription names its plan, if it is known', () => {
  const type = 'customer.subscription.created'
  expect(sentenceOf({ type, person: ada, body: { ...paid, plan: 'Pro' } })).toBe('Ada Lovelace subscribed to Pro')
  expect(sentenceOf({ type, person: ada, body: paid })).toBe('Ada Lovelace subscribed')
})

test('a subscription that changed its price names what it is now, whoever changed it and however', () => {
  const said = (type: string) => sentenceOf({ type, person: ada, body: { ...paid, plan: 'Pro' } })
  expect(said('subscription.upgraded')).toBe('Ada Lovelace’s subscription to Pro was upgraded')
  expect(said('subscription.downgraded')).toBe('Ada Lovelace’s subscription to Pro was downgraded')
})

describe('what Stripe sent says more, while it is kept', () => {
  const said = (type: string, object: object, body: object = {}) =>
    sentenceOf({ type, person: ada, body: { ...paid, ...body }, object: { ...object } })

  test.each([
    ['customer.subscription.created', 'active', 'Ada Lovelace subscribed'],
    [
      'customer.subscription.created',
      'incomplete',
      'Ada Lovelace started to subscribe: the first payment is not through',
    ],
    ['refund.updated', 'pending', 'A refund of −$49.00 to Ada Lovelace moved on'],
    ['refund.updated', 'succeeded', 'A refund of −$49.00 to Ada Lovelace went through'],
    ['refund.updated', 'canceled', 'A refund of $49.00 to Ada Lovelace was canceled'],
    ['charge.dispute.closed', 'won', 'Ada Lovelace’s dispute over $49.00 was won'],
    ['charge.dispute.closed', 'lost', 'Ada Lovelace’s dispute over $49.00 was lost'],
    ['charge.dispute.created', 'needs_response', 'Ada Lovelace disputes $49.00'],
    [
      'charge.dispute.created',
      'warning_needs_response',
      'Ada Lovelace’s bank asks about a payment of $49.00: no dispute yet',
    ],
    [
      'charge.dispute.closed',
      'warning_closed',
      'What Ada Lovelace’s bank asked about a payment of $49.00 is settled: it was no dispute',
    ],
  ])('%s, %s', (type, status, words) => {
    expect(said(type, { status })).toBe(words)
  })

  test('a product and a coupon have a name, else their id', () => {
    expect(said('product.updated', { name: 'Pro' }, { product_ids: ['prod_1'] })).toBe('A product changed: Pro')
    expect(said('product.updated', {}, { product_ids: ['prod_1'] })).toBe('A product changed: prod_1')
    expect(said('coupon.created', { id: 'WELCOME20', name: 'Welcome' })).toBe('A coupon was created: Welcome')
    expect(said('coupon.created', { id: 'WELCOME20' })).toBe('A coupon was created: WELCOME20')
  })

  test('a price has the name of its nickname', () => {
    const body = { ...paid, plan: 'Pro, monthly', price_ids: ['price_1'] }
    expect(sentenceOf({ type: 'price.updated', person: nobody, body })).toBe('A price of $49.00 changed: Pro, monthly')
  })

  test('an overpaid invoice says by how much', () => {
    const over = { status: 'paid', amount_overpaid: 100, currency: 'usd' }
    expect(said('invoice.overpaid', over)).toBe('Ada Lovelace’s invoice got more than it asked for: $1.00 too much')
    expect(said('invoice.overpaid', {})).toBe('Ada Lovelace’s invoice got more than it asked for')
  })

  test('what stands there instead of a status, a name or an amount is not said', () => {
    for (const status of ['constructor', '__proto__', 7, null, 'new_status'])
      expect(said('charge.dispute.closed', { status, name: {}, amount_overpaid: 'x' })).toBe(
        'Ada Lovelace’s dispute over $49.00 is closed',
      )
  })
})

test('a checkout that cost nothing, or only saved a card, names no amount', () => {
  const nothing = { ...paid, value: { amount: '0.00', minor: '0', currency: 'USD' } }
  const said = (type: string) => sentenceOf({ type, person: ada, body: nothing })
  expect(said('checkout.session.completed')).toBe('Ada Lovelace completed a checkout without a payment')
  expect(said('checkout.session.expired')).toBe('Ada Lovelace left a checkout unfinished')
})

test('two events about one card do not read the same', () => {
  const said = (type: string) => sentenceOf({ type, person: ada, body: { ...paid, value: null } })
  expect(said('card.expiring')).not.toBe(said('customer.source.expiring'))
})

test('what misses the words it needs, or has none, reads by its label', () => {
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: { ...paid, value: null } })).toBe(
    'Payment succeeded: Ada Lovelace',
  )
  expect(sentenceOf({ type: 'made.up_type', person: nobody, body: { ...paid, value: null } })).toBe(
    'made.up_type (not used by Sluice)',
  )
})

test('what changed nothing says so first, and test data says what it is', () => {
  const told = { type: 'charge.succeeded', person: ada, body: paid }
  expect(sentenceOf({ ...told, status: 'ignored' })).toBe('Nothing changed: Ada Lovelace paid $49.00')
  expect(sentenceOf({ ...told, status: 'switched_off', livemode: false })).toBe(
    'Nothing changed: Ada Lovelace paid $49.00 (test mode)',
  )
  expect(sentenceOf({ ...told, status: 'waiting' })).toBe('Ada Lovelace paid $49.00')
  const someone = { ...told, person: nobody, status: 'ignored' } as const
  expect(sentenceOf(someone)).toBe('Nothing changed: someone paid $49.00')
  expect(sentenceOf({ ...someone, type: 'refund.created' })).toBe(
    'Nothing changed: a refund of −$49.00 to someone was started',
  )
})

test('DA-15 a name cannot turn the sentence round it, nor fill in more of it', () => {
  const called = (name: string) =>
    sentenceOf({ type: 'charge.succeeded', person: { name, email: 'x@example.com' }, body: paid })
  expect(called('\u202egnp.exe\u2066')).toBe('gnp.exe paid $49.00')
  expect(called('דנה')).toBe('\u2068דנה\u2069 paid $49.00')
  expect(called('{amount} [x] $& {Who}')).toBe('{amount} [x] $& {Who} paid $49.00')
})

describe.each(everyEvent)('$type', (row) => {
  const { type } = row

  test('has words of its own, and its example reads as a sentence', () => {
    expect(phrases[type]).toBeTypeOf('string')
    const body = normalize({ ...exampleEvent(row) })
    const said = sentenceOf({ type, person: body.subscriber.name ? body.subscriber : ada, body })
    expect(said).toMatch(/^[\p{Lu}$]/u)
    expect(said).not.toMatch(/[.{}[\]]$/)
  })

  const text = fc.option(fc.stringMatching(/^[A-Za-z ]{0,12}$/))
  const value = fc.option(
    fc.integer({ min: 0, max: 999_999 }).map((minor) => ({
      amount: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`,
      minor: String(minor),
      currency: 'USD',
    })),
  )
  const statuses: (EventStatus | undefined)[] = [undefined, 'processed', 'waiting', 'switched_off', 'ignored', 'dead']
  const told = fc.record({
    person: fc.record({ name: text, email: text }),
    body: fc.record({
      value,
      plan: text,
      product_ids: fc.subarray(['prod_1']),
      price_ids: fc.subarray(['price_1']),
    }),
    livemode: fc.boolean(),
    status: fc.constantFrom(...statuses),
    reserved: fc.boolean(),
    object: fc.constantFrom(null, { status: 'incomplete' }, { status: 'lost' }, { status: 'canceled' }),
  })

  test('whatever is missing: a whole sentence that claims no money the event does not hold', () => {
    fc.assert(
      fc.property(told, ({ status, ...given }) => {
        const said = sentenceOf({ type, ...given, ...(status ? { status } : {}) })
        // Names are arbitrary letters here; what they are must not matter.
        const own = [given.person.name, given.person.email, given.body.plan].flatMap((word) => word?.trim() || [])
        const words = own.reduce((rest, word) => rest.replaceAll(word, 'X'), said)
        expect(said.trim()).not.toBe('')
        expect(words).not.toMatch(/undefined|null|NaN|[{}[\]]|: ?$/)
        if (/\d/.test(said.replace(/(prod|price)_1/g, ''))) {
          const { value } = given.body
          expect(value && said.includes(formatMoney(value.amount, value.currency))).toBe(true)
        }
        expect(said.endsWith(' (test mode)')).toBe(!given.livemode)
        expect(said.startsWith('Nothing changed: ')).toBe(['switched_off', 'ignored', 'dead'].includes(status ?? ''))
        if (/\bpaid\b/.test(words)) {
          expect(takesMoney.has(type)).toBe(true)
          // Without an amount the label speaks: "Invoice paid: Ada".
          expect(Number(given.body.value?.minor ?? 0) > 0 || said.includes(row.label)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** A failed, refunded, disputed or drafted thing is never called paid. */
const takesMoney = new Set<string>([
  'charge.succeeded',
  'invoice.paid',
  'invoice.payment_succeeded',
  'payment.recovered',
])
