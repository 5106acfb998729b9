import type { Catalogue, PriceTerms } from '@/lib/products/terms'
import type { ItemTerms } from './terms'

/**
 * The price of an item: its own word where the payload had the price, else what the price's facts say. Tiers and amounts in
 * other currencies are mostly told by the facts alone. Null when nobody told.
 */
export function itemPrice(item: ItemTerms, catalogue: Catalogue): PriceTerms | null {
  const known = item.price ? catalogue.price(item.price) : null
  if (item.interval === null) return known
  if (!known) return item
  return {
    ...item,
    product: item.product ?? known.product,
    tiers: item.tiers ?? known.tiers,
    tiers_mode: item.tiers_mode ?? known.tiers_mode,
    options: known.options ?? item.options,
    tax: item.tax ?? known.tax,
  }
}

/** What people call the plan: the product's name, else the price's own names, else its id. */
export function planName(item: ItemTerms, catalogue: Catalogue): string | null {
  const price = itemPrice(item, catalogue)
  const product = price?.product ?? item.product
  const name = product ? catalogue.product(product)?.name : null
  return name ?? item.nickname ?? price?.nickname ?? item.lookup_key ?? price?.lookup_key ?? item.price
}
