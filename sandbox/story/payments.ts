import { type Charge, newCharge, newPaymentIntent, type Payment, type PaymentIntent } from './objects/charge'
import { newBalanceTransaction } from './objects/refund'
import { type Fields, StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** `amount` in minor units. Without a customer the buyer is a guest, known only by what the charge itself says. */
export type PayOptions = {
  amount: number
  currency?: string
  customer?: string | null
  email?: string | null
  name?: string | null
  receiptEmail?: string | null
  description?: string | null
  metadata?: Fields
}

/** A card payment that works: intent created, charge succeeded, intent succeeded, then the balance line (`charge.updated`). */
export function pay(world: World, options: PayOptions): StripeEvent[] {
  const payment = paymentOf(world, options)
  return collect(world, payment).events
}

/** The same for callers inside the story, who also need the charge. An invoice tried before comes with its intent. */
export function collect(world: World, payment: Payment, earlier?: PaymentIntent) {
  const { intent, created } = openIntent(world, payment, 'automatic_async', earlier)
  const charge = addCharge(world, intent, payment)
  Object.assign(charge, { captured: true, amount_captured: charge.amount, receipt_url: receiptOf(charge) })
  change<PaymentIntent>(intent, { status: 'succeeded', amount_received: charge.amount })
  const events = [
    ...created,
    ...emit(world, 'charge.succeeded', charge),
    ...emit(world, 'payment_intent.succeeded', intent),
    ...settle(world, charge),
  ]
  return { intent, charge, events }
}

/** A card is checked and the money held: `charge.succeeded` with `captured: false`. It counts only once captured. */
export function authorize(world: World, options: PayOptions): StripeEvent[] {
  const payment = paymentOf(world, options)
  const { intent, created } = openIntent(world, payment, 'manual')
  const charge = addCharge(world, intent, payment)
  change<PaymentIntent>(intent, { status: 'requires_capture', amount_capturable: charge.amount })
  return [
    ...created,
    ...emit(world, 'charge.succeeded', charge),
    ...emit(world, 'payment_intent.amount_capturable_updated', intent),
  ]
}

/** Takes what was held, or a part of it; the rest is let go without a refund (basil's rule). */
export function capture(world: World, chargeId: string, amount?: number): StripeEvent[] {
  const charge = find(world, 'charges', chargeId)
  const intent = find(world, 'payment_intents', charge.payment_intent)
  const taken = amount ?? charge.amount
  if (intent.status !== 'requires_capture') throw new StoryError(`Charge ${chargeId} is not waiting for capture`)
  if (!isBetween(taken, 1, charge.amount)) throw new StoryError(`Cannot capture ${taken} of ${charge.amount}`)

  const before = change<Charge>(charge, { captured: true, amount_captured: taken, receipt_url: receiptOf(charge) })
  change<PaymentIntent>(intent, { status: 'succeeded', amount_received: taken, amount_capturable: 0 })
  return [
    ...emit(world, 'charge.captured', charge, before),
    ...emit(world, 'payment_intent.succeeded', intent),
    ...settle(world, charge),
  ]
}

/** What was held is never taken: after seven days the bank lets it go. */
export function expireAuthorization(world: World, chargeId: string): StripeEvent[] {
  const charge = find(world, 'charges', chargeId)
  const intent = find(world, 'payment_intents', charge.payment_intent)
  if (intent.status !== 'requires_capture') throw new StoryError(`Charge ${chargeId} is not waiting for capture`)
  const patch = { status: 'canceled', amount_capturable: 0, canceled_at: world.now(), cancellation_reason: 'automatic' }
  change<PaymentIntent>(intent, patch)
  const before = change<Charge>(charge, { refunded: true, amount_refunded: charge.amount })
  return [...emit(world, 'charge.expired', charge, before), ...emit(world, 'payment_intent.canceled', intent)]
}

/** A declined card: `charge.failed` and `payment_intent.payment_failed`. */
export function paymentFails(world: World, options: PayOptions): StripeEvent[] {
  const payment = paymentOf(world, options)
  return decline(world, payment).events
}

export function decline(world: World, payment: Payment, earlier?: PaymentIntent) {
  const { intent, created } = openIntent(world, payment, 'automatic_async', earlier)
  const charge = addCharge(world, intent, payment)
  const message = 'Your card was declined.'
  Object.assign(charge, {
    paid: false,
    status: 'failed',
    failure_code: 'card_declined',
    failure_message: message,
    outcome: {
      ...charge.outcome,
      network_status: 'declined_by_network',
      reason: 'generic_decline',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
  })
  const error = {
    charge: charge.id,
    code: 'card_declined',
    decline_code: 'generic_decline',
    message,
    payment_method: {
      id: charge.payment_method,
      object: 'payment_method',
      billing_details: charge.billing_details,
      type: 'card',
    },
    type: 'card_error',
  }
  change<PaymentIntent>(intent, { status: 'requires_payment_method', last_payment_error: error, payment_method: null })
  const failed = emit(world, 'charge.failed', charge)
  return { intent, charge, events: [...created, ...failed, ...emit(world, 'payment_intent.payment_failed', intent)] }
}

/** A bank debit: `charge.pending` now; days later it settles or bounces. */
export function payByBank(world: World, options: PayOptions): StripeEvent[] {
  return debit(world, paymentOf(world, options)).events
}

export function debit(world: World, payment: Payment) {
  const { intent, created } = openIntent(world, payment, 'automatic_async')
  const charge = addCharge(world, intent, payment)
  Object.assign(charge, { paid: false, status: 'pending', captured: true, amount_captured: charge.amount })
  change<PaymentIntent>(intent, { status: 'processing' })
  const pending = emit(world, 'charge.pending', charge)
  return { intent, charge, events: [...created, ...pending, ...emit(world, 'payment_intent.processing', intent)] }
}

/** The end of a bank debit: the same charge succeeds or fails. */
export function bankAnswers(world: World, chargeId: string, answer: 'paid' | 'bounced'): StripeEvent[] {
  const charge = find(world, 'charges', chargeId)
  const intent = find(world, 'payment_intents', charge.payment_intent)
  if (charge.status !== 'pending') throw new StoryError(`Charge ${chargeId} is not pending`)
  if (answer === 'paid') {
    change<Charge>(charge, { status: 'succeeded', paid: true, receipt_url: receiptOf(charge) })
    change<PaymentIntent>(intent, { status: 'succeeded', amount_received: charge.amount })
    const succeeded = emit(world, 'charge.succeeded', charge)
    return [...succeeded, ...emit(world, 'payment_intent.succeeded', intent), ...settle(world, charge)]
  }
  const message = 'The customer’s account has insufficient funds.'
  change<Charge>(charge, { status: 'failed', failure_code: 'insufficient_funds', failure_message: message })
  change<PaymentIntent>(intent, { status: 'requires_payment_method' })
  return [...emit(world, 'charge.failed', charge), ...emit(world, 'payment_intent.payment_failed', intent)]
}

/** Checks what a caller asks for and fills in what it left out. */
export function paymentOf(world: World, options: PayOptions): Payment {
  const currency = (options.currency ?? world.currency).toLowerCase()
  if (!isBetween(options.amount, 1, 999_999_999_999)) throw new StoryError('The amount must be a whole number above 0')
  const customer = options.customer ?? null
  if (customer !== null) find(world, 'customers', customer)
  return {
    amount: options.amount,
    currency,
    customer,
    email: options.email ?? null,
    name: options.name ?? null,
    receiptEmail: options.receiptEmail ?? null,
    description: options.description ?? null,
    invoice: null,
    metadata: options.metadata ?? {},
  }
}

function openIntent(
  world: World,
  payment: Payment,
  captureMethod: 'automatic_async' | 'manual',
  earlier?: PaymentIntent,
): { intent: PaymentIntent; created: StripeEvent[] } {
  if (earlier !== undefined) return { intent: earlier, created: [] }
  const intent = newPaymentIntent(world, payment, captureMethod)
  world.rows.payment_intents[intent.id] = intent
  return { intent, created: emit(world, 'payment_intent.created', intent) }
}

function addCharge(world: World, intent: PaymentIntent, payment: Payment): Charge {
  const charge = newCharge(world, intent, payment)
  world.rows.charges[charge.id] = charge
  change<PaymentIntent>(intent, { latest_charge: charge.id, payment_method: charge.payment_method })
  return charge
}

/** Since 2024-04-10 capture is asynchronous: the balance line is missing at first and comes with `charge.updated`. */
function settle(world: World, charge: Charge): StripeEvent[] {
  const line = newBalanceTransaction(world, {
    amount: charge.amount_captured,
    currency: charge.currency,
    type: 'charge',
    source: charge.id,
    reportingCategory: 'charge',
  })
  world.rows.balance_transactions[line.id] = line
  const before = change<Charge>(charge, { balance_transaction: line.id })
  return emit(world, 'charge.updated', charge, before)
}

function receiptOf(charge: Charge): string {
  return `https://pay.stripe.com/receipts/payment/${charge.id}`
}

function isBetween(amount: number, low: number, high: number): boolean {
  return Number.isSafeInteger(amount) && amount >= low && amount <= high
}
