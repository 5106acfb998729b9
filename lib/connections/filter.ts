import type { EventFilter } from '@/db/schema/connections'

export type { EventFilter }

/** The conditions a filter can have, in the order they are checked and told. */
export const conditions = ['products', 'prices', 'billing_reasons', 'metadata', 'livemode'] as const
export type Condition = (typeof conditions)[number]

/** As much of an event as filters look at. */
export interface Filtered {
  products: readonly string[]
  prices: readonly string[]
  metadata: Readonly<Record<string, string>>
  livemode: boolean
  /** Only invoices have one. */
  billingReason: string | null
}

/**
 * The condition an event does not meet, as a filter of that one condition; null when it passes. All conditions must hold,
 * within one list any of its values does. What the payload does not say meets no condition: nothing is guessed.
 */
export function failedRule(filter: EventFilter | null | undefined, event: Filtered): EventFilter | null {
  if (!filter) return null
  const failed = conditions.find((condition) => filter[condition] !== undefined && !meets[condition](filter, event))
  return failed ? { [failed]: filter[failed] } : null
}

const meets: Record<Condition, (filter: EventFilter, event: Filtered) => boolean> = {
  products: ({ products }, event) => sharesOne(products, event.products),
  prices: ({ prices }, event) => sharesOne(prices, event.prices),
  billing_reasons: ({ billing_reasons }, { billingReason }) =>
    billingReason !== null && sharesOne(billing_reasons, [billingReason]),
  metadata: ({ metadata = [] }, event) =>
    metadata.some(({ key, value }) => Object.hasOwn(event.metadata, key) && event.metadata[key] === value),
  livemode: ({ livemode }, event) => livemode === event.livemode,
}

const sharesOne = (wanted: readonly string[] = [], given: readonly string[]) =>
  wanted.some((value) => given.includes(value))

/**
 * The one way of writing a filter: lists sorted and without repeats, empty ones left out; null when no condition is left.
 * Two filters that mean the same are equal text, in the browser and in SQL.
 */
export function canonicalFilter(filter: EventFilter | null | undefined): EventFilter | null {
  if (!filter) return null
  const written: EventFilter = {
    ...list('products', filter.products),
    ...list('prices', filter.prices),
    ...list('billing_reasons', filter.billing_reasons),
    ...(filter.metadata?.length ? { metadata: pairs(filter.metadata) } : {}),
    ...(filter.livemode === undefined ? {} : { livemode: filter.livemode }),
  }
  return Object.keys(written).length > 0 ? written : null
}

const list = (name: 'products' | 'prices' | 'billing_reasons', values: readonly string[] | undefined) =>
  values?.length ? { [name]: [...new Set(values)].sort() } : {}

function pairs(given: readonly { key: string; value: string }[]) {
  const byText = new Map(given.map(({ key, value }) => [JSON.stringify([key, value]), { key, value }]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
}

export function sameFilter(a: EventFilter | null, b: EventFilter | null): boolean {
  return JSON.stringify(canonicalFilter(a)) === JSON.stringify(canonicalFilter(b))
}
