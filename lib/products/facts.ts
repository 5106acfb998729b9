import type { MadeFact } from '@/lib/facts/fact'
import { asObject, bool, idOf, type Json, text } from '@/lib/normalize/readers'
import { ownPriceTerms, readCoupon } from './read'

/**
 * What a payload says about what is sold, on the product, price or coupon itself. Aspects: `product` {name, deleted},
 * `price` (its terms), `tiers` {tiers, tiers_mode, options} apart from it, because only an answer carries them and a later
 * event must not hide them, `coupon` (its terms), `coupon_limit` {products} and `coupon_amounts` {amounts}, both for the same reason.
 * `answered` = this object is what Stripe said when it was asked, everything expanded: what is absent then is not there.
 */
export function productFacts(object: Json, type: string, answered = false): MadeFact[] {
  switch (object.object) {
    case 'product':
      return nameFacts(object, rankOf(type))
    case 'price':
    case 'plan':
      return [...priceFacts(object, rankOf(type), answered), ...expandedFacts(object)]
    case 'coupon':
      return couponFacts(object, rankOf(type), answered)
    case 'subscription':
    case 'invoice':
    case 'invoiceitem':
    case 'checkout.session':
    case 'quote':
      return expandedFacts(object)
    default:
      return []
  }
}

/** Products with a name, prices with tiers and coupons with their limit, wherever they stand expanded in a payload. */
function expandedFacts(object: Json): MadeFact[] {
  const found: MadeFact[] = []
  const visit = (value: unknown, depth: number) => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, depth)
      return
    }
    const given = asObject(value)
    if (!given || depth > deepest) return
    if (given.object === 'product') found.push(...nameFacts(given, 0))
    if ((given.object === 'price' || given.object === 'plan') && (given.tiers || given.currency_options))
      found.push(...priceFacts(given, 0, false))
    if (given.object === 'coupon' && ('applies_to' in given || 'currency_options' in given))
      found.push(...couponFacts(given, 0, false))
    for (const inner of Object.values(given)) if (typeof inner === 'object') visit(inner, depth + 1)
  }
  for (const inner of Object.values(object)) if (typeof inner === 'object') visit(inner, 1)
  return [...new Map(found.map((fact) => [`${fact.objectId} ${fact.aspect}`, fact])).values()]
}

/** Stripe expands four levels; lists and their entries are levels of their own here. */
const deepest = 12

function nameFacts(product: Json, rank: number): MadeFact[] {
  const id = idOf(product)
  const name = text(product.name)
  const deleted = rank === deletedRank || bool(product.deleted) === true
  if (!id || (!name && !deleted)) return []
  return [{ objectId: id, aspect: 'product', rank, value: { name, deleted } }]
}

function priceFacts(price: Json, rank: number, answered: boolean): MadeFact[] {
  const terms = ownPriceTerms(price)
  if (!terms.price || bool(price.deleted) === true) return []
  const { tiers, tiers_mode, options } = terms
  const made: MadeFact[] = []
  if (terms.interval || price.type === 'one_time')
    made.push({ objectId: terms.price, aspect: 'price', rank, value: terms })
  if (tiers || options || answered)
    made.push({ objectId: terms.price, aspect: 'tiers', rank, value: { tiers, tiers_mode, options } })
  return made
}

function couponFacts(coupon: Json, rank: number, answered: boolean): MadeFact[] {
  const { id, products, limitTold, amounts, ...terms } = readCoupon(coupon)
  if (!id) return []
  const made: MadeFact[] = []
  if (terms.percent_off || terms.amount_off) made.push({ objectId: id, aspect: 'coupon', rank, value: terms })
  if (limitTold || answered) made.push({ objectId: id, aspect: 'coupon_limit', rank, value: { products } })
  if (amounts || answered)
    made.push({ objectId: id, aspect: 'coupon_amounts', rank, value: { amounts: amounts ?? {} } })
  return made
}

const deletedRank = 2
const rankOf = (type: string) => (type.endsWith('.deleted') ? deletedRank : type.endsWith('.created') ? 0 : 1)

/** Facts whose change reaches every subscription that rests on their object. */
export const isProductAspect = (aspect: string) => productAspects.includes(aspect)
const productAspects = ['product', 'price', 'tiers', 'coupon', 'coupon_limit', 'coupon_amounts']
