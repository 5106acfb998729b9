import { checkout } from './checkout'
import { addCustomer, deleteCustomer, type Person, updateCustomer } from './customers'
import { loseDispute, openDispute, winDispute } from './disputes'
import { authorize, bankAnswers, capture, pay, payByBank, paymentFails } from './payments'
import { renew, renewalAhead, renewalFails, retrySucceeds, trialEnds, trialEndsUnpaid, trialWillEnd } from './periods'
import { acceptQuote, cancelQuote, sendQuote } from './quotes'
import { between, chance, pick, type Random } from './random'
import { refund, refundable, refundFails } from './refunds'
import { addSubscription, cancelAtPeriodEnd, cancelNow, changePlan, pause, resume } from './subscriptions'
import { idOf, type StripeEvent } from './types'
import type { World } from './world'

/** One person's life with the shop, an act at a time. */
export type Life = Generator<StripeEvent[], void, void>

/** A life picked at random for the person with that number. */
export function live(world: World, random: Random, index: number): Life {
  const lives = [guest, buyer, buyer, subscriber, subscriber, subscriber, trial, disputed, holder, bankPayer, quoted]
  return pick(random, lives)(world, random, personOf(random, index))
}

/** Nine in ten have their own address; the others share one, as people with two customer records do. */
function personOf(random: Random, index: number): Person {
  const first = pick(random, ['Ada', 'Grace', 'Linus', 'Zoë', 'Ken', 'Barbara', 'Niklaus', 'Margaret', 'José', '李'])
  const last = pick(random, ['Lovelace', 'Hopper', 'Nuñez', "O'Neil", 'van der Berg', 'Müller', 'Sato', 'Kim', 'Ng'])
  const number = chance(random, 0.1) ? index % 7 : index
  return { email: `person${number}@example.com`, name: chance(random, 0.05) ? null : `${first} ${last}` }
}

function* guest(world: World, random: Random, person: Person): Life {
  const times = between(random, 1, 3)
  for (let time = 0; time < times; time++) {
    const paid = chance(random, 0.5)
      ? pay(world, { ...price(random, world), ...person })
      : checkout(world, { ...price(random, world), person })
    yield paid
    yield* maybeRefund(world, random, paid)
  }
}

function* buyer(world: World, random: Random, person: Person): Life {
  const { customer, events } = addCustomer(world, person)
  yield events
  const times = between(random, 1, 4)
  for (let time = 0; time < times; time++) {
    const order = { ...price(random, world), customer: customer.id }
    if (chance(random, 0.2)) yield paymentFails(world, order)
    const paid = pay(world, chance(random, 0.5) ? { ...order, ...person } : order)
    yield paid
    yield* maybeRefund(world, random, paid)
  }
  if (chance(random, 0.3)) yield updateCustomer(world, customer.id, { name: `${person.name ?? 'Someone'} Jr.` })
  if (chance(random, 0.2)) yield updateCustomer(world, customer.id, { email: `new.${person.email}` })
  if (chance(random, 0.15)) yield deleteCustomer(world, customer.id)
}

function* subscriber(world: World, random: Random, person: Person): Life {
  const { customer, events } = addCustomer(world, person)
  yield events
  const { subscription, events: started } = addSubscription(world, {
    customer: customer.id,
    price: anyPrice(world, random),
    quantity: between(random, 1, 3),
  })
  yield started
  const periods = between(random, 0, 6)
  for (let period = 0; period < periods; period++) {
    yield renewalAhead(world, subscription.id)
    if (chance(random, 0.2)) {
      yield renewalFails(world, subscription.id)
      if (chance(random, 0.3)) return yield cancelNow(world, subscription.id)
      yield retrySucceeds(world, subscription.id)
    } else {
      const paid = renew(world, subscription.id)
      yield paid
      if (chance(random, 0.15)) yield* maybeRefund(world, random, paid)
    }
    if (chance(random, 0.2)) yield* otherPlan(world, random, subscription.id)
    if (chance(random, 0.1)) {
      yield pause(world, subscription.id)
      yield resume(world, subscription.id)
    }
  }
  if (chance(random, 0.3)) yield cancelAtPeriodEnd(world, subscription.id)
  if (chance(random, 0.4)) yield cancelNow(world, subscription.id)
  if (chance(random, 0.1)) yield deleteCustomer(world, customer.id)
}

