import type { EventFilter } from '@/db/schema/connections'
import type { LeftOut } from '@/db/schema/events'
import { catalogueRow } from '@/lib/catalogue'
import { failedRule } from '@/lib/connections/filter'
import { text } from '@/lib/normalize/readers'
import type { IgnoreList } from './ignore-list'
import type { ReadObject } from './read'

/**
 * Why something that is switched on counts for nothing: its customer is ignored, or it does not meet the filter of its
 * type. Null when it counts. What keeps the connection itself right is never left out.
 */
export function leaveOut(
  type: string,
  filter: EventFilter | null,
  read: ReadObject,
  ignoreList: IgnoreList,
): LeftOut | null {
  if (catalogueRow(type)?.locked) return null
  const customer = ignoreList.customerOf(read)
  if (customer) return { by: 'customer', customer }
  const { normalized, object, entry } = read
  const rule = failedRule(filter, {
    products: normalized.product_ids,
    prices: normalized.price_ids,
    metadata: normalized.metadata,
    livemode: entry.livemode,
    billingReason: object.object === 'invoice' ? text(object.billing_reason) : null,
  })
  return rule && { by: 'filter', rule }
}
