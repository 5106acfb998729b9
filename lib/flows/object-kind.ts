/**
 * What Stripe object an event type is about, as far as flows tell objects apart. Not read from the catalogue, which is too large
 * for a page that only offers fields; the test holds it to the catalogue.
 */
export type ObjectKind =
  | 'card'
  | 'charge'
  | 'checkout.session'
  | 'credit_note'
  | 'dispute'
  | 'invoice'
  | 'invoice_payment'
  | 'invoiceitem'
  | 'payment_intent'
  | 'payment_method'
  | 'quote'
  | 'refund'
  | 'schedule'
  | 'setup_intent'
  | 'subscription'
  | 'other'

export function objectKind(type: string): ObjectKind {
  return prefixes.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'other'
}

/** The first that fits. */
const prefixes: readonly [string, ObjectKind][] = [
  ['charge.dispute.', 'dispute'],
  ['charge.refund.', 'refund'],
  ['charge.', 'charge'],
  ['refund.', 'refund'],
  ['payment_intent.', 'payment_intent'],
  ['setup_intent.', 'setup_intent'],
  ['invoice_payment.', 'invoice_payment'],
  ['invoice.', 'invoice'],
  ['invoiceitem.', 'invoiceitem'],
  ['credit_note.', 'credit_note'],
  ['payment.', 'invoice'],
  ['customer.subscription.', 'subscription'],
  ['subscription.', 'subscription'],
  ['subscription_schedule.', 'schedule'],
  ['checkout.session.', 'checkout.session'],
  ['quote.', 'quote'],
  ['payment_method.', 'payment_method'],
  ['customer.source.', 'card'],
  ['card.', 'card'],
]
