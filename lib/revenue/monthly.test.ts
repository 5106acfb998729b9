import { describe, expect, test } from 'vitest'
import { catalogueWith, counted, discount, item, minorOf, nothingKnown, subscriptionOf } from './testing'

const monthly = subscriptionOf([item('10000')])
const yearly = subscriptionOf([item('60000', { interval: 'year' })])
const tiers = [
  { up_to: '5', unit: '1000', flat: null },
  { up_to: null, unit: '800', flat: null },
]
const tiered = (tiers_mode: string, quantity: number, more: object = {}) =>
  item(null, { scheme: 'tiered', tiers, tiers_mode, quantity, ...more })

describe('MRR, vector by vector (docs/money.md)', () => {
  test('1 a month is a month', () => expect(minorOf(monthly)).toBe(10_000))
  test('2 a year is twelve', () => expect(minorOf(yearly)).toBe(5_000))
  test('3 every three months', () => expect(minorOf(subscriptionOf([item('3000', { interval_count: 3 })]))).toBe(1_000))
  test('4 a week is 52 to 12', () => expect(minorOf(subscriptionOf([item('1000', { interval: 'week' })]))).toBe(4_333))
  test('5 a day is 365 to 12', () => expect(minorOf(subscriptionOf([item('100', { interval: 'day' })]))).toBe(3_042))
  test('6 seats', () => expect(minorOf(subscriptionOf([item('1500', { quantity: 7 })]))).toBe(10_500))
  test('7 graduated tiers', () => expect(minorOf(subscriptionOf([tiered('graduated', 8)]))).toBe(7_400))
  test('8 volume tiers', () => expect(minorOf(subscriptionOf([tiered('volume', 8)]))).toBe(6_400))
  test('9 packages are rounded before they are priced', () => {
    const packages = (round: 'up' | 'down') => item('500', { quantity: 25, package: { of: 10, round } })
    expect(minorOf(subscriptionOf([packages('up')]))).toBe(1_500)
    expect(minorOf(subscriptionOf([packages('down')]))).toBe(1_000)
  })
  test('10 discounts for ever, once, repeating (by default, and by choice)', () => {
    const off = (percent_off: string, duration: 'forever' | 'once' | 'repeating') => ({
      ...monthly,
      discounts: [discount({ percent_off, duration, end: duration === 'repeating' ? '2027-03-01T00:00:00Z' : null })],
    })
    expect(minorOf(off('20', 'forever'))).toBe(8_000)
    expect(minorOf(off('20', 'once'))).toBe(10_000)
    expect(minorOf(off('50', 'repeating'))).toBe(10_000)
    expect(minorOf(off('50', 'repeating'), { discounts: 'all_active' })).toBe(5_000)
    expect(minorOf(off('20', 'once'), { discounts: 'all_active' })).toBe(10_000)
  })
  test('11 an amount off comes off once per interval', () =>
    expect(minorOf({ ...yearly, discounts: [discount({ amount_off: '1500', currency: 'USD' })] })).toBe(4_875))
  test('12 only active and past due count', () => {
    const as = (status: string) => minorOf({ ...monthly, status })
    expect(['trialing', 'past_due', 'unpaid', 'paused', 'canceled'].map(as)).toEqual([0, 10_000, 0, 0, 0])
    expect(['incomplete', 'incomplete_expired', 'something_new'].map(as)).toEqual([0, 0, 0])
  })
  test('13 metered usage beside a seat', () => {
    const both = subscriptionOf([item('10000'), item('3', { usage: 'metered', quantity: null })])
    expect(counted(both)).toMatchObject({ minor: 10_000n, notes: ['metered_left_out'] })
  })
  test('14 yen have no decimals', () =>
    expect(minorOf(subscriptionOf([item('12000', { interval: 'year', currency: 'JPY' })], { currency: 'JPY' }))).toBe(
      1_000,
    ))
  test('16 half a cent a unit', () => expect(minorOf(subscriptionOf([item('0.5', { quantity: 1_000 })]))).toBe(500))
})

