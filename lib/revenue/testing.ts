import type { Catalogue, KnownCoupon, PriceTerms } from '@/lib/products/terms'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { stripesRule } from '@/lib/sites/stripes-rule'
import { monthlyRevenue } from './monthly'
import type { Subscription } from './subscription'
import type { DiscountTerms, ItemTerms } from './terms'

/** Subscriptions in their smallest form, for tests of the rules alone. */

export const item = (unit: string | null, more: Partial<ItemTerms> = {}): ItemTerms => ({
  id: 'si_1',
  price: 'price_1',
  product: null,
  nickname: null,
  lookup_key: null,
  currency: 'USD',
  unit,
  tiers: null,
  tiers_mode: null,
  options: null,
  interval: 'month',
  interval_count: 1,
  usage: 'licensed',
  scheme: 'per_unit',
  tax: null,
  package: null,
  quantity: 1,
  discounts: [],
  ...more,
})

export const discount = (more: Partial<DiscountTerms>): DiscountTerms => ({
  id: 'di_1',
  coupon: 'co_1',
  percent_off: null,
  amount_off: null,
  currency: null,
  duration: 'forever',
  end: null,
  products: null,
  limit_told: true,
  ...more,
})

export const subscriptionOf = (items: ItemTerms[], more: Partial<Subscription> = {}): Subscription => ({
  id: 'sub_1',
  status: 'active',
  currency: 'USD',
  items,
  itemsCut: false,
  discounts: [],
  discountsOfCustomer: false,
  collectionPaused: false,
  ending: false,
  paysAlready: false,
  untaxed: null,
  ...more,
})

export const nothingKnown: Catalogue = { product: () => null, price: () => null, coupon: () => null }

export const catalogueWith = (known: {
  names?: Record<string, string>
  prices?: Record<string, PriceTerms>
  coupons?: Record<string, Omit<KnownCoupon, 'amounts'> & Partial<Pick<KnownCoupon, 'amounts'>>>
}): Catalogue => ({
  product: (id) => (known.names?.[id] ? { name: known.names[id], isDeleted: false } : null),
  price: (id) => known.prices?.[id] ?? null,
  coupon: (id) => (known.coupons?.[id] ? { amounts: null, ...known.coupons[id] } : null),
})

export const today = new Date('2026-11-21T12:00:00Z')

export function counted(
  subscription: Subscription,
  policy: Partial<MoneyPolicy['mrr']> = {},
  catalogue: Catalogue = nothingKnown,
) {
  return monthlyRevenue(subscription, catalogue, { ...stripesRule.mrr, ...policy }, today)
}

export const minorOf = (...given: Parameters<typeof counted>) => Number(counted(...given).minor)
