import { type About, type Fact, newest } from '@/lib/facts/fact'
import { eachObject, FactSet } from '@/lib/facts/fact-set'
import { isProductAspect } from '@/lib/products/facts'
import { catalogueOf } from '@/lib/products/fold'
import type { Resting } from './jobs'

/**
 * Products, prices, coupons and customers' discounts that are known differently now: every subscription that rests on one
 * must be folded again. What was said before is no change, so a product's thousandth update moves nothing.
 */
export function restedOn(told: readonly Fact[], stored: readonly Fact[], after: FactSet): Resting[] {
  const objects = told.filter(({ aspect }) => isProductAspect(aspect) || aspect === 'discount')
  if (objects.length === 0) return []
  const before = new FactSet(stored)
  return [...eachObject(objects)]
    .filter((object) => !isSubscription(after.of(object)) && wordsOn(object, before) !== wordsOn(object, after))
    .map((object) => ({ ...object, ofCustomer: object.aspect === 'discount' }))
}

/** A discount told on a subscription is folded with it anyway. */
const isSubscription = (facts: readonly Fact[]) => facts.some(({ aspect }) => aspect === 'state')

/** That a customer has none is no change for one who never had any. */
const inForce = (discount: Fact | null) => (discount && discount.value.deleted !== true ? discount.value : null)

function wordsOn(object: About, set: FactSet): string {
  const catalogue = catalogueOf(set, object)
  const discount = newest(set.of(object).filter(({ aspect }) => aspect === 'discount'))
  const { objectId: id } = object
  return JSON.stringify([catalogue.product(id), catalogue.price(id), catalogue.coupon(id), inForce(discount)])
}
