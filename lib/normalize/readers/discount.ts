import { asObject, at, currencyOf, idOf, instantOf, type Json, minor, text } from './json'

/** A discount as far as the payload tells: since clover the coupon itself is only named, and must be looked up. */
export interface ReadDiscount {
  couponId: string | null
  /** "20" or "12.5"; null for an amount off, or when the coupon is not in the payload. */
  percentOff: string | null
  /** Minor units of `currency`. */
  amountOff: bigint | null
  currency: string | null
  duration: 'forever' | 'once' | 'repeating' | null
  /** When a repeating one ends. */
  end: Date | null
  /** Products it is limited to; null = all. */
  products: string[] | null
}

/** Reads `discount` (classic), `discounts[]` (objects or, since basil, ids). An id alone tells nothing but that there is one. */
export function discountsOf(object: Json): ReadDiscount[] {
  const several = Array.isArray(object.discounts) ? object.discounts : []
  const all = several.length > 0 ? several : object.discount ? [object.discount] : []
  return all.map(readDiscount)
}

export function readDiscount(discount: unknown): ReadDiscount {
  const given = asObject(discount) ?? {}
  const named = given.coupon ?? at(given, 'source', 'coupon')
  const coupon = asObject(named) ?? {}
  const limited = at(coupon, 'applies_to', 'products')
  return {
    couponId: idOf(named),
    percentOff: percentText(coupon.percent_off),
    amountOff: minor(coupon.amount_off),
    currency: currencyOf(coupon.currency),
    duration: durationOf(coupon.duration),
    end: instantOf(given.end),
    products: Array.isArray(limited) ? limited.map(idOf).filter((id) => id !== null) : null,
  }
}

function percentText(value: unknown): string | null {
  const written = typeof value === 'number' ? String(value) : text(value)
  return written !== null && /^\d{1,3}(\.\d{1,12})?$/.test(written) ? written : null
}

function durationOf(value: unknown): ReadDiscount['duration'] {
  return value === 'forever' || value === 'once' || value === 'repeating' ? value : null
}
