import * as fc from 'fast-check'
import { charge, customer, dispute, refund, type StripeEvent, start, stripeEvent } from '@/lib/lane/testing-stripe'

/**
 * Histories of a small shop and what they must add up to. The model plays the shop forward, in the order things
 * happened, with plain sums; it shares nothing with the fold it judges.
 */

const addresses = ['ada@example.com', 'Ada@Example.com', 'bob@example.com', 'cleo@example.com']
const customers = ['cus_1', 'cus_2', 'cus_3']
const charges = ['ch_1', 'ch_2', 'ch_3']

/** What a bank claims, how it ends and how Stripe tells it; the rules stand below (disputed). */
const disputes = {
  claims: fc.constantFrom('half of the rest', 'the rest', 'the whole charge'),
  ends: fc.constantFrom('lost', 'partly won', 'won'),
  told: fc.constantFrom('bare', 'booked', 'booked elsewhere', 'claimed elsewhere'),
}

const act = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    customer: fc.constantFrom(...customers),
    email: fc.option(fc.constantFrom(...addresses), { freq: 5 }),
  }),
  fc.record({
    do: fc.constant('pay' as const),
    charge: fc.constantFrom(...charges),
    amount: fc.integer({ min: 100, max: 9_999 }),
    hold: fc.boolean(),
    /** Whether its running total forgets a refund that failed: Stripe does not say (docs/money.md). */
    drops: fc.boolean(),
    currency: fc.constantFrom('usd', 'jpy'),
    customer: fc.option(fc.constantFrom(...customers)),
    email: fc.constantFrom(...addresses),
  }),
  fc.record({
    do: fc.constant('attach' as const),
    charge: fc.constantFrom(...charges),
    customer: fc.constantFrom(...customers),
  }),
  fc.record({
    do: fc.constant('refund' as const),
    charge: fc.constantFrom(...charges),
    part: fc.integer({ min: 1, max: 4 }),
    fails: fc.boolean(),
    mentioned: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('refund fails' as const),
    charge: fc.constantFrom(...charges),
    mentioned: fc.boolean(),
  }),
  fc.record({ do: fc.constant('mention' as const), charge: fc.constantFrom(...charges) }),
  fc.record({ do: fc.constant('dispute' as const), charge: fc.constantFrom(...charges), ...disputes }),
)

export type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** Acts with the seconds that pass before each; 0 makes ties. */
export const story = fc.array(fc.tuple(act, fc.constantFrom(0, 1, 1, 60)), { minLength: 3, maxLength: 9 })

interface Paid {
  amount: number
  captured: number
  drops: boolean
  currency: string
  customer: string | null
  email: string
  refunds: { id: string; amount: number; failed: boolean }[]
  disputes: number
  taken: number
  returned: number
}

export interface Told {
  events: StripeEvent[]
  /** Lifetime value by address and currency, minor units. */
  people: Record<string, Record<string, string>>
}

/** Plays a story: the events Stripe would send, in order, and the people it ends with. */
export function play(account: string, acts: readonly (readonly [Act, number])[]): Told {
  const events: StripeEvent[] = []
  const paid = new Map<string, Paid>()
  const said = new Map<string, string>()
  const seen = new Map<string, string>()
  const exists = new Set<string>()
  const guests = new Set<string>()
  let second = 0
  const emit = (type: string, object: object) => events.push(stripeEvent({ account }, type, object, second))

  for (const [next, pause] of acts) {
    second += pause
    if (next.do === 'say') {
      // Two changes of one customer in one second have no order that Stripe's payload could tell.
      second += 1
      emit(exists.has(next.customer) ? 'customer.updated' : 'customer.created', customer(next.customer, next.email))
      exists.add(next.customer)
      if (next.email) said.set(next.customer, next.email.toLowerCase())
      continue
    }
    const known = paid.get(next.charge)
    if (next.do === 'pay') {
      if (known) continue
      const { amount, currency, customer: payer, email, drops } = next
      const who = { currency, customer: payer, email }
      const made: Paid = { ...who, amount, drops, captured: 0, refunds: [], disputes: 0, taken: 0, returned: 0 }
      paid.set(next.charge, made)
      if (payer && !seen.has(payer)) second += 1
      if (payer && !seen.has(payer)) seen.set(payer, email.toLowerCase())
      made.captured = next.hold ? 0 : amount
      emit('charge.succeeded', objectOf(next.charge, made))
      if (!next.hold) continue
      second += 1
      made.captured = Math.ceil(amount / 2)
      emit('charge.captured', objectOf(next.charge, made))
      continue
    }
    if (!known) continue
    if (next.do === 'attach' && known.customer === null) {
      // Stripe lets a guest's charge be given to a customer afterwards; the guest remains, without its money.
      second += 1
      guests.add(known.email.toLowerCase())
      known.customer = next.customer
      if (!seen.has(next.customer)) seen.set(next.customer, known.email.toLowerCase())
      emit('charge.updated', objectOf(next.charge, known))
    }
    if (next.do === 'mention') emit('charge.updated', objectOf(next.charge, known))
    const left = known.captured - refunded(known)
    if (next.do === 'refund' && left > 0) {
      const amount = Math.ceil(left / next.part)
      const row = { id: `re_${next.charge}_${known.refunds.length}`, amount, failed: false }
      known.refunds.push(row)
      emit('refund.created', refund(row.id, next.charge, amount, { currency: known.currency }))
      emit('charge.refunded', objectOf(next.charge, known))
    }
    const last = known.refunds.at(-1)
    const fails = next.do === 'refund fails' || (next.do === 'refund' && next.fails)
    if (fails && last && !last.failed) {
      last.failed = true
      const { currency } = known
      emit('refund.failed', refund(last.id, next.charge, last.amount, { currency, status: 'failed' }))
      // Whatever else changes of the charge, its running total is told once more.
      if (next.mentioned) second += 1
      if (next.mentioned) emit('charge.updated', objectOf(next.charge, known))
    }
    const story = next.do === 'dispute' ? disputed(next, known) : null
    if (!story) continue
    emit('charge.dispute.created', story.opened)
    emit('charge.dispute.funds_withdrawn', story.opened)
    if (!story.ended) continue
    second += 1
    emit('charge.dispute.funds_reinstated', story.ended)
  }
  return { events, people: peopleIn(paid, said, seen, exists, guests) }
}

