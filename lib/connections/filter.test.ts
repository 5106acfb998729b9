import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue, catalogueRow } from '@/lib/catalogue'
import { canonicalFilter, type Filtered, failedRule, sameFilter } from './filter'
import { conditionsFor, impossibleCondition } from './filter-conditions'
import { eventFilter } from './filter-schema'

const event: Filtered = {
  products: ['prod_pro', 'prod_seat'],
  prices: ['price_pro'],
  metadata: { source: 'web', empty: '' },
  livemode: true,
  billingReason: 'subscription_cycle',
}

describe('what passes a filter', () => {
  test('no filter lets everything through', () => {
    expect(failedRule(null, event)).toBeNull()
    expect(failedRule({}, event)).toBeNull()
  })

  test.each([
    [{ products: ['prod_team', 'prod_seat'] }],
    [{ prices: ['price_pro'] }],
    [{ billing_reasons: ['subscription_cycle', 'manual'] }],
    [
      {
        metadata: [
          { key: 'source', value: 'app' },
          { key: 'source', value: 'web' },
        ],
      },
    ],
    [{ metadata: [{ key: 'empty', value: '' }] }],
    [{ livemode: true }],
    [{ products: ['prod_pro'], prices: ['price_pro'], livemode: true }],
  ])('one value of each condition is enough: %j', (filter) => {
    expect(failedRule(filter, event)).toBeNull()
  })

  test.each([
    [{ products: ['prod_team'] }],
    [{ prices: ['price_team'] }],
    [{ billing_reasons: ['manual'] }],
    [{ metadata: [{ key: 'source', value: 'Web' }] }],
    [{ metadata: [{ key: 'toString', value: 'x' }] }],
    [{ livemode: false }],
  ])('a condition no value of which the event has is the rule it failed: %j', (filter) => {
    expect(failedRule(filter, event)).toEqual(filter)
  })

  test('all conditions must hold, and the first that does not is told alone', () => {
    expect(failedRule({ livemode: true, prices: ['price_team'], products: ['prod_pro'] }, event)).toEqual({
      prices: ['price_team'],
    })
  })

  test('what the payload does not say meets no condition', () => {
    const bare: Filtered = { products: [], prices: [], metadata: {}, livemode: false, billingReason: null }
    expect(failedRule({ products: ['prod_pro'] }, bare)).toEqual({ products: ['prod_pro'] })
    expect(failedRule({ billing_reasons: ['manual'] }, bare)).toEqual({ billing_reasons: ['manual'] })
  })
})

describe('one way of writing a filter', () => {
  test('sorted, without repeats and without what is empty', () => {
    expect(canonicalFilter({ prices: ['b', 'a', 'b'], products: [], metadata: [] })).toEqual({ prices: ['a', 'b'] })
    expect(canonicalFilter({ products: [], metadata: [] })).toBeNull()
    expect(canonicalFilter({ livemode: false })).toEqual({ livemode: false })
    expect(sameFilter({ products: ['a', 'b'] }, { products: ['b', 'a'], prices: [] })).toBe(true)
    expect(sameFilter({ products: ['a'] }, null)).toBe(false)
  })

  const value = fc.constantFrom('a', 'b', 'c')
  const filters = fc.record(
    {
      products: fc.array(value, { maxLength: 4 }),
      prices: fc.array(value, { maxLength: 4 }),
      billing_reasons: fc.array(value, { maxLength: 4 }),
      metadata: fc.array(fc.record({ key: value, value }), { maxLength: 4 }),
      livemode: fc.boolean(),
    },
    { requiredKeys: [] },
  )

  test('writing it again changes nothing, and it decides the same', () => {
    fc.assert(
      fc.property(filters, fc.subarray(['a', 'b', 'c']), fc.boolean(), (filter, given, livemode) => {
        const written = canonicalFilter(filter)
        expect(canonicalFilter(written)).toEqual(written)
        const seen = { products: given, prices: given, metadata: { a: 'b' }, livemode, billingReason: given[0] ?? null }
        // An empty list is no condition, however it was written.
        const plain = Object.fromEntries(
          Object.entries(filter).filter(([, list]) => !Array.isArray(list) || list.length > 0),
        )
        expect(failedRule(written, seen) === null).toBe(failedRule(plain, seen) === null)
      }),
    )
  })
})

describe('which conditions an event offers', () => {
  const offered = (type: string) => {
    const row = catalogueRow(type)
    return row ? conditionsFor(row) : null
  }

  test('what its payload can carry, and no more', () => {
    expect(offered('invoice.paid')).toEqual(['products', 'prices', 'billing_reasons', 'metadata', 'livemode'])
    expect(offered('customer.subscription.created')).toEqual(['products', 'prices', 'metadata', 'livemode'])
    expect(offered('charge.succeeded')).toEqual(['metadata', 'livemode'])
    expect(offered('customer.updated')).toEqual(['metadata', 'livemode'])
    expect(offered('radar.early_fraud_warning.created')).toEqual(['livemode'])
    expect(offered('product.created')).toEqual([])
    expect(offered('account.updated')).toEqual([])
  })

  test.each(catalogue)('$type: its filter can be said, or is refused', (row) => {
    for (const condition of ['products', 'billing_reasons'] as const) {
      const refused = impossibleCondition(row, { [condition]: ['x'] })
      expect(refused).toBe(conditionsFor(row).includes(condition) ? null : condition)
    }
  })
})

describe('limits', () => {
  const accepts = (filter: object) => eventFilter.safeParse(filter).success
  test('at most 50 values of at most 255 characters, and no unknown condition', () => {
    const many = (length: number) => Array.from({ length }, (_, nth) => `prod_${nth}`)
    expect(accepts({ products: many(50) })).toBe(true)
    expect(accepts({ products: many(51) })).toBe(false)
    expect(accepts({ prices: ['x'.repeat(255)] })).toBe(true)
    expect(accepts({ prices: ['x'.repeat(256)] })).toBe(false)
    expect(accepts({ prices: [' '] })).toBe(false)
    expect(accepts({ metadata: [{ key: 'k', value: '' }] })).toBe(true)
    expect(accepts({ metadata: [{ key: '', value: 'x' }] })).toBe(false)
    expect(accepts({ countries: ['NO'] })).toBe(false)
  })
})
