import {
  asObject,
  at,
  count,
  currencyOf,
  idOf,
  type Json,
  listOf,
  minor,
  objectOf,
  ownPrice,
  priceOf,
  type ReadPrice,
  text,
} from '@/lib/normalize/readers'
import type { CouponTerms, KnownCoupon, PriceAmount, PriceTerms, Tier } from './terms'

/** The price of a subscription item or line, with what only MRR needs: tiers, lookup key, other currencies. */
export function itemPriceTerms(holder: Json): PriceTerms {
  return termsOf(priceOf(holder), objectOf(holder.price), objectOf(holder.plan))
}

/** A Price or Plan that is itself the object. */
export function ownPriceTerms(object: Json): PriceTerms {
  return termsOf(ownPrice(object), object, object)
}

function termsOf(read: ReadPrice, price: Json, plan: Json): PriceTerms {
  return {
    price: read.priceId,
    product: read.productId,
    nickname: text(price.nickname) ?? text(plan.nickname) ?? text(plan.name),
    lookup_key: text(price.lookup_key),
    currency: read.currency,
    unit: read.unitPicos === null ? null : decimalOf(read.unitPicos),
    tiers: tiersOf(price.tiers) ?? tiersOf(plan.tiers),
    tiers_mode: text(price.tiers_mode) ?? text(plan.tiers_mode),
    options: optionsOf(price.currency_options),
    interval: read.interval,
    interval_count: read.intervalCount,
    usage: read.usageType,
    scheme: read.billingScheme,
    tax: read.taxBehavior,
    package: read.transform ? { of: read.transform.divideBy, round: read.transform.round } : null,
  }
}

function optionsOf(value: unknown): Record<string, PriceAmount> | null {
  const given = asObject(value)
  if (!given) return null
  const options: Record<string, PriceAmount> = {}
  for (const [code, option] of Object.entries(given)) {
    const currency = currencyOf(code)
    if (!currency || !asObject(option)) continue
    const { unit_amount_decimal, unit_amount, tiers } = objectOf(option)
    options[currency] = { unit: decimalIn(unit_amount_decimal, unit_amount), tiers: tiersOf(tiers) }
  }
  return options
}

function tiersOf(value: unknown): Tier[] | null {
  const tiers = listOf(value)
  if (tiers.length === 0) return null
  return tiers.map((tier) => ({
    up_to: String(count(tier.up_to) ?? '') || null,
    unit: decimalIn(tier.unit_amount_decimal, tier.unit_amount ?? tier.amount),
    flat: decimalIn(tier.flat_amount_decimal, tier.flat_amount),
  }))
}

/** `*_decimal` is the exact one; the whole one is null below a cent. */
function decimalIn(exact: unknown, whole: unknown): string | null {
  const written = typeof exact === 'number' ? String(exact) : text(exact)
  if (written !== null && /^-?\d{1,18}(\.\d{1,12})?$/.test(written)) return written
  const amount = minor(whole)
  return amount === null ? null : String(amount)
}

const decimalOf = (picos: bigint) => {
  const [sign, digits] = [picos < 0n ? '-' : '', String(picos < 0n ? -picos : picos).padStart(13, '0')]
  const fraction = digits.slice(-12).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -12)}${fraction ? `.${fraction}` : ''}`
}

export function readCoupon(
  coupon: Json,
): CouponTerms & Pick<KnownCoupon, 'products' | 'amounts'> & { id: string | null; limitTold: boolean } {
  const percent = typeof coupon.percent_off === 'number' ? String(coupon.percent_off) : text(coupon.percent_off)
  const amount = minor(coupon.amount_off)
  const limited = at(coupon, 'applies_to', 'products')
  return {
    id: idOf(coupon),
    percent_off: percent !== null && /^\d{1,3}(\.\d{1,12})?$/.test(percent) ? percent : null,
    amount_off: amount === null ? null : String(amount),
    currency: currencyOf(coupon.currency),
    duration: durationOf(coupon.duration),
    products: Array.isArray(limited) ? limited.map(idOf).filter((id) => id !== null) : null,
    limitTold: Array.isArray(limited) || coupon.applies_to === null,
    amounts: amountsOf(coupon.currency_options),
  }
}

function amountsOf(value: unknown): Record<string, string> | null {
  const given = asObject(value)
  if (!given) return null
  const amounts: Record<string, string> = {}
  for (const [code, option] of Object.entries(given)) {
    const [currency, amount] = [currencyOf(code), minor(objectOf(option).amount_off)]
    if (currency && amount !== null) amounts[currency] = String(amount)
  }
  return amounts
}

function durationOf(value: unknown): CouponTerms['duration'] {
  return value === 'forever' || value === 'once' || value === 'repeating' ? value : null
}
