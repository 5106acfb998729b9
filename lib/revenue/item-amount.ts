import type { PriceAmount, PriceTerms, Tier } from '@/lib/products/terms'
import type { RevenueNote } from './notes'
import { isLess, minus, parseRatio, per, plus, type Ratio, ratio, smaller, sum, times, zero } from './ratio'
import type { ItemTerms } from './terms'

/** What an item costs for one interval, and the same in a month; minor units, exact, before discounts. */
export interface ItemAmount {
  perInterval: Ratio
  perMonth: Ratio
}

export type ItemReading = { ok: true; amount: ItemAmount } | { ok: false; note: RevenueNote }

/**
 * An item's price: by unit, by package, or by tiers. `currency` is the subscription's: a price sold in
 * several currencies has an amount for each, and its own may be another one.
 */
export function itemAmount(item: ItemTerms, price: PriceTerms | null, currency: string | null): ItemReading {
  if (!price) return { ok: false, note: 'price_unknown' }
  if (price.usage === 'metered') return { ok: false, note: 'metered_left_out' }
  const monthly = price.interval === null ? null : perMonth.get(price.interval)
  if (price.interval === null) return { ok: false, note: 'one_time_left_out' }
  if (!monthly) return { ok: false, note: 'price_unknown' }

  const amount = amountIn(price, currency)
  if (!amount) return { ok: false, note: 'currency_unknown' }
  const tiered = price.scheme === 'tiered' || (amount.unit === null && amount.tiers !== null)
  if (tiered && !amount.tiers) return { ok: false, note: 'tiers_unknown' }
  const quantity = ratio(BigInt(Math.max(0, Math.trunc(item.quantity ?? 1))))
  const perInterval = tiered
    ? tieredAmount(amount.tiers ?? [], price.tiers_mode, quantity)
    : unitAmount(amount.unit, packages(quantity, price.package))
  if (!perInterval) return { ok: false, note: 'price_unknown' }
  const count = ratio(BigInt(Math.max(1, price.interval_count)))
  return { ok: true, amount: { perInterval, perMonth: times(perInterval, per(monthly, count)) } }
}

/** One interval as a part of a month: a year is 12 months, a week 12/52 and a day 12/365 of one. */
export const perMonth: ReadonlyMap<string, Ratio> = new Map([
  ['month', ratio(1n)],
  ['year', ratio(1n, 12n)],
  ['week', ratio(52n, 12n)],
  ['day', ratio(365n, 12n)],
])

function amountIn(price: PriceTerms, currency: string | null): PriceAmount | null {
  if (currency === null || price.currency === null || price.currency === currency) return price
  return price.options?.[currency] ?? null
}

function unitAmount(unit: string | null, units: Ratio): Ratio | null {
  const each = unit === null ? null : parseRatio(unit)
  return each && times(each, units)
}

function packages(quantity: Ratio, given: PriceTerms['package']): Ratio {
  if (!given) return quantity
  const size = BigInt(given.of)
  const full = quantity.over / size
  return ratio(given.round === 'up' && quantity.over % size > 0n ? full + 1n : full)
}

/** Null when a tier cannot be read, or the quantity is beyond the last one. */
function tieredAmount(tiers: readonly Tier[], mode: string | null, quantity: Ratio): Ratio | null {
  const steps = tiers.map(readTier).sort(byLimit)
  return mode === 'volume' ? volume(steps, quantity) : graduated(steps, quantity)
}

interface Step {
  /** Null = no limit. */
  limit: Ratio | null
  unit: Ratio
  flat: Ratio
}

const readTier = ({ up_to, unit, flat }: Tier): Step => ({
  limit: up_to === null ? null : parseRatio(up_to),
  unit: (unit === null ? null : parseRatio(unit)) ?? zero,
  flat: (flat === null ? null : parseRatio(flat)) ?? zero,
})

function byLimit(a: Step, b: Step): number {
  if (a.limit === null || b.limit === null) return Number(a.limit === null) - Number(b.limit === null)
  return isLess(a.limit, b.limit) ? -1 : isLess(b.limit, a.limit) ? 1 : 0
}

/** Volume: the tier the whole quantity reaches, for all of it. */
function volume(steps: readonly Step[], quantity: Ratio): Ratio | null {
  const reached = steps.find(({ limit }) => limit === null || !isLess(limit, quantity))
  return reached ? plus(times(reached.unit, quantity), reached.flat) : null
}

/**
 * Graduated: each tier's share at its own price, with the flat amount of every tier reached. The first one is reached by a
 * quantity of none too (Stripe charges its flat amount then).
 */
function graduated(steps: readonly Step[], quantity: Ratio): Ratio | null {
  const last = steps.at(-1)
  if (!last || (last.limit !== null && isLess(last.limit, quantity))) return null
  let below = zero
  const shares = steps.map(({ limit, unit, flat }, nth) => {
    if (nth > 0 && !isLess(below, quantity)) return zero
    const upTo = limit === null ? quantity : smaller(limit, quantity)
    const share = plus(times(minus(upTo, below), unit), flat)
    below = upTo
    return share
  })
  return sum(shares)
}
