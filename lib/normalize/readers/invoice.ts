import { at, bool, currencyOf, idOf, type Json, listOf, minor, objectOf, text } from './json'
import { invoiceLines } from './lines'

/** `status` says it in every version since 2018; before, and until basil, the flag `paid`. */
export function isPaid(invoice: Json): boolean {
  return invoice.status === 'paid' || bool(invoice.paid) === true
}

/**
 * `amount_paid` when paid, else `amount_due`. Before 2018 there was no `amount_paid`: what was due was paid. Where neither
 * `status` nor `paid` is told, whichever of the two amounts there is.
 */
export function paidOrDue(invoice: Json): bigint | null {
  const due = minor(invoice.amount_due)
  if (isPaid(invoice)) return minor(invoice.amount_paid) ?? due
  const untold = invoice.status === undefined && invoice.paid === undefined
  return due ?? (untold ? minor(invoice.amount_paid) : null)
}

/** An invoice's own currency; in 2011 and 2012 only its lines named one. */
export function invoiceCurrency(invoice: Json): string | null {
  return currencyOf(invoice.currency) ?? theOne(invoiceLines(invoice).map((line) => line.currency))
}

/** Basil moved the subscription below `parent`; an invoice that does not name it may have lines that do. */
export function invoiceSubscription(invoice: Json): string | null {
  return (
    idOf(at(invoice, 'parent', 'subscription_details', 'subscription')) ??
    idOf(invoice.subscription) ??
    theOne(listOf(invoice.lines).map(lineSubscription))
  )
}

function lineSubscription({ parent, subscription }: Json): string | null {
  const { subscription_item_details: item, invoice_item_details: extra } = objectOf(parent)
  return idOf(objectOf(item).subscription) ?? idOf(objectOf(extra).subscription) ?? idOf(subscription)
}

/** What all lines that name something agree on; null when they do not. */
function theOne(named: (string | null)[]): string | null {
  const different = new Set(named.filter((value) => value !== null))
  return different.size === 1 ? ([...different][0] ?? null) : null
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
