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

/**
 * Since basil an invoice names its payment only where `payments` is expanded, and there may be several: one that was given
 * up, one for a part. Charge and payment intent are always those of one and the same payment.
 */
export function invoicePayment(invoice: Json, field: 'charge' | 'payment_intent'): string | null {
  const own = { charge: idOf(invoice.charge), payment_intent: idOf(invoice.payment_intent) }
  if (own.charge || own.payment_intent) return own[field]
  let best: Json | null = null
  for (const entry of listOf(invoice.payments)) {
    if (best === null || standing(entry) > standing(best)) best = entry
  }
  return best && idOf(at(best, 'payment', field))
}

/** The paid one before all others, then Stripe's default; one that was given up comes last. */
function standing(entry: Json): number {
  const status = { paid: 4, canceled: -4 }[String(entry.status)] ?? 0
  return status + (bool(entry.is_default) === true ? 1 : 0)
}

/** The buyer as frozen at finalization. */
export function invoiceContact(invoice: Json): { email: string | null; name: string | null } {
  return { email: text(invoice.customer_email), name: text(invoice.customer_name) }
}
