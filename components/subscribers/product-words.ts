import type { SubscriptionRevenue } from '@/lib/revenue/queries'
import { isolated } from '@/lib/text/isolated'

type Sold = { items: readonly Pick<SubscriptionRevenue['items'][number], 'productId' | 'productName'>[] }

/** What a person subscribes to, where that is more than the plan says: "Pro and Extra seats". Null while a name is missing. */
export function productWords(productIds: readonly string[], subscriptions: readonly Sold[]): string | null {
  if (productIds.length < 2) return null
  const items = subscriptions.flatMap((one) => one.items)
  const names = productIds.map((id) => items.find(({ productId }) => productId === id)?.productName)
  return names.every((name) => name) ? listing.format(names.map((name) => isolated(name ?? ''))) : null
}

const listing = new Intl.ListFormat('en-GB')
