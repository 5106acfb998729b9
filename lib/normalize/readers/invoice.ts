import { at, bool, idOf, type Json, listOf, minor, text } from './json'

/** `status` says it in every version since 2018; before, and until basil, the flag `paid`. */
export function isPaid(invoice: Json): boolean {
  return invoice.status === 'paid' || bool(invoice.paid) === true
}

/** `amount_paid` when paid, else `amount_due`. Before 2018 there was no `amount_paid`: what was due was paid. */
export function paidOrDue(invoice: Json): bigint | null {
  const due = minor(invoice.amount_due)
  return isPaid(invoice) ? (minor(invoice.amount_paid) ?? due) : due
}

/** Basil moved the subscription below `parent`. */
export function invoiceSubscription(invoice: Json): string | null {
  return idOf(at(invoice, 'parent', 'subscription_details', 'subscription')) ?? idOf(invoice.subscription)
}

/** Since basil an invoice names its payment only where `payments` is expanded. */
export function invoicePayment(invoice: Json, field: 'charge' | 'payment_intent'): string | null {
  const own = idOf(invoice[field])
  if (own) return own
  for (const payment of listOf(invoice.payments)) {
    const id = idOf(at(payment, 'payment', field))
    if (id) return id
  }
  return null
}

/** The buyer as frozen at finalization. */
export function invoiceContact(invoice: Json): { email: string | null; name: string | null } {
  return { email: text(invoice.customer_email), name: text(invoice.customer_name) }
}
