import { describe, expect, test } from 'vitest'
import { catalogueRow } from '@/lib/catalogue'
import type { Condition, Step } from './definition'
import { capSentence, conditionSentence, type LookUps, notMetSentence, stepSentence, triggerSentence } from './words'

const lookUps: LookUps = {
  eventLabel: (type) => catalogueRow(type)?.label ?? type,
  destinationName: (id) => (id === 'loops' ? 'Loops' : null),
  productName: (id) => (id === 'prod_pro' ? 'Pro' : null),
}

const step = (more: object) => stepSentence({ id: 'step', ...more } as Step, lookUps)

test('steps', () => {
  const mail = { kind: 'email', preview: '', body: '', from_name: '', reply_to: '' }
  expect(step({ ...mail, subject: 'Your payment failed' })).toBe('Send “Your payment failed”')
  expect(step({ ...mail, subject: '{{ event.money }} for {{event.plan | default: "you"}}' })).toBe(
    'Send “[Amount] for [Plan]”',
  )
  expect(step({ ...mail, subject: '' })).toBe('Send a mail')
  expect(step({ kind: 'wait', for: { amount: 3, unit: 'days' }, until: null })).toBe('Wait 3 days')
  expect(step({ kind: 'wait', for: { amount: 1, unit: 'weeks' }, until: 'invoice.paid' })).toBe(
    'Wait until “Invoice paid”, at most 1 week',
  )
  const path = { id: 'path', when: { match: 'all', conditions: [] }, steps: [] }
  const paths = [
    { ...path, name: '3-D Secure' },
    { ...path, name: '' },
  ]
  expect(step({ kind: 'branch', paths, otherwise: [] })).toBe('Branch: 3-D Secure, path B, otherwise')
  expect(step({ kind: 'update', change: { what: 'add_tag', tag: 'vip' } })).toBe('Add the tag “vip”')
  expect(step({ kind: 'update', change: { what: 'field', name: 'city', value: '' } })).toBe('Empty the field “city”')
  expect(step({ kind: 'update', change: { what: 'user_group', group: 'VIP' } })).toBe('Set the user group to “VIP”')
  expect(step({ kind: 'update', change: { what: 'unsubscribe' } })).toBe('Unsubscribe')
  expect(step({ kind: 'destination', destination_id: 'loops' })).toBe('Send to Loops')
  expect(step({ kind: 'destination', destination_id: 'gone' })).toBe('Send to a destination')
  expect(step({ kind: 'http', method: 'POST', url: 'https://api.example.com/people/{{ subscriber.id }}' })).toBe(
    'POST to api.example.com',
  )
  expect(step({ kind: 'end' })).toBe('End')
})

describe('conditions', () => {
  test.each<[Condition, string]>([
    [{ field: 'event.amount', op: 'at_least', value: '50', currency: 'USD' }, 'amount is at least 50 USD'],
    [{ field: 'event.billing_reason', op: 'is', value: 'subscription_cycle' }, 'billing reason is a renewal'],
    [{ field: 'subscriber.plan', op: 'one_of', value: ['Pro', 'Team'] }, 'subscriber’s plan is one of Pro, Team'],
    [
      { field: 'subscriber.mrr', op: 'more_than', value: 100, currency: 'EUR' },
      'subscriber’s MRR is more than 100 EUR',
    ],
    [{ field: 'event.needs_authentication', op: 'is', value: true }, '3-D Secure is needed: yes'],
    [{ field: 'event.trial_end', op: 'less_than', value: '2026-12-03' }, 'end of the trial is before 3 December 2026'],
    [{ field: 'event.next_payment_attempt', op: 'not_exists' }, 'next payment attempt is not known'],
    [{ field: 'subscriber.tags', op: 'contains', value: 'vip' }, 'subscriber’s tags include vip'],
    [{ field: 'subscriber.product_ids', op: 'contains', value: 'prod_pro' }, 'subscriber’s products include Pro'],
    [
      { field: 'event.product_ids', op: 'one_of', value: ['prod_pro', 'prod_x'] },
      'products include one of Pro, prod_x',
    ],
    [{ field: 'subscriber.product_ids', op: 'exists' }, 'subscriber’s products are not empty'],
    [{ field: 'subscriber.tags', op: 'not_exists' }, 'subscriber’s tags are empty'],
    [{ field: 'event.product_ids', op: 'not_exists' }, 'products are not known'],
    [{ field: 'event.metadata.source', op: 'is', value: 'web' }, 'metadata “source” is web'],
    [{ field: 'subscriber.fields.city', op: 'is_not', value: 'Paris' }, 'subscriber’s “city” is not Paris'],
    [{ field: 'happened:invoice.paid', op: 'not_exists' }, '“Invoice paid” has not come since'],
    [{ field: 'event.plan', op: 'is' }, 'plan is …'],
    [{ field: 'event.gone', op: 'is', value: 'x' }, '“event.gone” is no field'],
  ])('%j', (condition, sentence) => {
    expect(conditionSentence(condition, lookUps)).toBe(sentence)
  })

  test('why one let nobody in', () => {
    const condition: Condition = { field: 'event.plan', op: 'is', value: 'Pro' }
    expect(notMetSentence(condition, 'not_met', lookUps)).toBe('Asked for: plan is Pro.')
    expect(notMetSentence(condition, 'unknown', lookUps)).toBe('Asked for: plan is Pro. Nothing says whether it is so.')
  })
})

test('triggers', () => {
  const none = { match: 'all' as const, conditions: [] }
  expect(triggerSentence({ type: '', filters: none }, lookUps)).toBe('No event chosen yet')
  expect(triggerSentence({ type: 'invoice.paid', filters: none }, lookUps)).toBe('When “Invoice paid” is received')
  const conditions: Condition[] = [
    { field: 'event.amount', op: 'more_than', value: '50', currency: 'USD' },
    { field: 'subscriber.plan', op: 'is', value: 'Pro' },
  ]
  expect(triggerSentence({ type: 'invoice.paid', filters: { match: 'any', conditions } }, lookUps)).toBe(
    'When “Invoice paid” is received, if amount is more than 50 USD or subscriber’s plan is Pro',
  )
})

test('caps', () => {
  expect(capSentence(null)).toBe('As often as it happens')
  expect(capSentence({ times: 1, hours: 24 })).toBe('At most once in 24 hours for the same invoice or payment')
  expect(capSentence({ times: 3, hours: 1 })).toBe('At most 3 times in an hour for the same invoice or payment')
})

test('DA-15 names do not reorder a sentence', () => {
  expect(conditionSentence({ field: 'event.plan', op: 'is', value: 'x\u202ey' }, lookUps)).toBe('plan is xy')
})
