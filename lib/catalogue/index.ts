import { billing } from './billing'
import { charges } from './charges'
import { checkout, quotes } from './checkout'
import { connections } from './connections'
import { customers } from './customers'
import type { CatalogueRow } from './define'
import { fraud } from './fraud'
import { invoices } from './invoices'
import { paymentMethods } from './payment-methods'
import { paymentIntents, setupIntents } from './payments'
import { products } from './products'
import { disputes, refunds } from './refunds'
import { schedules, subscriptions } from './subscriptions'

const rows = [
  ...charges,
  ...paymentIntents,
  ...setupIntents,
  ...refunds,
  ...disputes,
  ...fraud,
  ...subscriptions,
  ...schedules,
  ...invoices,
  ...billing,
  ...customers,
  ...checkout,
  ...quotes,
  ...paymentMethods,
  ...products,
  ...connections,
]

/** Every Stripe event type Sluice understands. */
export type StripeEventType = (typeof rows)[number]['type']

/**
 * The only list of Stripe events there is: normalizer, settings, docs, API, "send a test" and tests read it. It imports
 * no server code, so client components may read it too.
 */
export const catalogue: readonly CatalogueRow<StripeEventType>[] = rows

const byType: ReadonlyMap<string, CatalogueRow<StripeEventType>> = new Map(catalogue.map((row) => [row.type, row]))

export function catalogueRow(type: string): CatalogueRow<StripeEventType> | undefined {
  return byType.get(type)
}

export function isStripeEventType(type: string): type is StripeEventType {
  return byType.has(type)
}

export type { CatalogueRow, EventDefaults, EventGroup, Shape, Touch } from './define'
export { eventName } from './define'
export { exampleEvent } from './example-event'
export { eventGroups } from './groups'
export { shapeFor } from './shapes'