/**
 * One more dispute of a charge, by Stripe's rules:
 * - It is in the charge's currency, and so are its bookings, unless the account's balance is in another ("booked elsewhere",
 *   at a new rate each time) or the bank claims another ("claimed elsewhere"). No amount of another currency stands alone:
 *   what it took of the charge could only be guessed (docs/money.md), and a shop's books hold no guesses.
 * - The bank may claim the whole charge although part of it was refunded. Stripe then gives that part back, and the dispute
 *   is lost nonetheless ("partly won").
 * - A charge that has something left can be disputed again.
 * - A refund that fails later is the shop's again, whatever was disputed meanwhile.
 */
function disputed(next: Extract<Act, { do: 'dispute' }>, known: Paid) {
  const rest = known.captured - refunded(known) - known.taken + known.returned
  if (rest <= 0) return null
  const claims = { 'half of the rest': Math.ceil(rest / 2), 'the rest': rest, 'the whole charge': known.captured }
  const taken = claims[next.claims]
  // A part that came back is told by bookings of the charge's own currency alone; by others it may be the rate that changed.
  const tellsParts = next.told === 'booked' || next.told === 'claimed elsewhere'
  const part = tellsParts ? Math.max(0, taken - rest) : 0
  const returned = { lost: 0, 'partly won': part, won: taken }[next.ends]
  const id = `dp_${next.charge}_${known.disputes}`
  known.disputes += 1
  known.taken += taken
  known.returned += returned

  const own = (amount: number) => ({ amount, currency: known.currency })
  const foreign = (amount: number, nth = 0) => ({ amount: amount * (nth + 2), currency: 'eur' })
  const claimed = next.told === 'claimed elsewhere' ? foreign(taken) : own(taken)
  const tell = (...moves: number[]) => {
    const bookings = next.told === 'bare' ? [] : moves.map(next.told === 'booked elsewhere' ? foreign : own)
    return dispute(id, next.charge, claimed.amount, { currency: claimed.currency, balance_transactions: bookings })
  }
  return { opened: tell(-taken), ended: returned > 0 ? tell(-taken, returned) : null }
}

function peopleIn(
  paid: Map<string, Paid>,
  said: Map<string, string>,
  seen: Map<string, string>,
  exists: Set<string>,
  guests: Set<string>,
): Told['people'] {
  const people: Record<string, Record<string, number>> = {}
  for (const email of guests) people[email] = {}
  for (const id of new Set([...exists, ...seen.keys()])) {
    const email = said.get(id) ?? seen.get(id)
    if (email) people[email] ??= {}
  }
  for (const one of paid.values()) {
    const email = one.customer ? (said.get(one.customer) ?? seen.get(one.customer) ?? '') : one.email.toLowerCase()
    const totals = people[email] ?? {}
    people[email] = totals
    const net = Math.max(0, one.captured - refunded(one) - one.taken + one.returned)
    const currency = one.currency.toUpperCase()
    totals[currency] = (totals[currency] ?? 0) + net
  }
  return JSON.parse(JSON.stringify(people, (_, value) => (typeof value === 'number' ? String(value) : value)))
}

const refunded = (one: Paid) => one.refunds.reduce((sum, row) => sum + (row.failed ? 0 : row.amount), 0)

const objectOf = (id: string, one: Paid) =>
  charge(id, one.amount, {
    captured: one.captured > 0,
    amount_captured: one.captured,
    amount_refunded: one.drops ? refunded(one) : one.refunds.reduce((sum, row) => sum + row.amount, 0),
    currency: one.currency,
    customer: one.customer,
    billing_details: { email: one.email, name: null },
    created: start,
  })
