import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { FactSet } from '@/lib/facts/fact-set'
import { stripesRule } from '@/lib/sites/stripes-rule'
import { foldSubscription } from './fold'
import { perMonth } from './item-amount'
import type { ItemTerms } from './terms'
import { counted, discount, item, subscriptionOf, today } from './testing'

const unit = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 999_999 })).map(([a, b]) => `${a}.${b}`),
)
const interval = fc.constantFrom('day', 'week', 'month', 'year')
const anyItem = fc
  .record({
    unit,
    quantity: fc.integer({ min: 0, max: 500 }),
    interval,
    interval_count: fc.integer({ min: 1, max: 12 }),
    product: fc.constantFrom('prod_a', 'prod_b', null),
    tax: fc.constantFrom('inclusive', 'exclusive', null),
  })
  .map(({ unit, ...more }) => item(unit, more))
const percent = fc.integer({ min: 0, max: 100 }).map((off) => discount({ percent_off: String(off) }))
const amount = fc
  .integer({ min: 0, max: 100_000 })
  .map((off) => discount({ amount_off: String(off), currency: 'USD', products: null }))
const limited = percent.map((one) => ({ ...one, products: ['prod_a'] }))
const discounts = fc.array(fc.oneof(percent, amount, limited), { maxLength: 3 })
const items = fc.array(anyItem, { minLength: 1, maxLength: 20 })
const untaxed = fc.constantFrom(null, { over: 100n, under: 119n })

const minor = (given: ItemTerms[], more = {}) => counted(subscriptionOf(given, more)).minor

describe('MRR holds for every subscription', () => {
  test('the order of its items never matters', () => {
    fc.assert(
      fc.property(items, discounts, untaxed, (given, off, part) => {
        const more = { discounts: off, untaxed: part }
        expect(minor([...given].reverse(), more)).toBe(minor(given, more))
      }),
    )
  })

  test('a price a hundred times as high is a hundred times the revenue, to the rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 99_999 }), interval), { minLength: 1, maxLength: 9 }),
        (all) => {
          const at = (times: number) =>
            minor(all.map(([cents, each]) => item(String(cents * times), { interval: each })))
          const difference = at(100) - at(1) * 100n
          expect(difference >= -50n && difference <= 50n).toBe(true)
        },
      ),
    )
  })

  test('it is never below nothing and a discount never adds', () => {
    fc.assert(
      fc.property(items, discounts, untaxed, (given, off, part) => {
        const less = minor(given, { discounts: off, untaxed: part })
        expect(less >= 0n && less <= minor(given, { untaxed: part })).toBe(true)
      }),
    )
  })

  test('it is the exact sum, rounded once: within half a unit of what plain numbers say', () => {
    fc.assert(
      fc.property(items, (given) => {
        const rough = given.reduce((all, { unit, quantity, interval, interval_count }) => {
          const often = perMonth.get(interval ?? '')
          return all + (Number(unit) * (quantity ?? 0) * Number(often?.over)) / Number(often?.under) / interval_count
        }, 0)
        expect(Math.abs(Number(minor(given)) - rough)).toBeLessThanOrEqual(0.5 + rough * 1e-9)
      }),
    )
  })
})

describe('the products of a subscription', () => {
  const object = { teamId: 'team' as TeamId, connectionId: 'connection', objectId: 'sub_1', livemode: true }
  const productsOf = (given: ItemTerms[], status: string) => {
    const value = {
      status,
      items: given,
      currency: 'USD',
      items_cut: false,
      discounts: [],
      collection_paused: false,
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
      trial_end: null,
      current_period_end: null,
      started_at: null,
      party: null,
      customer: null,
      rests_on: [],
    }
    const told = { at: today.toISOString(), rank: 0, eventId: 'evt_1', siteId: 'site' as SiteId }
    const facts = new FactSet([{ ...object, ...told, aspect: 'state', value }])
    return foldSubscription(object, facts, () => stripesRule, today)?.row.productIds
  }

  test('are those of its items, each once, whatever they cost, their order and what became of it', () => {
    const status = fc.constantFrom('active', 'trialing', 'paused', 'canceled')
    fc.assert(
      fc.property(items, status, (given, state) => {
        const named = ['prod_a', 'prod_b'].filter((id) => given.some(({ product }) => product === id))
        expect(productsOf(given, state)).toEqual(named)
        expect(productsOf([...given].reverse(), 'active')).toEqual(named)
      }),
    )
  })
})

describe('tiers', () => {
  const steps = fc
    .array(
      fc.record({
        size: fc.integer({ min: 1, max: 50 }),
        unit: fc.integer({ min: 0, max: 5_000 }),
        flat: fc.integer({ min: 0, max: 5_000 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((given) => {
      let limit = 0
      return given.map(({ size, unit, flat }, nth) => {
        limit += size
        const last = nth === given.length - 1
        return { up_to: last ? null : String(limit), unit: String(unit), flat: String(flat) }
      })
    })
  const tiered = (tiers: ItemTerms['tiers'], tiers_mode: string, quantity: number) =>
    minor([item(null, { scheme: 'tiered', tiers, tiers_mode, quantity })])

  test('graduated: more units never cost less', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 300 }), (tiers, quantity) => {
        expect(tiered(tiers, 'graduated', quantity + 1) >= tiered(tiers, 'graduated', quantity)).toBe(true)
      }),
    )
  })

  test('graduated is what counting unit by unit gives, volume what its one tier gives', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 300 }), (tiers, quantity) => {
        const tierOf = (nth: number) => tiers.findIndex(({ up_to }) => up_to === null || nth <= Number(up_to))
        const reached = new Set<number>()
        let byUnit = 0
        for (let nth = 1; nth <= quantity; nth += 1) {
          const at = tierOf(nth)
          if (!reached.has(at)) byUnit += Number(tiers[at]?.flat)
          reached.add(at)
          byUnit += Number(tiers[at]?.unit)
        }
        const one = tiers[tierOf(quantity)]
        expect(tiered(tiers, 'graduated', quantity)).toBe(BigInt(byUnit))
        expect(tiered(tiers, 'volume', quantity)).toBe(BigInt(Number(one?.unit) * quantity + Number(one?.flat)))
      }),
    )
  })
})