describe('tiers', () => {
  const flat = [
    { up_to: '5', unit: '0', flat: '2000' },
    { up_to: null, unit: '300', flat: '500' },
  ]
  test.each([
    ['graduated', 0, 2_000],
    ['graduated', 5, 2_000],
    ['graduated', 6, 2_800],
    ['volume', 5, 2_000],
    ['volume', 6, 2_300],
  ])('%s with flat amounts, quantity %i', (mode, quantity, minor) => {
    expect(minorOf(subscriptionOf([tiered(mode, quantity, { tiers: flat })]))).toBe(minor)
  })

  test('are looked up in the catalogue, and said to be missing until they are there', () => {
    const bare = item(null, { scheme: 'tiered', quantity: 8 })
    const without = counted(subscriptionOf([item('700'), bare]))
    expect(without).toMatchObject({ minor: 700n, notes: ['tiers_unknown'] })
    expect(without.wanted).toEqual([{ object: 'price', id: 'price_1' }])
    const prices = { price_1: { ...bare, tiers, tiers_mode: 'graduated' } }
    expect(counted(subscriptionOf([bare]), {}, catalogueWith({ prices }))).toMatchObject({
      minor: 7_400n,
      notes: [],
      wanted: [],
    })
  })

  test('that end before the quantity tell no amount', () => {
    const ending = tiered('graduated', 8, { tiers: tiers.slice(0, 1) })
    expect(counted(subscriptionOf([ending])).notes).toEqual(['price_unknown'])
  })
})

describe('discounts', () => {
  const half = discount({ percent_off: '50' })

  test('of the item come off before those of the subscription', () => {
    const items = [item('10000', { discounts: [discount({ id: 'di_2', amount_off: '2000', currency: 'USD' })] })]
    expect(minorOf(subscriptionOf(items, { discounts: [half] }))).toBe(4_000)
  })

  test('are limited to the products of their coupon', () => {
    const items = [item('10000', { product: 'prod_a' }), item('4000', { product: 'prod_b' })]
    expect(minorOf(subscriptionOf(items, { discounts: [discount({ percent_off: '50', products: ['prod_b'] })] }))).toBe(
      12_000,
    )
  })

  test('that take off an amount share it and stop at nothing', () => {
    const off = (amount_off: string) => ({ discounts: [discount({ amount_off, currency: 'USD' })] })
    expect(minorOf(subscriptionOf([item('3000'), item('1000')], off('1000')))).toBe(3_000)
    expect(minorOf(subscriptionOf([item('3000'), item('1000')], off('9000')))).toBe(0)
  })

  test('that take off an amount do so once per shortest interval when intervals are mixed', () => {
    const items = [item('1000'), item('12000', { interval: 'year' })]
    const off = { discounts: [discount({ amount_off: '500', currency: 'USD' })] }
    expect(minorOf(subscriptionOf(items, off))).toBe(1_500)
  })

  test('in another currency are not guessed', () => {
    const off = { discounts: [discount({ amount_off: '500', currency: 'EUR' })] }
    expect(counted(subscriptionOf([item('1000')], off))).toMatchObject({ minor: 1_000n })
    expect(counted(subscriptionOf([item('1000')], off)).notes).toContain('discount_other_currency')
  })

  test('in the currency of the subscription count where their coupon has an amount in it', () => {
    const off = { currency: 'USD', discounts: [discount({ amount_off: '500', currency: 'EUR' })] }
    const co_1 = { percent_off: null, amount_off: '500', currency: 'EUR', duration: 'forever' as const, products: null }
    const told = (amounts: Record<string, string> | null) =>
      counted(
        subscriptionOf([item('1000')], off),
        {},
        catalogueWith({ coupons: { co_1: { ...co_1, limit_told: true, amounts } } }),
      )
    expect(told(null)).toMatchObject({ minor: 1_000n, wanted: [{ object: 'coupon', id: 'co_1' }] })
    expect(told({ USD: '600' })).toMatchObject({ minor: 400n, notes: ['discount_counted'], wanted: [] })
    expect(told({ GBP: '1' })).toMatchObject({ minor: 1_000n, wanted: [] })
    expect(told({}).notes).toContain('discount_other_currency')
  })

  test('that have ended do not count, whatever is chosen', () => {
    const ended = discount({ percent_off: '50', duration: 'repeating', end: '2026-11-21T12:00:00Z' })
    expect(counted({ ...monthly, discounts: [ended] }, { discounts: 'all_active' })).toMatchObject({
      minor: 10_000n,
      notes: [],
    })
  })

  test('whose coupon is only named are looked up', () => {
    const named = { ...monthly, discounts: [discount({ duration: null, limit_told: false })] }
    const without = counted(named)
    expect(without).toMatchObject({
      minor: 10_000n,
      notes: ['coupon_unknown'],
      wanted: [{ object: 'coupon', id: 'co_1' }],
    })
    const co_1 = { percent_off: '25', amount_off: null, currency: null, duration: 'forever' as const, products: null }
    const known = catalogueWith({ coupons: { co_1: { ...co_1, limit_told: true } } })
    expect(counted(named, {}, known)).toMatchObject({ minor: 7_500n, notes: ['discount_counted'], wanted: [] })
  })

  test('that are only an id ask for the subscription', () => {
    const named = { ...monthly, discounts: [discount({ coupon: null, duration: null })] }
    expect(counted(named).wanted).toEqual([{ object: 'subscription', id: 'sub_1' }])
  })

  test('ask whether their coupon is limited, which events never say', () => {
    const unsure = { ...monthly, discounts: [discount({ percent_off: '50', limit_told: false })] }
    expect(counted(unsure)).toMatchObject({
      minor: 5_000n,
      notes: ['coupon_limit_unknown', 'discount_counted'],
      wanted: [{ object: 'coupon', id: 'co_1' }],
    })
  })
})

