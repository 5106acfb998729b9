import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAboutEvent, meets, productsAsked } from './conditions'
import { type Condition, operators } from './definition'
import { fieldsFor } from './fields'
import type { Variables } from './variables'

const variables: Variables = {
  event: {
    amount: '49.00',
    currency: 'USD',
    billing_reason: 'subscription_cycle',
    attempt_number: 2,
    needs_authentication: false,
    next_payment_attempt: '4 January 2026',
    next_payment_attempt_iso: '2026-01-04T10:00:00.000Z',
    product_ids: ['prod_pro', 'prod_seat'],
    description: 'Pro, January',
    metadata: { source: 'web', seats: '12', 'order id': '7' },
  },
  subscriber: {
    plan: 'Pro',
    lifetime_value: '1204.50',
    currency: 'EUR',
    tags: ['VIP'],
    product_ids: ['prod_pro', 'prod_seat'],
    unsubscribed: false,
    fields: { city: 'Paris' },
  },
  site: { name: 'Acme' },
}

type Asked = [field: string, op: Condition['op'], value?: Condition['value']]

const verdict = (field: string, op: Condition['op'], value?: Condition['value'], currency?: string) => {
  const condition: Condition = { field, op, ...(value !== undefined && { value }), ...(currency && { currency }) }
  const { met, ...rest } = meets(
    { match: 'all', conditions: [condition] },
    variables,
    (type) => type === 'invoice.paid',
  )
  return met ? 'met' : (rest as { why: string }).why
}

describe('what is met', () => {
  test.each<Asked>([
    ['event.billing_reason', 'is', 'subscription_cycle'],
    ['event.billing_reason', 'one_of', ['manual', 'subscription_cycle']],
    ['event.billing_reason', 'is_not', 'manual'],
    ['subscriber.plan', 'is', ' pro '],
    ['event.description', 'contains', 'january'],
    ['event.attempt_number', 'at_least', 2],
    ['event.attempt_number', 'less_than', '3'],
    ['event.needs_authentication', 'is', false],
    ['event.needs_authentication', 'is', 'false'],
    ['event.product_ids', 'contains', 'prod_seat'],
    ['event.product_ids', 'one_of', ['prod_team', 'prod_pro']],
    ['event.product_ids', 'not_one_of', ['prod_team']],
    ['subscriber.product_ids', 'contains', 'prod_seat'],
    ['subscriber.product_ids', 'one_of', ['prod_team', 'prod_pro']],
    ['subscriber.product_ids', 'not_contains', 'prod_team'],
    ['subscriber.product_ids', 'exists'],
    ['subscriber.tags', 'contains', 'vip'],
    ['event.next_payment_attempt', 'more_than', '2026-01-03'],
    ['event.next_payment_attempt', 'less_than', '2026-01-05'],
    ['event.next_payment_attempt', 'exists'],
    ['event.metadata.source', 'is', 'web'],
    ['event.metadata.order id', 'is', 7],
    ['event.metadata.seats', 'at_least', 12],
    ['subscriber.fields.city', 'is', 'Paris'],
    ['happened:invoice.paid', 'exists'],
    ['happened:charge.refunded', 'not_exists'],
  ])('%s %s %j', (field, op, value) => {
    expect(verdict(field, op, value)).toBe('met')
  })

  test.each<Asked>([
    ['event.billing_reason', 'is', 'manual'],
    ['event.attempt_number', 'more_than', 2],
    ['event.needs_authentication', 'is', true],
    ['event.product_ids', 'not_contains', 'prod_pro'],
    ['subscriber.product_ids', 'not_one_of', ['prod_team', 'prod_pro']],
    ['subscriber.product_ids', 'contains', 'prod_team'],
    ['subscriber.product_ids', 'not_exists'],
    ['event.next_payment_attempt', 'more_than', '2026-01-04'],
    ['event.next_payment_attempt', 'less_than', '2026-01-04'],
    ['event.plan', 'exists'],
    ['happened:charge.refunded', 'exists'],
  ])('and what is not: %s %s %j', (field, op, value) => {
    expect(verdict(field, op, value)).toBe('not_met')
  })
})

describe('amounts', () => {
  test('compare exactly, in the same currency only', () => {
    expect(verdict('event.amount', 'at_least', '49', 'USD')).toBe('met')
    expect(verdict('event.amount', 'is', '49.000', 'USD')).toBe('met')
    expect(verdict('event.amount', 'more_than', 48.99, 'USD')).toBe('met')
    expect(verdict('event.amount', 'more_than', '49.00', 'USD')).toBe('not_met')
    expect(verdict('event.amount', 'at_least', '1', 'EUR')).toBe('unknown')
    expect(verdict('event.amount', 'at_least', '1')).toBe('unknown')
    expect(verdict('event.amount', 'more_than', '0')).toBe('met')
    expect(verdict('event.amount', 'is', 0)).toBe('not_met')
    expect(verdict('subscriber.lifetime_value', 'at_least', '1000', 'EUR')).toBe('met')
    expect(verdict('subscriber.mrr', 'at_least', '1', 'EUR')).toBe('unknown')
  })

  test('no float comes near them', () => {
    const huge = { ...variables, event: { amount: '90071992547409.93', currency: 'USD' } }
    const than = (value: string) =>
      meets({ match: 'all', conditions: [{ field: 'event.amount', op: 'more_than', value, currency: 'USD' }] }, huge)
        .met
    expect(than('90071992547409.92')).toBe(true)
    expect(than('90071992547409.93')).toBe(false)
  })
})

