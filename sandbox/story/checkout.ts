import { addCustomer, type Person } from './customers'
import { type CheckoutSession, newSession } from './objects/session'
import { bankAnswers, collect, debit, paymentOf } from './payments'
import { addSubscription } from './subscriptions'
import { StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** What is bought at Checkout, by whom. A guest leaves no customer behind, only `customer_details`. */
export type CheckoutOptions = {
  amount: number
  currency?: string
  person: Person
  /** An existing customer's id, or `true` to make one of the person. */
  customer?: string | boolean
  description?: string
}

/** A one-off payment at Checkout: the payment's own events, then `checkout.session.completed`. */
export function checkout(world: World, options: CheckoutOptions): StripeEvent[] {
  const { session, payment, events } = open(world, options)
  const paid = collect(world, payment)
  session.payment_intent = paid.intent.id
  return [...events, ...paid.events, ...complete(world, session, options.person, 'paid')]
}

/** Paid by bank debit: the session completes `unpaid`; the money comes, or does not, days later. */
export function checkoutByBank(world: World, options: CheckoutOptions): StripeEvent[] {
  const { session, payment, events } = open(world, options)
  const started = debit(world, payment)
  session.payment_intent = started.intent.id
  return [...events, ...started.events, ...complete(world, session, options.person, 'unpaid')]
}

/** The bank answers a session that waits: `checkout.session.async_payment_succeeded` or `_failed`. */
export function checkoutBankAnswers(world: World, sessionId: string, answer: 'paid' | 'bounced'): StripeEvent[] {
  const session = find(world, 'sessions', sessionId)
  const intent = session.payment_intent === null ? null : find(world, 'payment_intents', session.payment_intent)
  if (!isWaiting(session) || intent?.latest_charge == null)
    throw new StoryError(`Session ${sessionId} waits for no bank`)
  const answered = bankAnswers(world, intent.latest_charge, answer)
  if (answer === 'bounced') return [...answered, ...emit(world, 'checkout.session.async_payment_failed', session)]
  change<CheckoutSession>(session, { payment_status: 'paid' })
  return [...answered, ...emit(world, 'checkout.session.async_payment_succeeded', session)]
}

/** A subscription bought at Checkout by somebody new. */
export function checkoutSubscription(world: World, options: { price: string; person: Person }): StripeEvent[] {
  const price = find(world, 'prices', options.price)
  const { customer, events } = addCustomer(world, options.person)
  const session = addSession(world, 'subscription', price.unit_amount, price.currency, customer.id, null)
  const started = addSubscription(world, { customer: customer.id, price: price.id })
  Object.assign(session, { subscription: started.subscription.id, invoice: started.subscription.latest_invoice })
  return [...events, ...started.events, ...complete(world, session, options.person, 'paid')]
}

/** The buyer left: `checkout.session.expired`, with a link to come back. */
export function checkoutExpires(world: World, options: CheckoutOptions): StripeEvent[] {
  const currency = options.currency ?? world.currency
  const session = addSession(world, 'payment', options.amount, currency, null, options.person.email)
  const url = `https://buy.stripe.com/r/${session.id}`
  const recovery = { allow_promotion_codes: false, enabled: true, expires_at: world.now() + 30 * 86_400, url }
  const customer_details = details(options.person)
  change<CheckoutSession>(session, { status: 'expired', after_expiration: { recovery }, customer_details })
  return emit(world, 'checkout.session.expired', session)
}

export function isWaiting(session: CheckoutSession): boolean {
  return session.status === 'complete' && session.payment_status === 'unpaid'
}

function open(world: World, options: CheckoutOptions) {
  const made = options.customer === true ? addCustomer(world, options.person) : null
  const customer = made?.customer.id ?? (typeof options.customer === 'string' ? options.customer : null)
  const payment = paymentOf(world, {
    amount: options.amount,
    customer,
    email: options.person.email,
    name: options.person.name,
    description: options.description ?? null,
    ...(options.currency === undefined ? {} : { currency: options.currency }),
  })
  const session = addSession(world, 'payment', payment.amount, payment.currency, customer, null)
  return { session, payment, events: made?.events ?? [] }
}

function addSession(
  world: World,
  mode: 'payment' | 'subscription',
  amount: number,
  currency: string,
  customer: string | null,
  prefill: string | null,
) {
  const session = newSession(world, { mode, amount, currency, customer, prefill })
  world.rows.sessions[session.id] = session
  return session
}

function complete(world: World, session: CheckoutSession, person: Person, payment_status: string): StripeEvent[] {
  change<CheckoutSession>(session, { status: 'complete', payment_status, customer_details: details(person) })
  return emit(world, 'checkout.session.completed', session)
}

function details(person: Person) {
  const address = { city: null, country: 'US', line1: null, line2: null, postal_code: '42424', state: null }
  return { address, email: person.email, name: person.name, phone: null, tax_exempt: 'none', tax_ids: [] }
}
