import fc from 'fast-check'
import { newId } from '@/db/schema/columns'
import { chargeOf, subscriptionOf } from './testing-shop-objects'
import { type Payment, peopleIn, prices, type Shop, type Sub } from './testing-shop-people'
import { customer, refund, type StripeEvent, start, stripeEvent } from './testing-stripe'

/**
 * A small shop, played forward in the order things happen, and what its people must look like at the end. Plain sums over
 * plain objects: slow, obvious, and nothing in it is shared with the lane it judges.
 */

const customers = ['cus_1', 'cus_2', 'cus_3'] as const
const addresses = ['ada@example.com', 'Ada@Example.com', 'bob@example.com', 'cleo@example.com'] as const
const names = ['Ada Lovelace', 'Bob Ross', 'Cleo'] as const

const products = ['prod_a', 'prod_b'] as const
const statuses = ['active', 'past_due', 'trialing', 'unpaid', 'paused'] as const

const pick = <T extends string>(values: readonly T[]) => fc.constantFrom(...values)
const act = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    customer: pick(customers),
    email: pick(addresses),
    name: fc.option(pick(names)),
    /** Said before the account was connected, so that no webhook told it: only asking does. */
    unheard: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('pay' as const),
    customer: pick(customers),
    amount: fc.integer({ min: 100, max: 9_999 }),
    currency: fc.constantFrom('usd', 'jpy'),
  }),
  fc.record({ do: fc.constant('refund' as const), part: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    do: fc.constant('subscribe' as const),
    customer: pick(customers),
    price: fc.constantFrom(...ids(prices)),
  }),
  fc.record({
    do: fc.constant('change' as const),
    which: fc.nat({ max: 5 }),
    price: fc.constantFrom(...ids(prices)),
    quantity: fc.integer({ min: 1, max: 4 }),
    status: pick(statuses),
  }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat({ max: 5 }) }),
  fc.record({
    do: fc.constant('name product' as const),
    product: pick(products),
    name: pick(['Pro', 'Team', 'Basic']),
  }),
  fc.record({ do: fc.constant('ask' as const), about: pick([...customers, ...products]), history: fc.boolean() }),
)

export type ShopAct = typeof act extends fc.Arbitrary<infer A> ? A : never

/** What happens, with the seconds before each; 0 makes ties, also of one object that changes twice. */
export const shopStory = fc.array(fc.tuple(act, fc.constantFrom(0, 0, 1, 60)), { minLength: 4, maxLength: 14 })

/** What reaches Sluice: a webhook, or what Stripe said when it was asked. */
export type Arrival =
  | { kind: 'webhook'; event: StripeEvent }
  | { kind: 'look-up' | 'backfill'; about: { object: string; id: string }; object: object; at: string }

