import { inShape } from '../story/shapes'
import type { Fields, Shape } from '../story/types'
import type { World } from '../story/world'

/** What can be listed and fetched under /v1, and by which fields a list can be narrowed. Of `none` the story has nothing. */
type Resource = {
  kind: keyof World['rows'] | 'payment_methods' | 'subscription_items' | 'none'
  name: string
  filters: string[]
}

export const resources: Record<string, Resource> = {
  customers: { kind: 'customers', name: 'customer', filters: ['email'] },
  charges: { kind: 'charges', name: 'charge', filters: ['customer', 'payment_intent'] },
  payment_intents: { kind: 'payment_intents', name: 'payment_intent', filters: ['customer'] },
  invoices: { kind: 'invoices', name: 'invoice', filters: ['customer', 'subscription', 'status'] },
  invoice_payments: { kind: 'invoice_payments', name: 'invoice_payment', filters: ['invoice', 'status', 'payment'] },
  subscriptions: { kind: 'subscriptions', name: 'subscription', filters: ['customer', 'status'] },
  subscription_items: { kind: 'subscription_items', name: 'subscription_item', filters: ['subscription'] },
  products: { kind: 'products', name: 'product', filters: ['active'] },
  prices: { kind: 'prices', name: 'price', filters: ['active', 'product', 'currency'] },
  refunds: { kind: 'refunds', name: 'refund', filters: ['charge', 'payment_intent'] },
  disputes: { kind: 'disputes', name: 'dispute', filters: ['charge', 'payment_intent'] },
  'checkout/sessions': {
    kind: 'sessions',
    name: 'checkout.session',
    filters: ['customer', 'payment_intent', 'subscription', 'status'],
  },
  quotes: { kind: 'quotes', name: 'quote', filters: ['customer', 'status'] },
  balance_transactions: {
    kind: 'balance_transactions',
    name: 'balance_transaction',
    filters: ['type', 'source', 'currency'],
  },
  payment_methods: { kind: 'payment_methods', name: 'payment_method', filters: ['customer', 'type'] },
  setup_intents: { kind: 'none', name: 'setup_intent', filters: ['customer', 'payment_method'] },
  mandates: { kind: 'none', name: 'mandate', filters: [] },
  coupons: { kind: 'none', name: 'coupon', filters: [] },
  'billing/credit_grants': { kind: 'none', name: 'credit grant', filters: ['customer'] },
}

/** The story keeps no cards of their own: a charge holds what there is to know about the one it was paid with. */
function paymentMethods(world: World): Record<string, Fields> {
  const methods: Record<string, Fields> = {}
  for (const charge of Object.values(world.rows.charges)) {
    const { payment_method: id, billing_details, customer, created, livemode, payment_method_details: details } = charge
    if (typeof id !== 'string') continue
    const card = { type: 'card', card: (details as Fields).card ?? null }
    methods[id] = { id, object: 'payment_method', billing_details, created, customer, livemode, metadata: {}, ...card }
  }
  return methods
}

/** Each item stands in its subscription only. */
function subscriptionItems(world: World): Record<string, Fields> {
  const items = Object.values(world.rows.subscriptions).flatMap((subscription) => subscription.items.data)
  return Object.fromEntries(items.map((item) => [item.id, item]))
}

function tableOf(world: World, { kind }: Resource): Record<string, Fields> {
  if (kind === 'none') return {}
  if (kind === 'subscription_items') return subscriptionItems(world)
  return kind === 'payment_methods' ? paymentMethods(world) : world.rows[kind]
}

/** The rows of a resource, newest first, narrowed by its own filters, each with the fields of all shapes. */
export function rowsOf(world: World, resource: Resource, params: Fields): Fields[] {
  const rows: Fields[] = Object.values(tableOf(world, resource)).reverse()
  return rows.filter((row) => resource.filters.every((filter) => isMatch(resource, row, filter, params)))
}

function isMatch(resource: Resource, row: Fields, filter: string, params: Fields): boolean {
  const wanted = params[filter]
  if (resource.kind === 'subscriptions' && filter === 'status') {
    // Without a status Stripe leaves out what has ended.
    if (wanted === undefined) return row.status !== 'canceled'
    return wanted === 'all' || row.status === wanted
  }
  if (wanted !== null && typeof wanted === 'object') {
    // `payment[payment_intent]` looks into the field `payment`.
    return Object.entries(wanted).every(([key, inner]) => String((row[filter] as Fields)[key]) === String(inner))
  }
  return wanted === undefined || String(row[filter]) === String(wanted)
}

/** The row with that id; a deleted customer is the stub Stripe leaves. */
export function rowOf(world: World, resource: Resource, id: string): Fields | undefined {
  const rows = tableOf(world, resource)
  if (Object.hasOwn(rows, id)) return rows[id]
  const isGone = resource.kind === 'customers' && world.deleted.includes(id)
  return isGone ? { id, object: 'customer', deleted: true } : undefined
}

/** Fields that are there only when they are asked for. */
const hidden = ['tiers', 'currency_options', 'applies_to', 'payments', 'discounts']

/** The first path that names nothing of the object, if any: Stripe refuses to expand it. */
export function notExpandable(row: Fields, expand: string[]): string | undefined {
  return expand.find((path) => {
    const [first = ''] = path.split('.')
    return !(first in row) && !hidden.includes(first)
  })
}

/** The object as the asked-for version shows it, with `expand` paths filled (four levels at most). */
export function shown(world: World, row: Fields, shape: Shape, expand: string[]): Fields {
  const object = inShape(String(row.object), row, shape)
  for (const path of expand) fill(world, object, path.split('.').slice(0, 4), shape)
  return object
}

function fill(world: World, value: Fields[string] | undefined, [step, ...rest]: string[], shape: Shape): void {
  if (step === undefined || value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const entry of value) fill(world, entry, [step, ...rest], shape)
    return
  }
  const inner = value[step]
  if (typeof inner === 'string') {
    const found = anyRow(world, inner)
    if (found !== undefined) value[step] = inShape(String(found.object), found, shape)
  }
  if (step === 'payments' && value.object === 'invoice' && shape !== 'classic') {
    const payments = Object.values(world.rows.invoice_payments).filter((row) => row.invoice === value.id)
    value[step] = { object: 'list', data: structuredClone(payments), has_more: false, url: '/v1/invoice_payments' }
  }
  fill(world, value[step], rest, shape)
}

function anyRow(world: World, id: string): Fields | undefined {
  for (const rows of Object.values(world.rows)) {
    const table: Record<string, Fields> = rows
    if (Object.hasOwn(table, id)) return table[id]
  }
  return world.deleted.includes(id) ? { id, object: 'customer', deleted: true } : undefined
}