function* trial(world: World, random: Random, person: Person): Life {
  const { customer, events } = addCustomer(world, person)
  yield events
  const { subscription, events: started } = addSubscription(world, {
    customer: customer.id,
    price: anyPrice(world, random),
    trialDays: 14,
  })
  yield started
  yield trialWillEnd(world, subscription.id)
  if (chance(random, 0.25)) return yield cancelNow(world, subscription.id)
  if (chance(random, 0.25)) {
    yield trialEndsUnpaid(world, subscription.id)
    return yield retrySucceeds(world, subscription.id)
  }
  yield trialEnds(world, subscription.id)
  yield renew(world, subscription.id)
}

function* disputed(world: World, random: Random, person: Person): Life {
  const { customer, events } = addCustomer(world, person)
  yield events
  const order = price(random, world)
  const paid = pay(world, { ...order, customer: customer.id, ...person })
  yield paid
  if (chance(random, 0.3)) yield refund(world, idOf(paid, 'charge.succeeded'), half(order.amount))
  const opened = openDispute(world, idOf(paid, 'charge.succeeded'))
  yield opened
  const dispute = idOf(opened, 'charge.dispute.created')
  yield chance(random, 0.5) ? winDispute(world, dispute) : loseDispute(world, dispute)
}

function* holder(world: World, random: Random, person: Person): Life {
  const order = { ...price(random, world), ...person }
  const held = authorize(world, order)
  yield held
  if (chance(random, 0.8))
    yield capture(world, idOf(held, 'charge.succeeded'), chance(random, 0.5) ? order.amount : half(order.amount))
}

function* bankPayer(world: World, random: Random, person: Person): Life {
  const started = payByBank(world, { ...price(random, world), ...person })
  yield started
  yield bankAnswers(world, idOf(started, 'charge.pending'), chance(random, 0.8) ? 'paid' : 'bounced')
}

function* quoted(world: World, random: Random, person: Person): Life {
  const { customer, events } = addCustomer(world, person)
  yield events
  const sent = sendQuote(world, customer.id, anyPrice(world, random))
  yield sent
  const quote = idOf(sent, 'quote.finalized')
  yield chance(random, 0.7) ? acceptQuote(world, quote) : cancelQuote(world, quote)
}

function* maybeRefund(world: World, random: Random, paid: StripeEvent[]): Life {
  if (!chance(random, 0.35)) return
  const charge = world.rows.charges[idOf(paid, 'charge.succeeded')]
  while (charge !== undefined && refundable(charge) > 0 && chance(random, 0.8)) {
    const left = refundable(charge)
    const back = refund(world, charge.id, chance(random, 0.5) ? half(left) : left)
    yield back
    if (chance(random, 0.2)) yield refundFails(world, idOf(back, 'refund.created'))
  }
}

/** People get half of it or all of it, not a random sum of pennies. Never nothing. */
const half = (amount: number) => Math.max(1, Math.floor(amount / 2))

function* otherPlan(world: World, random: Random, id: string): Life {
  const current = world.rows.subscriptions[id]?.plan.id
  const others = Object.keys(world.rows.prices).filter((price) => price !== current)
  yield changePlan(world, id, pick(random, others))
}

function price(random: Random, world: World): { amount: number; currency: string } {
  const currency = chance(random, 0.85) ? world.currency : pick(random, ['eur', 'jpy', 'kwd', 'ugx'])
  // KWD's last digit is 0 and UGX's last two are.
  const step = currency === 'kwd' ? 10 : currency === 'ugx' ? 100 : 1
  return { amount: between(random, 1, 500) * 50 * (step === 1 ? 1 : step / 10), currency }
}

function anyPrice(world: World, random: Random): string {
  return pick(random, Object.keys(world.rows.prices))
}
