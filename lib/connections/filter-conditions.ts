import type { EventFilter } from '@/db/schema/connections'
import { type CatalogueRow, exampleEvent } from '@/lib/catalogue'
import { normalize } from '@/lib/normalize'
import { type Condition, conditions } from './filter'

/**
 * The conditions that make sense for an event, read off the example of its row: what that carries, its kind can carry.
 * Stripe never puts the lines of a checkout into a webhook, say, so a filter by product would only ever leave all of
 * them out. Events about nobody and those of the connection itself have none.
 */
export function conditionsFor(row: CatalogueRow): readonly Condition[] {
  if (row.locked || !row.person) return []
  const { product_ids, price_ids } = normalize(exampleEvent(row))
  const has: Record<Condition, boolean> = {
    products: product_ids.length > 0,
    prices: price_ids.length > 0,
    billing_reasons: row.example.object === 'invoice',
    metadata: 'metadata' in row.example,
    livemode: true,
  }
  return conditions.filter((condition) => has[condition])
}

/** Which condition of a filter its event can never meet; null when there is none. */
export function impossibleCondition(row: CatalogueRow, filter: EventFilter): Condition | null {
  const offered = conditionsFor(row)
  return conditions.find((condition) => filter[condition] !== undefined && !offered.includes(condition)) ?? null
}
