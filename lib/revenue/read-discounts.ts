import { asObject, at, idOf, instantOf, type Json } from '@/lib/normalize/readers'
import { readCoupon } from '@/lib/products/read'
import type { DiscountTerms } from './terms'

/**
 * `discounts[]` (objects, or ids since basil) and the single `discount` of classic versions, which may stand beside its
 * own id in the list.
 */
export function discountsIn(holder: Json): DiscountTerms[] {
  const several = Array.isArray(holder.discounts) ? holder.discounts : []
  const single = asObject(holder.discount)
  const listed = several.map((one) => (single && idOf(one) === idOf(single) ? single : one))
  const all = listed.length > 0 ? listed : holder.discount ? [holder.discount] : []
  return all.map(readDiscountTerms)
}

/** A Discount, or its id. The coupon moved from `coupon` to `source.coupon` in clover. */
export function readDiscountTerms(discount: unknown): DiscountTerms {
  const given = asObject(discount) ?? {}
  const named = given.coupon ?? at(given, 'source', 'coupon')
  const { id, limitTold, amounts: _, ...terms } = readCoupon(asObject(named) ?? {})
  return {
    ...terms,
    id: idOf(discount),
    coupon: id ?? idOf(named),
    end: instantOf(given.end)?.toISOString() ?? null,
    limit_told: limitTold,
  }
}
