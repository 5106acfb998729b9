import type { Fields } from '@/sandbox/story'
import {
  type Book,
  type Charge,
  type Customer,
  chargeOf,
  fieldsOf,
  numberOf,
  priceOf,
  roundedMonth,
  subscriptionOf,
  yearlyOf,
} from './model'

/** What a person must look like: everybody with one address on one site and mode. */
export interface Person {
  /** The customer records and guest addresses it is made of. */
  parties: string
  /** Null where several names were given in one second. */
  name: string | null | undefined
  currency: string | null
  ltv: Record<string, string>
  /** In the currency of the first payment; undefined = nobody paid, so nothing is said of it here. */
  lifetimeValue: string | undefined
  mrr: Record<string, string>
  plan: string | null
  planInterval: string | null
  status: string | null
  products: string[]
  unsubscribed: boolean
}

interface Party {
  key: string
  customer: (Customer & { id: string }) | null
  names: { name: string; at: number }[]
  charges: (Charge & { paidAt: number })[]
  subscriptions: Plan[]
}

interface Plan {
  id: string
  status: string
  currency: string
  yearly: number
  name: string
  interval: string
  product: string
  started: number
}

export function peopleOf(books: readonly Book[]): Map<string, Person> {
  const parties = new Map<string, Party[]>()
  for (const book of books) {
    const { siteId } = book.shop.place
    for (const [address, party] of partiesIn(book)) {
      const key = `${siteId} ${book.shop.livemode ? 'live' : 'test'} ${address}`
      parties.set(key, [...(parties.get(key) ?? []), party])
    }
  }
  return new Map([...parties].map(([key, some]) => [key, personOf(joined(some))]))
}

function* partiesIn(book: Book): Iterable<[address: string, Party]> {
  const charges = [...book.charges.values()].map((charge) => ({
    ...chargeOf(charge, book),
    paidAt: numberOf(charge.created),
  }))
  const plans = [...book.subscriptions.values()].map((row) => ({ row, party: subscriptionOf(row, book).party }))
  const [charged, subscribed] = [grouped(charges, ({ party }) => party), grouped(plans, ({ party }) => party)]
  for (const [id, customer] of book.customers) {
    const key = `cus:${book.shop.place.connectionId}:${id}`
    const subscriptions = (subscribed.get(key) ?? []).map(({ row }) => planOf(row, subscriptionOf(row, book).plan))
    const party = { key, customer: { ...customer, id }, names: [], charges: charged.get(key) ?? [], subscriptions }
    yield [customer.email.toLowerCase(), party]
  }
  for (const [address, names] of book.guests) {
    const key = `mail:${address}`
    yield [address, { key, customer: null, names, charges: charged.get(key) ?? [], subscriptions: [] }]
  }
}

const planOf = (row: Fields, name: string): Plan => ({
  id: String(row.id),
  status: String(row.status),
  currency: String(row.currency).toUpperCase(),
  yearly: yearlyOf(row),
  name,
  interval: String(fieldsOf(priceOf(row).recurring).interval),
  product: String(priceOf(row).product),
  started: numberOf(row.start_date),
})

/** A guest is its address, whichever account of the site it paid. */
function joined(parties: readonly Party[]): Party[] {
  return [...grouped(parties, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    first
      ? [
          {
            ...first,
            names: [first, ...others].flatMap(({ names }) => names),
            charges: [first, ...others].flatMap(({ charges }) => charges),
          },
        ]
      : [],
  )
}

function personOf(parties: readonly Party[]): Person {
  const paid = parties.flatMap(({ charges }) => charges).filter(({ captured }) => captured > 0)
  const plans = parties.flatMap(({ subscriptions }) => subscriptions)
  const sums = totals(paid.map(({ currency, net }) => [currency, net]))
  const [first] = paid.toSorted((a, b) => a.paidAt - b.paidAt || (a.currency < b.currency ? -1 : 1))
  const [last] = paid.toSorted((a, b) => b.paidAt - a.paidAt || (a.currency < b.currency ? -1 : 1))
  const best = bestOf(plans, first?.currency)
  const yearly = totals(plans.filter((plan) => plan.yearly > 0).map((plan) => [plan.currency, plan.yearly]))
  return {
    parties: parties
      .map(({ key }) => key)
      .sort()
      .join(' '),
    name: nameOf(parties),
    currency: last?.currency ?? best?.currency ?? billedIn(parties),
    ltv: texts(sums),
    lifetimeValue: first && String(sums.get(first.currency) ?? 0),
    mrr: texts(new Map([...yearly].map(([currency, sum]) => [currency, roundedMonth(sum)]))),
    plan: best?.name ?? null,
    planInterval: best?.interval ?? null,
    status: standings.find((status) => plans.some((plan) => plan.status === status)) ?? null,
    products: [...new Set(plans.filter(isLive).map(({ product }) => product))].sort(),
    unsubscribed: isGone(parties, last?.paidAt ?? 0),
  }
}

const standings = ['active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete', 'canceled']

/** The name the newest Customer object told; without any, the one given last at the till. */
function nameOf(parties: readonly Party[]): string | null | undefined {
  const own = parties.flatMap(({ key, customer }) => (customer?.name ? [{ ...customer, key }] : []))
  const [named] = own.sort((a, b) => b.namedAt - a.namedAt || (a.key < b.key ? -1 : 1))
  if (named) return named.name
  const given = parties.flatMap(({ names }) => names)
  // The till's name of somebody who is a customer too is not worked out here.
  if (parties.some(({ customer }) => customer)) return undefined
  const latest = Math.max(...given.map(({ at }) => at))
  const names = new Set(given.filter(({ at }) => at === latest).map(({ name }) => name))
  return names.size > 1 ? undefined : ([...names][0] ?? null)
}

function billedIn(parties: readonly Party[]): string | null {
  const billed = parties.flatMap(({ key, customer }) => (customer?.currency ? [{ ...customer, key }] : []))
  return billed.sort((a, b) => b.currencyAt - a.currencyAt || (a.key < b.key ? -1 : 1))[0]?.currency ?? null
}

/**
 * The live plan worth most a month, the newest of equals; else the newest that is over. Plans of several currencies are not
 * compared: those in the currency of the first payment come first.
 */
function bestOf(plans: readonly Plan[], home: string | undefined): Plan | undefined {
  const currencies = new Set(plans.filter((plan) => isLive(plan) && plan.yearly > 0).map(({ currency }) => currency))
  const worth = (plan: Plan) => (currencies.size > 1 && isLive(plan) && plan.currency !== home ? -1 : plan.yearly)
  const order = (a: Plan, b: Plan) =>
    Number(isLive(b)) - Number(isLive(a)) ||
    Number(b.yearly > 0) - Number(a.yearly > 0) ||
    worth(b) - worth(a) ||
    b.started - a.started ||
    (a.id < b.id ? 1 : -1)
  return plans.toSorted(order)[0]
}

const isLive = ({ status }: Plan) => ['active', 'past_due', 'trialing'].includes(status)

/** Every customer record was deleted, and nothing was paid since. */
function isGone(parties: readonly Party[], lastPaid: number): boolean {
  const customers = parties.flatMap(({ customer }) => customer ?? [])
  const deleted = customers.flatMap(({ deletedAt }) => deletedAt ?? [])
  return customers.length > 0 && deleted.length === customers.length && lastPaid <= Math.max(...deleted)
}

function grouped<T>(rows: readonly T[], by: (row: T) => string | null): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>()
  for (const row of rows) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}

function totals(amounts: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [currency, amount] of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return sums
}

const texts = (sums: ReadonlyMap<string, number>) =>
  Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, String(value)]))
