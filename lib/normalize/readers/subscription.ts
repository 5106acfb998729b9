import { roundPicos } from '@/lib/money'
import { discountsOf, type ReadDiscount } from './discount'
import { asObject, at, bool, count, currencyOf, idOf, instantOf, type Json, text } from './json'
import { hasAllItems, itemPicos, subscriptionItems } from './lines'
import { priceOf, type ReadPrice } from './price'

export interface ReadSubscriptionItem extends ReadPrice {
  id: string | null
  /** Null for metered usage, which the payload does not carry. */
  quantity: number | null
  discounts: ReadDiscount[]
}

export interface ReadSubscription {
  id: string | null
  customerId: string | null
  /** incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused. */
  status: string | null
  currency: string | null
  items: ReadSubscriptionItem[]
  /** False when Stripe cut the list of items: figures made of it would be too small. */
  complete: boolean
  /** The subscription's own discounts; items carry theirs. */
  discounts: ReadDiscount[]
  /** Collection is paused although the status stays active. */
  collectionPaused: boolean
  cancelAtPeriodEnd: boolean | null
  cancelAt: Date | null
  canceledAt: Date | null
  endedAt: Date | null
  trialEnd: Date | null
  startedAt: Date | null
  created: Date | null
  /** The latest end among the items (basil), else the subscription's own. */
  currentPeriodEnd: Date | null
}

export function readSubscription(subscription: Json): ReadSubscription {
  const items = subscriptionItems(subscription)
  return {
    id: idOf(subscription),
    customerId: idOf(subscription.customer),
    status: text(subscription.status),
    currency: subscriptionCurrency(subscription),
    items: items.map((item) => ({ ...readItem(item), discounts: item === subscription ? [] : discountsOf(item) })),
    complete: hasAllItems(subscription),
    discounts: discountsOf(subscription),
    collectionPaused: asObject(subscription.pause_collection) !== null,
    cancelAtPeriodEnd: bool(subscription.cancel_at_period_end),
    cancelAt: instantOf(subscription.cancel_at),
    canceledAt: instantOf(subscription.canceled_at),
    endedAt: instantOf(subscription.ended_at),
    trialEnd: instantOf(subscription.trial_end),
    startedAt: instantOf(subscription.start_date) ?? instantOf(subscription.start),
    created: instantOf(subscription.created),
    currentPeriodEnd: periodEnd(items) ?? instantOf(subscription.current_period_end),
  }
}

/** Unit amount × quantity over all items, minor units, rounded once; null when one of them has no unit amount. */
export function subscriptionAmount(subscription: Json): bigint | null {
  const items = subscriptionItems(subscription)
  if (items.length === 0 || !hasAllItems(subscription)) return null
  let total = 0n
  for (const item of items) {
    const picos = itemPicos(item, priceOf(item))
    if (picos === null) return null
    total += picos
  }
  return roundPicos(total)
}

const perYear: Readonly<Record<string, bigint>> = { day: 365n, week: 52n, month: 12n, year: 1n }

/**
 * What a subscription costs a year, in picos: for comparing it with itself, before and after. Null when an item has no unit
 * amount or interval, when Stripe cut the list, or when there are several currencies. Revenue is lib/revenue's affair.
 */
export function yearlyCost(subscription: Json): { picos: bigint; currency: string } | null {
  const items = subscriptionItems(subscription)
  if (!hasAllItems(subscription)) return null
  let [picos, currency]: [bigint, string | null] = [0n, null]
  for (const item of items) {
    const price = priceOf(item)
    const cost = itemPicos(item, price)
    const times = perYear[price.interval ?? '']
    if (cost === null || times === undefined || price.currency === null) return null
    if (currency !== null && currency !== price.currency) return null
    currency = price.currency
    picos += (cost * times) / BigInt(price.intervalCount)
  }
  return currency === null ? null : { picos, currency }
}

/** Subscriptions name their currency since 2022; their prices always did. */
export function subscriptionCurrency(subscription: Json): string | null {
  const own = currencyOf(subscription.currency)
  if (own) return own
  for (const item of subscriptionItems(subscription)) {
    const { currency } = priceOf(item)
    if (currency) return currency
  }
  return null
}

function readItem(item: Json): Omit<ReadSubscriptionItem, 'discounts'> {
  const price = priceOf(item)
  const unspecified = price.usageType === 'metered' ? null : 1
  return { ...price, id: idOf(item), quantity: count(item.quantity) ?? unspecified }
}

function periodEnd(items: Json[]): Date | null {
  let latest: Date | null = null
  for (const item of items) {
    const end = instantOf(at(item, 'current_period_end'))
    if (end && (latest === null || end > latest)) latest = end
  }
  return latest
}
