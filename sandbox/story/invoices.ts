import type { Charge } from './objects/charge'
import type { Customer } from './objects/customer'
import { type BillingReason, type Invoice, newInvoice, newInvoicePayment } from './objects/invoice'
import { itemOf, type Subscription } from './objects/subscription'
import { collect, decline } from './payments'
import { StoryError, type StripeEvent } from './types'
import { change, emit, find, newId, type World } from './world'

type Period = { start: number; end: number }

/** `invoice.created` and `invoice.finalized` for one period of a subscription; `free` for a trial. */
export function issueInvoice(
  world: World,
  subscription: Subscription,
  reason: BillingReason,
  period: Period,
  free = false,
) {
  const customer = find(world, 'customers', subscription.customer)
  const invoice = newInvoice(world, subscription, customer, {
    amount: free ? 0 : priceOf(subscription),
    reason,
    period,
    description: free ? `Trial period for ${nameOf(world, subscription)}` : lineText(world, subscription),
  })
  world.rows.invoices[invoice.id] = invoice
  subscription.latest_invoice = invoice.id
  const created = emit(world, 'invoice.created', invoice)
  finalize(world, invoice, customer)
  return { invoice, events: [...created, ...emit(world, 'invoice.finalized', invoice)] }
}

/** The card is charged and the invoice is paid. One payment tells of itself in many events; it is still one payment. */
export function payInvoice(world: World, invoice: Invoice): StripeEvent[] {
  if (invoice.status !== 'open') throw new StoryError(`Invoice ${invoice.id} is ${invoice.status}`)
  if (invoice.amount_due === 0) return markPaid(world, invoice, null)
  const earlier = invoice.payment_intent === null ? undefined : find(world, 'payment_intents', invoice.payment_intent)
  const { charge, events } = collect(world, paymentFor(invoice), earlier)
  return [...events, ...markPaid(world, invoice, charge)]
}

/** The card is declined: `invoice.payment_failed`, with the next try in three days. */
export function declineInvoice(world: World, invoice: Invoice): StripeEvent[] {
  if (invoice.status !== 'open') throw new StoryError(`Invoice ${invoice.id} is ${invoice.status}`)
  const earlier = invoice.payment_intent === null ? undefined : find(world, 'payment_intents', invoice.payment_intent)
  const { intent, charge, events } = decline(world, paymentFor(invoice), earlier)
  change<Invoice>(invoice, {
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    payment_intent: intent.id,
    charge: charge.id,
    next_payment_attempt: world.now() + 3 * 86_400,
  })
  return [...events, ...emit(world, 'invoice.payment_failed', invoice)]
}

/** `invoice.voided`: nobody owes it any more. */
export function voidInvoice(world: World, id: string): StripeEvent[] {
  const invoice = find(world, 'invoices', id)
  if (invoice.status !== 'open') throw new StoryError(`Invoice ${id} is ${invoice.status}`)
  const status_transitions = { ...invoice.status_transitions, voided_at: world.now() }
  const before = change<Invoice>(invoice, { status: 'void', next_payment_attempt: null, status_transitions })
  return emit(world, 'invoice.voided', invoice, before)
}

/** `invoice.upcoming`: a preview. It has no id in the classic shape and an `upcoming_in_…` id later; it is never stored. */
export function upcomingInvoice(world: World, subscription: Subscription): StripeEvent[] {
  const customer = find(world, 'customers', subscription.customer)
  const start = subscription.current_period_end
  const preview = newInvoice(world, subscription, customer, {
    id: newId(world, 'upcoming_in'),
    amount: priceOf(subscription),
    reason: 'upcoming',
    period: { start, end: start + (start - subscription.current_period_start) },
    description: lineText(world, subscription),
  })
  return emit(world, 'invoice.upcoming', preview)
}

function markPaid(world: World, invoice: Invoice, charge: Charge | null): StripeEvent[] {
  const before = change<Invoice>(invoice, {
    status: 'paid',
    paid: true,
    attempted: true,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    next_payment_attempt: null,
    ending_balance: 0,
    status_transitions: { ...invoice.status_transitions, paid_at: world.now() },
    ...(charge === null
      ? {}
      : { attempt_count: invoice.attempt_count + 1, charge: charge.id, payment_intent: charge.payment_intent }),
  })
  const events = [
    ...emit(world, 'invoice.updated', invoice, before),
    ...emit(world, 'invoice.paid', invoice),
    ...emit(world, 'invoice.payment_succeeded', invoice),
  ]
  if (charge === null) return events
  const payment = newInvoicePayment(world, invoice, charge.payment_intent)
  world.rows.invoice_payments[payment.id] = payment
  return [...events, ...emit(world, 'invoice_payment.paid', payment)]
}

function finalize(world: World, invoice: Invoice, customer: Customer) {
  const now = world.now()
  const url = `https://invoice.stripe.com/i/${world.account}/${invoice.id}`
  change<Invoice>(invoice, {
    status: 'open',
    number: `${customer.invoice_prefix}-${String(customer.next_invoice_sequence - 1).padStart(4, '0')}`,
    effective_at: now,
    hosted_invoice_url: url,
    invoice_pdf: `${url}/pdf`,
    webhooks_delivered_at: now,
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  })
}

/** Subscription charges know no address: neither billing details nor receipt e-mail are filled. */
function paymentFor(invoice: Invoice) {
  const first = invoice.billing_reason === 'subscription_create'
  return {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    email: null,
    name: null,
    receiptEmail: null,
    description: first ? 'Subscription creation' : 'Subscription update',
    invoice: invoice.id,
    metadata: {},
  }
}

function priceOf(subscription: Subscription): number {
  const item = itemOf(subscription)
  return item.price.unit_amount * item.quantity
}

function nameOf(world: World, subscription: Subscription): string {
  return find(world, 'products', itemOf(subscription).price.product).name
}

function lineText(world: World, subscription: Subscription): string {
  const { price, quantity } = itemOf(subscription)
  return `${quantity} × ${nameOf(world, subscription)} (at ${price.unit_amount_decimal} minor units / ${price.recurring.interval})`
}