/** Plays a story: what arrives, in the order it happened, and the people by address at its end. */
export function playShop(account: string, acts: readonly (readonly [ShopAct, number])[]) {
  const arrivals: Arrival[] = []
  const inStripe = new Map<string, { email: string; name: string | null }>()
  const people: Shop['people'] = new Map()
  const paid: Payment[] = []
  const subs: Sub[] = []
  const titles = new Map<string, string>()
  const met = new Set<string>()
  const shown = new Shown()
  let second = 0
  const emit = (type: string, object: object, previous: object = {}) => {
    const data = { object, ...(Object.keys(previous).length > 0 && { previous_attributes: previous }) }
    arrivals.push({ kind: 'webhook', event: stripeEvent({ account }, type, object, second, { id: anyId(), data }) })
  }

  for (const [next, pause] of acts) {
    const changed = 'which' in next ? subs[next.which % Math.max(1, subs.length)] : undefined
    second += pause === 0 && !canTie(next, changed) ? 1 : pause
    if (next.do === 'say') {
      const before = inStripe.get(next.customer)
      inStripe.set(next.customer, { email: next.email, name: next.name })
      if (next.unheard) continue
      met.add(next.customer)
      const former = before && { ...customer(next.customer, before.email), name: before.name }
      emit(before ? 'customer.updated' : 'customer.created', heard(next.customer), former && changes(former, next))
      shown.at(second, `${next.customer} email`, next.email).at(second, `${next.customer} name`, next.name)
    }
    if (next.do === 'pay') {
      const one = {
        id: `ch_${paid.length}`,
        customer: next.customer,
        amount: next.amount,
        currency: next.currency,
        refunded: 0,
      }
      paid.push(one)
      met.add(next.customer)
      emit('charge.succeeded', chargeOf(one))
    }
    const last = paid.at(-1)
    if (next.do === 'refund' && last && last.refunded < last.amount) {
      const amount = Math.ceil((last.amount - last.refunded) / next.part)
      last.refunded += amount
      emit('refund.created', refund(`re_${last.id}_${last.refunded}`, last.id, amount))
      emit('charge.refunded', chargeOf(last))
    }
    if (next.do === 'subscribe') {
      const sub = {
        id: `sub_${subs.length}`,
        customer: next.customer,
        price: next.price,
        quantity: 1,
        status: 'active',
        started: second,
      }
      subs.push(sub)
      met.add(next.customer)
      emit('customer.subscription.created', subscriptionOf(sub))
    }
    const sub = changed
    if (next.do === 'change' && sub && sub.status !== 'canceled') {
      const before = subscriptionOf(sub)
      shown.at(second, sub.id, termsOf(sub))
      Object.assign(sub, { price: next.price, quantity: next.quantity, status: next.status })
      emit('customer.subscription.updated', subscriptionOf(sub), changes(before, subscriptionOf(sub)))
      shown.at(second, sub.id, termsOf(sub))
    }
    if (next.do === 'end' && sub && sub.status !== 'canceled') {
      sub.status = 'canceled'
      emit('customer.subscription.deleted', subscriptionOf(sub))
    }
    if (next.do === 'name product') {
      titles.set(next.product, next.name)
      emit('product.updated', { id: next.product, object: 'product', name: next.name })
    }
    if (next.do === 'ask') {
      const at = new Date((start + second) * 1000).toISOString()
      const title = titles.get(next.about)
      const kind = next.history ? 'backfill' : 'look-up'
      // History that is imported makes somebody a subscriber; a question about them does not.
      if (inStripe.has(next.about) && next.history) met.add(next.about)
      if (inStripe.has(next.about))
        arrivals.push({ kind, about: { object: 'customer', id: next.about }, object: heard(next.about), at })
      if (title)
        arrivals.push({
          kind,
          about: { object: 'product', id: next.about },
          object: { id: next.about, object: 'product', name: title },
          at,
        })
    }
  }
  return { arrivals, people: peopleIn({ met, people, paid, subs, titles }) }

  /**
   * Whether it may happen in the second of what was before it. A change says what it changed from, so the last of several can
   * be told; but not when it goes back to where it was in that second, nor when a step between was never heard of.
   */
  function canTie(next: ShopAct, sub: Sub | undefined): boolean {
    if (next.do === 'pay' || next.do === 'subscribe') return true
    if (next.do === 'change') return !sub || !shown.before(second, sub.id, termsOf({ ...sub, ...next }))
    if (next.do !== 'say' || next.unheard) return false
    const now = inStripe.get(next.customer)
    return (
      now !== undefined &&
      next.name !== null &&
      now.name !== null &&
      (next.email === now.email || !shown.before(second, `${next.customer} email`, next.email)) &&
      (next.name === now.name || !shown.before(second, `${next.customer} name`, next.name))
    )
  }

  /** The customer as Stripe shows it now; from here on Sluice can know as much. */
  function heard(id: string) {
    const now = inStripe.get(id) ?? { email: '', name: null }
    const before = people.get(id)
    people.set(id, {
      email: now.email.toLowerCase(),
      name: now.name ?? before?.name ?? null,
      at: now.name ? second : (before?.at ?? -1),
    })
    return { ...customer(id, now.email), name: now.name }
  }
}

/** What an object was within a second. */
class Shown {
  private readonly seen = new Set<string>()

  at(second: number, what: string, value: string | null) {
    this.seen.add(JSON.stringify([second, what, value]))
    return this
  }

  before = (second: number, what: string, value: string | null) => this.seen.has(JSON.stringify([second, what, value]))
}

const termsOf = ({ price, quantity, status }: Pick<Sub, 'price' | 'quantity' | 'status'>) =>
  `${price} ${quantity} ${status}`

/** Stripe's previous_attributes: the fields that were different before, as they were. */
function changes(before: object, now: object): object {
  const shows = new Map(Object.entries(now))
  return Object.fromEntries(
    Object.entries(before).filter(
      ([field, value]) => shows.has(field) && JSON.stringify(shows.get(field)) !== JSON.stringify(value),
    ),
  )
}

/** Ids that are made by time would tell which came first; Stripe's do not. */
const anyId = () => `evt_${[...newId().replaceAll('-', '')].reverse().join('')}`

function ids<T extends object>(of: T) {
  return Object.keys(of) as (keyof T & string)[]
}