describe('the lines of the policy', () => {
  test('paused collection', () => {
    const paused = { ...monthly, collectionPaused: true }
    expect(counted(paused)).toMatchObject({ minor: 0n, notes: ['paused'] })
    expect(minorOf(paused, { paused_collection: 'count' })).toBe(10_000)
  })

  test('a trial given to somebody who pays', () => {
    const gift = { ...monthly, status: 'trialing', paysAlready: true }
    expect(counted(gift)).toMatchObject({ minor: 0n, notes: ['trial'] })
    expect(counted(gift, { trials_with_paid_invoice: true })).toMatchObject({
      minor: 10_000n,
      notes: ['trial_counted'],
    })
    expect(minorOf({ ...gift, paysAlready: false }, { trials_with_paid_invoice: true })).toBe(0)
  })

  test('a subscription that is going to end', () => {
    const ending = { ...monthly, ending: true }
    expect(counted(ending)).toMatchObject({ minor: 10_000n, notes: [] })
    expect(counted(ending, { cancel_at_period_end: 'leave_out' })).toMatchObject({ minor: 0n, notes: ['ending'] })
  })

  test('tax inside the price', () => {
    const items = [item('11900', { tax: 'inclusive' }), item('1000', { tax: 'exclusive' })]
    const taxed = subscriptionOf(items, { untaxed: { over: 100n, under: 119n } })
    expect(counted(taxed)).toMatchObject({ minor: 11_000n, notes: ['tax_taken_out'] })
    expect(counted(taxed, { tax: 'included' })).toMatchObject({ minor: 12_900n, notes: [] })
    expect(counted({ ...taxed, untaxed: null })).toMatchObject({ minor: 12_900n, notes: ['tax_unknown'] })
  })
})

describe('what is not known', () => {
  test('a cut list of items is said, never silently a low figure', () => {
    const cut = counted({ ...monthly, itemsCut: true })
    expect(cut).toMatchObject({
      minor: 10_000n,
      notes: ['items_cut'],
      wanted: [{ object: 'items_of_subscription', id: 'sub_1' }],
    })
  })

  test('a price in several currencies counts in the one of the subscription', () => {
    const usd = item('1000')
    const euros = subscriptionOf([usd], { currency: 'EUR' })
    expect(counted(euros)).toMatchObject({
      minor: 0n,
      notes: ['currency_unknown'],
      wanted: [{ object: 'price', id: 'price_1' }],
    })
    const prices = { price_1: { ...usd, options: { EUR: { unit: '900', tiers: null } } } }
    expect(counted(euros, {}, catalogueWith({ prices }))).toMatchObject({ minor: 900n, notes: [] })
  })

  test('a price that is only named is looked up whole', () => {
    const named = item(null, { interval: null, currency: null, scheme: null, quantity: 3 })
    expect(counted(subscriptionOf([named]))).toMatchObject({ minor: 0n, notes: ['price_unknown'] })
    const known = catalogueWith({
      prices: { price_1: { ...item('500'), product: 'prod_1' } },
      names: { prod_1: 'Pro' },
    })
    expect(counted(subscriptionOf([named]), {}, known)).toMatchObject({ minor: 1_500n, notes: [], wanted: [] })
  })

  test('a name is asked for, and costs the figure nothing', () => {
    const sold = subscriptionOf([item('1000', { product: 'prod_1' })])
    expect(counted(sold)).toMatchObject({ minor: 1_000n, notes: [], wanted: [{ object: 'product', id: 'prod_1' }] })
  })

  test('an amount no column holds counts nothing and says so', () => {
    const absurd = subscriptionOf([item('999999999999', { quantity: 9_000_000_000 })])
    expect(counted(absurd, {}, nothingKnown)).toMatchObject({ minor: 0n, notes: ['too_large'] })
  })
})

test('the plan is named after the item with the largest share, also while nothing counts', () => {
  const items = [item('1000', { id: 'si_small' }), item('9000', { id: 'si_large' })]
  expect(counted(subscriptionOf(items, { status: 'trialing' })).main?.id).toBe('si_large')
})
