import type { Charge, PaymentIntent } from './objects/charge'
import type { Customer } from './objects/customer'
import type { Dispute } from './objects/dispute'
import type { Invoice, InvoicePayment } from './objects/invoice'
import type { Price, Product } from './objects/price'
import type { Quote } from './objects/quote'
import type { BalanceTransaction, Refund } from './objects/refund'
import type { CheckoutSession } from './objects/session'
import type { Subscription } from './objects/subscription'
import { letters, type Random, seeded } from './random'
import { inShape, isKnownIn } from './shapes'
import { apiVersions, type Fields, type Shape, StoryError, type StripeEvent } from './types'

type Kinds = {
  customers: Customer
  charges: Charge
  payment_intents: PaymentIntent
  invoices: Invoice
  invoice_payments: InvoicePayment
  subscriptions: Subscription
  products: Product
  prices: Price
  refunds: Refund
  disputes: Dispute
  sessions: CheckoutSession
  quotes: Quote
  balance_transactions: BalanceTransaction
}

/** Every object of an account by kind and id, oldest first, with the fields of all shapes (shapes.ts takes away). */
export type Rows = { [K in keyof Kinds]: Record<string, Kinds[K]> }

/** One Stripe account in one mode: what it holds, what happened in it, and the generator of its ids. */
export type World = {
  readonly account: string
  readonly livemode: boolean
  /** The account's own currency, lower case as Stripe writes it. */
  readonly currency: string
  readonly random: Random
  readonly rows: Rows
  /** Ids of customers that are gone: the API answers with a stub. */
  readonly deleted: string[]
  /** Oldest first. Only the newest `keepEvents` are kept. */
  readonly events: StripeEvent[]
  readonly keepEvents: number
  shape: Shape
  /** Unix seconds. */
  now: () => number
}

export type WorldOptions = {
  account: string
  livemode?: boolean
  currency?: string
  shape?: Shape
  seed?: string | number
  now?: () => number
  keepEvents?: number
}

/** An empty world. The same seed and clock tell the same story with the same ids, in whatever shape. */
export function createWorld(options: WorldOptions): World {
  const livemode = options.livemode ?? true
  return {
    account: options.account,
    livemode,
    currency: options.currency ?? 'usd',
    random: seeded(`${options.seed ?? 'story'}/${options.account}/${livemode}`),
    rows: emptyRows(),
    deleted: [],
    events: [],
    keepEvents: options.keepEvents ?? 5000,
    shape: options.shape ?? 'newest',
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  }
}

function emptyRows(): Rows {
  return {
    customers: {},
    charges: {},
    payment_intents: {},
    invoices: {},
    invoice_payments: {},
    subscriptions: {},
    products: {},
    prices: {},
    refunds: {},
    disputes: {},
    sessions: {},
    quotes: {},
    balance_transactions: {},
  }
}

export function newId(world: World, prefix: string): string {
  return `${prefix}_${letters(world.random, 24)}`
}

/**
 * Records that something happened and returns the event in the world's shape: an empty list when that shape's
 * endpoint cannot hear of it, so that callers can spread the answer.
 */
export function emit(world: World, type: string, object: Fields, previous?: Fields): StripeEvent[] {
  const id = `evt_1${letters(world.random, 23)}`
  const request = `req_${letters(world.random, 14)}`
  if (!isKnownIn(world.shape, type)) return []

  const kind = String(object.object)
  const event: StripeEvent = {
    id,
    object: 'event',
    account: world.account,
    api_version: apiVersions[world.shape],
    created: world.now(),
    data: { object: inShape(kind, object, world.shape) },
    livemode: world.livemode,
    pending_webhooks: 1,
    request: { id: request, idempotency_key: null },
    type,
  }
  if (previous !== undefined) event.data.previous_attributes = inShape(kind, previous, world.shape)
  return [keep(world, event)]
}

/** The two events about the application itself: the account is only on the envelope, version and request are null. */
export function emitApplication(
  world: World,
  type: 'account.application.authorized' | 'account.application.deauthorized',
  application: { id: string; name: string | null },
): StripeEvent[] {
  const event: StripeEvent = {
    id: `evt_1${letters(world.random, 23)}`,
    object: 'event',
    account: world.account,
    api_version: null,
    created: world.now(),
    data: { object: { id: application.id, object: 'application', name: application.name } },
    livemode: world.livemode,
    pending_webhooks: 1,
    request: null,
    type,
  }
  return [keep(world, event)]
}

function keep(world: World, event: StripeEvent): StripeEvent {
  if (world.keepEvents === 0) return event
  world.events.push(event)
  if (world.events.length > world.keepEvents * 1.2) world.events.splice(0, world.events.length - world.keepEvents)
  return event
}

/** Changes an object in place and returns the former values: what Stripe calls `previous_attributes`. */
export function change<T extends Fields>(object: T, patch: Partial<T>): Fields {
  const previous: Fields = {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || JSON.stringify(object[key]) === JSON.stringify(value)) continue
    previous[key] = structuredClone(object[key] ?? null)
  }
  Object.assign(object, patch)
  return previous
}

/** The row with that id, or a StoryError that names what is missing. */
export function find<K extends keyof Kinds>(world: World, kind: K, id: string): Kinds[K] {
  const rows: Record<string, Kinds[K]> = world.rows[kind]
  const row = Object.hasOwn(rows, id) ? rows[id] : undefined
  if (row === undefined) throw new StoryError(`No such ${kind.replaceAll('_', ' ').replace(/s$/, '')}: ${id}`)
  return row
}
