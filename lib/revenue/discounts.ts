import type { Catalogue } from '@/lib/products/terms'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import type { RevenueNote } from './notes'
import { isLess, minus, one, parseRatio, per, plus, type Ratio, smaller, sum, times, zero } from './ratio'
import type { DiscountTerms } from './terms'

/** A discount with whatever the catalogue knows of its coupon filled in. */
export interface KnownDiscount extends DiscountTerms {
  /** False while nobody told what the coupon takes off. */
  known: boolean
  /** What the coupon takes off in other currencies; null while nobody told. */
  amounts: Record<string, string> | null
}

/** The payload's own word wins, the coupon's facts fill the rest (since clover a payload only names the coupon). */
export function knownDiscount(discount: DiscountTerms, catalogue: Catalogue): KnownDiscount {
  const coupon = discount.coupon ? catalogue.coupon(discount.coupon) : null
  const told = discount.percent_off !== null || discount.amount_off !== null
  const terms = told || !coupon ? discount : { ...discount, ...coupon }
  const limit = discount.limit_told || !coupon ? discount : coupon
  return {
    ...terms,
    duration: terms.duration ?? coupon?.duration ?? null,
    products: limit.products,
    limit_told: limit.limit_told,
    known: told || coupon !== null,
    amounts: coupon?.amounts ?? null,
  }
}

export type Standing = { counts: boolean; note: RevenueNote | null }

/**
 * Whether a discount lowers MRR: one for ever does, one for once never, one that repeats only by choice and until its
 * `end`. This is the only place where MRR depends on the time it is computed.
 */
export function standingOf(discount: KnownDiscount, policy: MoneyPolicy['mrr'], now: Date): Standing {
  if (!discount.known || discount.duration === null) return { counts: false, note: 'coupon_unknown' }
  if (discount.duration === 'once') return { counts: false, note: 'discount_once_ignored' }
  if (discount.end !== null && Date.parse(discount.end) <= now.getTime()) return { counts: false, note: null }
  if (discount.duration === 'forever') return { counts: true, note: 'discount_counted' }
  return policy.discounts === 'all_active'
    ? { counts: true, note: 'discount_until_end' }
    : { counts: false, note: 'discount_repeating_ignored' }
}

/** An item on its way from its price to its MRR: what is left of it a month. */
export interface Share {
  product: string | null
  left: Ratio
  /** Intervals in a month: an amount off comes off once for each. */
  perMonth: Ratio
}

/**
 * Takes one discount off the items it applies to, in place. A percentage off each; an amount off all of them together, once
 * per (the shortest) interval, shared by what is left of each, and never below nothing.
 */
export function takeOff(
  discount: KnownDiscount,
  shares: readonly Share[],
  currency: string | null,
): RevenueNote | null {
  const within = shares.filter(({ product }) => !discount.products || (product && discount.products.includes(product)))
  if (within.length === 0) return null
  if (discount.percent_off !== null) {
    const off = smaller(per(parseRatio(discount.percent_off) ?? zero, { over: 100n, under: 1n }), one)
    for (const share of within) share.left = times(share.left, minus(one, off))
    return null
  }
  const amount = amountOffIn(discount, currency)
  if (amount === null) return 'discount_other_currency'

  const total = sum(within.map(({ left }) => left))
  const often = within.reduce((most, { perMonth }) => (isLess(most, perMonth) ? perMonth : most), zero)
  const off = smaller(times(parseRatio(amount) ?? zero, often), total)
  if (total.over <= 0n || off.over <= 0n) return null
  for (const share of within) share.left = minus(share.left, times(off, per(share.left, total)))
  return null
}

/** The amount off in the currency of a subscription; null when the coupon has none in it, as far as is known. */
export function amountOffIn({ amount_off, currency: own, amounts }: KnownDiscount, currency: string | null) {
  if (own === null || currency === null || own === currency) return amount_off ?? '0'
  return amounts?.[currency] ?? null
}

export const totalOf = (shares: readonly Share[]) => shares.reduce((all, { left }) => plus(all, left), zero)
