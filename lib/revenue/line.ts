import type { Catalogue, PriceTerms } from '@/lib/products/terms'
import type { Share } from './discounts'
import type { Findings } from './findings'
import { type ItemReading, itemAmount, perMonth } from './item-amount'
import type { RevenueNote } from './notes'
import { itemPrice } from './price'
import { per, type Ratio, ratio, zero } from './ratio'
import type { Subscription } from './subscription'
import type { ItemTerms } from './terms'

/** An item while it is counted. */
export interface Line {
  item: ItemTerms
  price: PriceTerms | null
  reading: ItemReading
  /** A month of its price. */
  before: Ratio
  /** What discounts and tax leave of it. */
  share: Share
}

/** Reads one item's price, and finds out what is not known of it. */
export function lineOf(item: ItemTerms, subscription: Subscription, catalogue: Catalogue, findings: Findings): Line {
  const price = itemPrice(item, catalogue)
  const reading = itemAmount(item, price, subscription.currency)
  if (!reading.ok) {
    findings.note(reading.note)
    if (asksPrice.has(reading.note)) findings.ask(item.price ? 'price' : 'subscription', item.price ?? subscription.id)
  }
  const product = price?.product ?? item.product
  if (item.product && !catalogue.product(item.product)?.name) findings.ask('product', item.product)
  const before = reading.ok ? reading.amount.perMonth : zero
  return { item, price, reading, before, share: { product, left: before, perMonth: intervalsInAMonth(price) } }
}

const asksPrice: ReadonlySet<RevenueNote> = new Set(['price_unknown', 'tiers_unknown', 'currency_unknown'])

function intervalsInAMonth(price: PriceTerms | null): Ratio {
  const often = perMonth.get(price?.interval ?? '')
  return price && often ? per(often, ratio(BigInt(Math.max(1, price.interval_count)))) : zero
}
