import type { Fields, Json, StripeEvent } from '@/sandbox/story'
import { type Person, peopleOf } from './model-people'
import type { ConnectedShop } from './shops'

/**
 * What must be stored in the end, worked out from the list of events as it happened: the last word on each object wins,
 * because the list is in order. Plain sums over plain objects; nothing here is shared with the lane it judges.
 */
export interface Expected {
  /** By `<connection> <event id>`: how it ended. */
  events: Map<string, string>
  /** By `<connection> <charge>`. */
  ledger: Map<string, Charge>
  /** By `<connection> <subscription>`. */
  subscriptions: Map<string, Subscription>
  /** By `<site> <live or test> <address>`. */
  people: Map<string, Person>
}

export interface Charge {
  currency: string
  captured: number
  refunded: number
  withdrawn: number
  reinstated: number
  net: number
  party: string | null
}

export interface Subscription {
  status: string
  currency: string
  /** Minor units a month, rounded. */
  mrr: number
  plan: string
  quantity: number
  party: string
}

/** Events that are switched off until somebody switches them on (docs/events.md). */
const switchedOff = /^payment_intent\.|^quote\.created$/

export function expectedOf(shops: readonly ConnectedShop[]): Expected {
  const books = shops.map(bookOf)
  return {
    events: new Map(books.flatMap(({ shop }) => shop.events.map((event) => [keyOf(shop, event.id), endOf(event)]))),
    ledger: new Map(
      books.flatMap((book) => [...book.charges].map(([id, c]) => [keyOf(book.shop, id), chargeOf(c, book)])),
    ),
    subscriptions: new Map(
      books.flatMap((book) =>
        [...book.subscriptions].map(([id, s]) => [keyOf(book.shop, id), subscriptionOf(s, book)]),
      ),
    ),
    people: peopleOf(books),
  }
}

/** The objects of one shop as its last events show them. */
export interface Book {
  shop: ConnectedShop
  customers: Map<string, Customer>
  charges: Map<string, Fields>
  refunds: Map<string, Fields>
  disputes: Map<string, Fields>
  subscriptions: Map<string, Fields>
  /** Addresses of buyers without a customer record, with every name they gave and when. */
  guests: Map<string, { name: string; at: number }[]>
}

/** A customer's last word on each field, and when it was said. */
export interface Customer {
  email: string
  name: string | null
  namedAt: number
  currency: string | null
  currencyAt: number
  deletedAt: number | null
}

function bookOf(shop: ConnectedShop): Book {
  const book: Book = {
    shop,
    customers: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    subscriptions: new Map(),
    guests: new Map(),
  }
  for (const event of shop.events) write(book, event)
  return book
}

function write(book: Book, { type, created, data: { object } }: StripeEvent) {
  const id = String(object.id)
  if (object.object === 'customer') {
    const before = book.customers.get(id)
    book.customers.set(id, {
      email: textOf(object.email) ?? before?.email ?? '',
      name: textOf(object.name) ?? before?.name ?? null,
      namedAt: textOf(object.name) === null ? (before?.namedAt ?? 0) : created,
      currency: textOf(object.currency)?.toUpperCase() ?? before?.currency ?? null,
      currencyAt: textOf(object.currency) === null ? (before?.currencyAt ?? 0) : created,
      deletedAt: type === 'customer.deleted' ? created : null,
    })
  }
  if (object.object === 'charge') book.charges.set(id, object)
  if (object.object === 'refund') book.refunds.set(id, object)
  if (object.object === 'dispute') book.disputes.set(id, object)
  if (object.object === 'subscription') book.subscriptions.set(id, object)
  const buyer = fieldsOf(object.object === 'checkout.session' ? object.customer_details : object.billing_details)
  const address = textOf(buyer.email)
  if ((object.object !== 'charge' && object.object !== 'checkout.session') || object.customer !== null || !address)
    return
  const names = book.guests.get(address.toLowerCase()) ?? []
  const name = textOf(buyer.name)
  book.guests.set(address.toLowerCase(), name ? [...names, { name, at: created }] : names)
}

const endOf = ({ type }: StripeEvent) => (switchedOff.test(type) ? 'switched_off' : 'processed')

export function chargeOf(charge: Fields, book: Book): Charge {
  const captured = charge.status === 'succeeded' && charge.captured === true ? numberOf(charge.amount_captured) : 0
  const own = (rows: Map<string, Fields>) => [...rows.values()].filter((row) => row.charge === charge.id)
  const refunded = own(book.refunds)
    .filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled')
    .reduce((sum, refund) => sum + numberOf(refund.amount), 0)
  const moves = own(book.disputes).flatMap(({ balance_transactions: lines }) =>
    Array.isArray(lines) ? lines.map((line) => numberOf(fieldsOf(line).amount)) : [],
  )
  const withdrawn = -moves.reduce((sum, move) => sum + Math.min(0, move), 0)
  const reinstated = moves.reduce((sum, move) => sum + Math.max(0, move), 0)
  return {
    currency: String(charge.currency).toUpperCase(),
    captured,
    refunded,
    withdrawn,
    reinstated,
    net: Math.min(captured, Math.max(0, captured - refunded - withdrawn + reinstated)),
    party: partyOf(charge, book),
  }
}

function partyOf(charge: Fields, { shop }: Book): string | null {
  const customer = textOf(charge.customer)
  const address = textOf(fieldsOf(charge.billing_details).email)
  return customer ? `cus:${shop.place.connectionId}:${customer}` : address ? `mail:${address.toLowerCase()}` : null
}

export function subscriptionOf(subscription: Fields, { shop }: Book): Subscription {
  const price = priceOf(subscription)
  return {
    status: String(subscription.status),
    currency: String(subscription.currency).toUpperCase(),
    mrr: roundedMonth(yearlyOf(subscription)),
    plan: textOf(price.nickname) ?? String(price.id),
    quantity: numberOf(itemOf(subscription).quantity),
    party: `cus:${shop.place.connectionId}:${subscription.customer}`,
  }
}

/** Minor units a year: a whole number, so nothing is rounded before it is added up. */
export function yearlyOf(subscription: Fields): number {
  if (subscription.status !== 'active' && subscription.status !== 'past_due') return 0
  const price = priceOf(subscription)
  const times = { month: 12, year: 1 }[String(fieldsOf(price.recurring).interval)] ?? Number.NaN
  return numberOf(price.unit_amount) * numberOf(itemOf(subscription).quantity) * times
}

/** A twelfth, half up. */
export const roundedMonth = (yearly: number) => Math.floor((yearly + 6) / 12)

export function priceOf(subscription: Fields): Fields {
  return fieldsOf(itemOf(subscription).price)
}

function itemOf(subscription: Fields): Fields {
  const { data } = fieldsOf(subscription.items)
  return fieldsOf(Array.isArray(data) ? data[0] : undefined)
}

export const keyOf = ({ place }: ConnectedShop, id: string) => `${place.connectionId} ${id}`
export const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
export const textOf = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : null)
export const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : 0)
