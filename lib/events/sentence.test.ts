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
})

test('a subscription names its plan, if it is known', () => {
  const type = 'customer.subscription.created'
  expect(sentenceOf({ type, person: ada, body: { ...paid, plan: 'Pro' } })).toBe('Ada Lovelace subscribed to Pro')
  expect(sentenceOf({ type, person: ada, body: paid })).toBe('Ada Lovelace subscribed')
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
          expect(Number(given.body.value?.minor ?? 0) > 0 || words.includes(row.label)).toBe(true)
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