describe('FL-10 what is missing or of the wrong kind is unknown, and never met', () => {
  test.each<Asked>([
    ['event.plan', 'is', 'Pro'],
    ['event.plan', 'is_not', 'Pro'],
    ['event.plan', 'is', 'undefined'],
    ['event.failure_code', 'not_contains', 'x'],
    ['event.attempt_number', 'at_least', 'two'],
    ['event.attempt_number', 'at_least'],
    ['event.needs_authentication', 'is', 'maybe'],
    ['event.billing_reason', 'is', ''],
    ['event.billing_reason', 'at_least', 1],
    ['event.metadata', 'is', 'x'],
    ['event.metadata.source', 'at_least', 5],
    ['event.next_payment_attempt', 'more_than', 'soon'],
    ['event.nothing', 'exists'],
    ['event.constructor', 'exists'],
    ['subscriber.mrr', 'is_not', '5'],
  ])('%s %s %j', (field, op, value) => {
    expect(verdict(field, op, value)).toBe('unknown')
  })

  test('what a person or the metadata does not have is known to be none', () => {
    expect(verdict('subscriber.user_group', 'is_not', 'VIP')).toBe('met')
    expect(verdict('subscriber.user_group', 'not_exists')).toBe('met')
    expect(verdict('subscriber.fields.country', 'not_one_of', ['NO'])).toBe('met')
    expect(verdict('event.metadata.coupon', 'is_not', 'x')).toBe('met')
    const nobody = { ...variables, subscriber: {} }
    for (const op of ['is_not', 'not_exists'] as const) {
      const conditions = [{ field: 'subscriber.user_group', op, value: 'VIP' }]
      expect(meets({ match: 'all', conditions }, nobody)).toMatchObject({ met: false, why: 'unknown' })
    }
  })

  test('an empty list is known: it includes nothing, and is not there for who asks whether it is', () => {
    const none = { ...variables, subscriber: { ...variables.subscriber, product_ids: [] } }
    const says = (op: Condition['op'], value: Condition['value'] = 'prod_pro') => {
      const conditions = [{ field: 'subscriber.product_ids', op, value }]
      const verdict = meets({ match: 'all', conditions }, none)
      return verdict.met ? 'met' : verdict.why
    }
    expect(says('contains')).toBe('not_met')
    expect(says('one_of', ['prod_pro', 'prod_team'])).toBe('not_met')
    expect(says('not_contains')).toBe('met')
    expect(says('not_one_of', ['prod_pro'])).toBe('met')
    expect(says('exists')).toBe('not_met')
    expect(says('not_exists')).toBe('met')
  })

  test('any condition about any variables gives a verdict', () => {
    const paths = [
      ...fieldsFor('invoice.paid').map(({ path }) => path),
      'event.metadata.a',
      'happened:x',
      '',
      '__proto__',
    ]
    const condition = fc.record(
      {
        field: fc.constantFrom(...paths),
        op: fc.constantFrom(...operators),
        value: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string())),
        currency: fc.constantFrom('USD', 'EUR', ''),
      },
      { requiredKeys: ['field', 'op'] },
    )
    const odd = fc.dictionary(
      fc.constantFrom('amount', 'currency', 'plan', 'metadata', 'tags', 'product_ids', 'mrr'),
      fc.anything(),
    )
    fc.assert(
      fc.property(condition, odd, odd, (one, event, subscriber) => {
        // Not the tree we make: whatever stands in it, nothing may throw.
        const tree = { event, subscriber, site: {} } as unknown as Variables
        const all = meets({ match: 'all', conditions: [one] }, tree)
        expect(meets({ match: 'any', conditions: [one] }, tree)).toEqual(all)
        const [, group = '', name = ''] = /^(event|subscriber)\.(\w+)$/.exec(one.field) ?? []
        const given = (tree[group as keyof Variables] as Record<string, unknown> | undefined)?.[name]
        const asks = ['is', 'one_of', 'contains', 'at_least', 'at_most', 'more_than', 'less_than', 'exists']
        if (given === undefined && asks.includes(one.op)) expect(all.met).toBe(false)
      }),
    )
  })
})

describe('several', () => {
  const yes: Condition = { field: 'subscriber.plan', op: 'is', value: 'Pro' }
  const no: Condition = { field: 'subscriber.plan', op: 'is', value: 'Team' }
  const unknown: Condition = { field: 'event.plan', op: 'is', value: 'Team' }
  test('none is met by everybody; all need all, any needs one; the first that is not met is told', () => {
    expect(meets({ match: 'any', conditions: [] }, variables)).toEqual({ met: true })
    expect(meets({ match: 'all', conditions: [yes, yes] }, variables)).toEqual({ met: true })
    expect(meets({ match: 'any', conditions: [no, unknown, yes] }, variables)).toEqual({ met: true })
    expect(meets({ match: 'all', conditions: [yes, unknown, no] }, variables)).toEqual({
      met: false,
      failed: unknown,
      why: 'unknown',
    })
    expect(meets({ match: 'any', conditions: [no, unknown] }, variables)).toMatchObject({ failed: no, why: 'not_met' })
  })

  test('which of them the event alone answers', () => {
    const about = ['event.amount', 'event.metadata.x', 'subscriber.plan', 'happened:invoice.paid', 'site.name']
    expect(about.map((field) => isAboutEvent({ field, op: 'exists' }))).toEqual([true, true, false, false, false])
  })

  test('which products they name', () => {
    const conditions: Condition[] = [
      { field: 'subscriber.product_ids', op: 'one_of', value: [' prod_A ', 'prod_b', ''] },
      { field: 'event.product_ids', op: 'contains', value: 'prod_c' },
      { field: 'event.product_ids', op: 'exists' },
      { field: 'subscriber.plan', op: 'is', value: 'Pro' },
    ]
    expect(productsAsked({ match: 'any', conditions })).toEqual(['prod_A', 'prod_b', 'prod_c'])
  })
})
