import { billing } from './billing'
import { charges } from './charges'
import { checkout, quotes } from './checkout'
import { connections } from './connections'
import { customers } from './customers'
import type { CatalogueRow, DerivedRow } from './define'
import { derivedEvents } from './derived'
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

/** The same, and the types of the events we derive from them. */
export type EventType = StripeEventType | (typeof derivedEvents)[number]['type']

/**
 * The only list of Stripe events there is: normalizer, settings, docs, API, "send a test" and tests read it. It imports
 * no server code, so client components may read it too.
 */
export const catalogue: readonly CatalogueRow<StripeEventType>[] = rows

/** Stripe's events and those we derive from them: what settings, lists and docs show. */
export const everyEvent: readonly CatalogueRow<EventType>[] = [...catalogue, ...derivedEvents]

const byType: ReadonlyMap<string, CatalogueRow<StripeEventType>> = new Map(catalogue.map((row) => [row.type, row]))
const everyByType: ReadonlyMap<string, CatalogueRow<EventType>> = new Map(everyEvent.map((row) => [row.type, row]))

/** The row of an event as we know it, Stripe's or derived. */
export function catalogueRow(type: string): CatalogueRow<EventType> | undefined {
  return everyByType.get(type)
}

/** The row of what Stripe sends. A derived event's type is ours, so it is none. */
export function stripeRow(type: string): CatalogueRow<StripeEventType> | undefined {
  return byType.get(type)
}

export function isStripeEventType(type: string): type is StripeEventType {
  return byType.has(type)
}

export function isEventType(type: string): type is EventType {
  return everyByType.has(type)
}

/** What else a Stripe event of this type may mean. */
export function derivedRowsOf(type: string): readonly DerivedRow[] {
  return byBase.get(type) ?? none
}

const none: readonly DerivedRow[] = []
const byBase: ReadonlyMap<string, readonly DerivedRow[]> = new Map(
  catalogue.map(({ type }) => [type, derivedEvents.filter((row: DerivedRow) => row.from.includes(type))]),
)

export type { CatalogueRow, DerivedRow, EventDefaults, EventGroup, Shape, Touch } from './define'
export { eventName, touchWords } from './define'
export { exampleEvent } from './example-event'
export { eventGroups } from './groups'
export { shapeFor } from './shape-for'
export { isDerived, notesOf } from './words'
