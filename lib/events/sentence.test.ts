import { expect, test } from 'vitest'
import { catalogue } from '@/lib/catalogue'
import { sentenceOf } from './sentence'

const ada = { name: 'Ada Lovelace', email: 'ada@example.com' }
const nobody = { name: null, email: null }
const usd = { amount: '49.00', minor: '4900', currency: 'USD' }
const paid = { value: usd, plan: null, interval: null }

test('money is told with the person and the amount', () => {
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: paid })).toBe('Ada Lovelace paid $49.00')
  expect(sentenceOf({ type: 'charge.refunded', person: { ...ada, name: ' ' }, body: paid })).toBe(
    'ada@example.com got $49.00 back',
  )
  expect(sentenceOf({ type: 'charge.succeeded', person: nobody, body: paid })).toBe('Someone paid $49.00')
})

test('a currency without decimals keeps none, and one with three keeps three', () => {
  const said = (amount: string, currency: string) =>
    sentenceOf({ type: 'charge.succeeded', person: ada, body: { ...paid, value: { amount, minor: '', currency } } })
  expect(said('5000', 'JPY')).toBe('Ada Lovelace paid ¥5,000')
  expect(said('5.120', 'KWD')).toMatch(/5\.120/)
})

test('a subscription names its plan, if it is known', () => {
  const type = 'customer.subscription.created'
  expect(sentenceOf({ type, person: ada, body: { ...paid, plan: 'Pro' } })).toBe('Ada Lovelace subscribed to Pro')
  expect(sentenceOf({ type, person: ada, body: paid })).toBe('Ada Lovelace subscribed')
})

test('what has no words of its own, or misses what they need, reads by its label', () => {
  expect(sentenceOf({ type: 'quote.finalized', person: ada, body: paid })).toBe('Quote ready: Ada Lovelace, $49.00')
  expect(sentenceOf({ type: 'charge.succeeded', person: ada, body: { ...paid, value: null } })).toBe(
    'Payment succeeded: Ada Lovelace',
  )
  expect(sentenceOf({ type: 'made.up_type', person: nobody, body: { ...paid, value: null } })).toBe('$MadeUpType')
})

test.each(catalogue)('$type reads as a sentence without holes', ({ type }) => {
  const said = sentenceOf({ type, person: nobody, body: { value: null, plan: null, interval: null } })
  expect(said).not.toMatch(/null|undefined|\s{2}|: ?$/)
  expect(said).not.toBe('')
})

test('DA-15 a name cannot turn the sentence round it', () => {
  const called = (name: string) =>
    sentenceOf({ type: 'charge.succeeded', person: { name, email: 'x@example.com' }, body: paid })
  expect(called('\u202egnp.exe\u2066')).toBe('gnp.exe paid $49.00')
  expect(called('דנה')).toBe('\u2068דנה\u2069 paid $49.00')
})
