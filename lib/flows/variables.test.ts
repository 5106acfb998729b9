import { describe, expect, test } from 'vitest'
import { everyEvent } from '@/lib/catalogue'
import { fieldAt, fieldFor, fieldsFor, operatorsOf } from './fields'
import { objectKind } from './object-kind'
import { sampleEvent, sampleSubscriber } from './sample'
import { variablesOf } from './variables'

const about = everyEvent.filter(({ person }) => person)
const sample = (type: string) => {
  const event = sampleEvent(type)
  if (!event) throw new Error(`there is no ${type}`)
  return variablesOf({ event, subscriber: sampleSubscriber(), siteName: 'Acme' })
}

describe('variables', () => {
  test('amounts are text, beside a form for people', () => {
    expect(sample('invoice.paid').event).toMatchObject({ amount: '49.00', currency: 'USD', money: '$49.00' })
    expect(sample('charge.refunded').event).toMatchObject({ amount_left: '25.00', amount_left_money: '$25.00' })
    expect(sample('invoice.paid').subscriber).toMatchObject({ lifetime_value: '49.00', lifetime_value_money: '$49.00' })
  })

  test('times are a day, beside the instant', () => {
    expect(sample('invoice.payment_failed').event).toMatchObject({
      next_payment_attempt: '4 January 2026',
      next_payment_attempt_iso: '2026-01-04T00:00:00.000Z',
    })
  })

  test('what is not known is left out', () => {
    const subscriber = { ...sampleSubscriber(), first_name: null, last_name: ' ', mrr: null, reporting_currency: null }
    const event = sampleEvent('charge.succeeded')
    if (!event) throw new Error('no sample')
    const { subscriber: person, event: told } = variablesOf({ event, subscriber, siteName: 'Acme' })
    for (const name of ['first_name', 'last_name', 'mrr', 'mrr_money', 'currency', 'lifetime_value_money']) {
      expect(person, name).not.toHaveProperty(name)
    }
    expect(person).toMatchObject({ lifetime_value: '49.00', tags: [], product_ids: ['prod_pro'], fields: {} })
    for (const name of ['plan', 'product_ids', 'billing_reason', 'amount_left']) {
      expect(told, name).not.toHaveProperty(name)
    }
    expect(variablesOf({ event, subscriber: null, siteName: 'Acme' }).subscriber).toEqual({})
  })

  test('who subscribes to nothing is known to have no products; an event that names none says nothing of them', () => {
    const event = sampleEvent('charge.succeeded')
    if (!event) throw new Error('no sample')
    const told = variablesOf({ event, subscriber: { ...sampleSubscriber(), product_ids: [] }, siteName: 'Acme' })
    expect(told.subscriber).toMatchObject({ product_ids: [] })
    expect(told.event).not.toHaveProperty('product_ids')
  })

  test('no name is reached through a prototype', () => {
    const event = sampleEvent('charge.succeeded')
    if (!event) throw new Error('no sample')
    const metadata = JSON.parse('{"__proto__": "x", "constructor": "y"}')
    const { metadata: kept } = variablesOf({ event: { ...event, metadata }, subscriber: null, siteName: '' }).event
    expect(Object.keys(kept as object)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
  })
})

describe('fields', () => {
  test.each(about)('$type: whatever its example gives has a field, offered for this event', ({ type }) => {
    const { event, subscriber, site } = sample(type)
    for (const [group, variables] of Object.entries({ event, subscriber, site })) {
      for (const name of Object.keys(variables)) {
        if (name === 'metadata' || name === 'fields') continue
        expect(fieldFor(type, `${group}.${name}`), `${group}.${name}`).toBeDefined()
      }
    }
  })

  test.each(about)('$type: the fields that are never missing are there', ({ type }) => {
    const variables = sample(type)
    for (const { path, always } of fieldsFor(type)) {
      const [group = '', name = ''] = path.split('.')
      if (always) expect(variables[group as keyof typeof variables], path).toHaveProperty(name)
    }
  })

  test('every kind of object the catalogue knows is told by its type', () => {
    const same: Record<string, string> = { subscription_schedule: 'schedule', source: 'card' }
    for (const { type, example } of about) {
      const object = String(example.object)
      const kind = objectKind(type)
      expect(kind === 'other' || kind === (same[object] ?? object), `${type} ${kind}`).toBe(true)
    }
  })

  test('a path is a field once, and has the operators of its kind or none', () => {
    const fields = fieldsFor('invoice.paid')
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length)
    for (const { path, kind, operators } of fields) expect([[], operatorsOf[kind]], path).toContainEqual(operators)
  })

  test('which fields an event offers', () => {
    const names = (type: string) => fieldsFor(type).map(({ path }) => path)
    expect(names('invoice.payment_failed')).toEqual(expect.arrayContaining(['event.attempt_number', 'subscriber.plan']))
    expect(names('customer.created')).not.toContain('event.amount')
    expect(names('charge.succeeded')).not.toContain('event.billing_reason')
    expect(names('')).toEqual(expect.arrayContaining(['event.label', 'subscriber.email', 'site.name']))
    expect(fieldFor('customer.created', 'event.amount')).toBeUndefined()
    expect(fieldFor('customer.created', 'subscriber.product_ids')).toMatchObject({ kind: 'list', products: true })
    expect(fieldFor('invoice.paid', 'event.product_ids')).toMatchObject({ kind: 'list', products: true })
  })

  test('open names: metadata, a team’s own fields, and what came since', () => {
    expect(fieldAt('event.metadata.source')).toMatchObject({ label: 'source', kind: 'text', group: 'event' })
    expect(fieldAt('subscriber.fields.city')).toMatchObject({ label: 'city', group: 'subscriber' })
    expect(fieldAt('happened:invoice.paid')).toMatchObject({ kind: 'happened', operators: ['exists', 'not_exists'] })
    for (const path of ['event.metadata.', 'event.nothing', '', 'constructor', 'event.__proto__']) {
      expect(fieldAt(path), path).toBeUndefined()
    }
  })
})
