import { parseDecimalMinor, picosOf } from '@/lib/money'
import { asObject, at, clean, count, currencyOf, idOf, type Json, minor, objectOf, text } from './json'

/** What a price says, wherever it stands: a Price, a Plan, or an item or invoice line that holds one of them. */
export interface ReadPrice {
  priceId: string | null
  productId: string | null
  /** Picos (10⁻¹² minor units) for one unit; null when tiered, custom, or not in the payload. */
  unitPicos: bigint | null
  currency: string | null
  /** Expanded product name, price nickname, plan nickname, plan name: the first there is. */
  plan: string | null
  interval: string | null
  intervalCount: number
  usageType: 'licensed' | 'metered'
  billingScheme: string | null
  taxBehavior: string | null
  /** Package pricing: the quantity is divided first. */
  transform: { divideBy: number; round: 'up' | 'down' } | null
}

/**
 * The price of an item or line. Three generations stand side by side: `plan` (until today), `price` (since 2020),
 * `pricing.price_details` (invoices since basil). The newest one present wins, field by field.
 */
export function priceOf(holder: Json): ReadPrice {
  return readPrice(objectOf(holder.price), objectOf(holder.plan), holder)
}

/** A Price or Plan that is the event's own object. */
export function ownPrice(object: Json): ReadPrice {
  return isPlan(object) ? readPrice({}, object, {}) : readPrice(object, {}, {})
}

function readPrice(price: Json, plan: Json, holder: Json): ReadPrice {
  const recurring = objectOf(price.recurring)
  const details = objectOf(at(holder, 'pricing', 'price_details'))
  const expandedPrice = objectOf(details.price)
  const product = price.product ?? details.product ?? expandedPrice.product ?? plan.product
  return {
    priceId: idOf(price) ?? idOf(holder.price) ?? idOf(details.price) ?? idOf(plan) ?? idOf(holder.plan),
    productId: idOf(product),
    unitPicos:
      unitPicos(price.unit_amount_decimal, price.unit_amount) ??
      unitPicos(plan.amount_decimal, plan.amount) ??
      unitPicos(at(holder, 'pricing', 'unit_amount_decimal'), null),
    currency: currencyOf(price.currency) ?? currencyOf(plan.currency) ?? currencyOf(holder.currency),
    plan:
      nameIn(price.product, details.product, expandedPrice.product, plan.product) ??
      text(price.nickname) ??
      text(expandedPrice.nickname) ??
      text(plan.nickname) ??
      text(plan.name),
    interval: text(recurring.interval) ?? text(at(expandedPrice, 'recurring', 'interval')) ?? text(plan.interval),
    intervalCount: positive(recurring.interval_count) ?? positive(plan.interval_count) ?? 1,
    usageType: (recurring.usage_type ?? plan.usage_type) === 'metered' ? 'metered' : 'licensed',
    billingScheme: text(price.billing_scheme) ?? text(plan.billing_scheme),
    taxBehavior: text(price.tax_behavior),
    transform: transformOf(price.transform_quantity ?? plan.transform_usage),
  }
}

/** `*_decimal` is the exact one: `unit_amount` is null below a cent. */
function unitPicos(decimal: unknown, whole: unknown): bigint | null {
  const written = typeof decimal === 'number' ? String(decimal) : decimal
  const exact = typeof written === 'string' ? parseDecimalMinor(clean(written)) : null
  if (exact !== null) return exact
  const amount = minor(whole)
  return amount === null ? null : picosOf(amount)
}

function transformOf(value: unknown): ReadPrice['transform'] {
  const divideBy = positive(objectOf(value).divide_by)
  return divideBy === null ? null : { divideBy, round: objectOf(value).round === 'up' ? 'up' : 'down' }
}

/** A Plan has its interval and amount on itself; a Price never has. Told by fields, since `object` may be missing. */
function isPlan(object: Json): boolean {
  return object.object === 'plan' || (object.interval !== undefined && object.recurring === undefined)
}

/** The name of the first expanded product among these; ids have none. */
function nameIn(...products: unknown[]): string | null {
  for (const product of products) {
    const name = text(asObject(product)?.name)
    if (name !== null) return name
  }
  return null
}

function positive(value: unknown): number | null {
  const whole = count(value)
  return whole !== null && whole > 0 ? whole : null
}
