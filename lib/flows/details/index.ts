import { toDecimal } from '@/lib/money'
import {
  asObject,
  at,
  count,
  instantOf,
  type Json,
  listOf,
  objectOf,
  readCharge,
  readSubscription,
  text,
} from '@/lib/normalize/readers'
import type { EventDetails } from '../flow-event'
import { cardOf, failureOf } from './payment'
import { iso, link, type Read, told, word } from './values'

/**
 * What a flow may know of an event's object beside the normalized event. Read once, when a run begins: the payload may be gone
 * when a step runs weeks later. Total, as the readers are: an odd payload gives fewer details, never an error.
 */
export function detailsOf(type: string, object: Json): EventDetails {
  const kind = text(object.object) ?? ''
  return told({
    status: word(object.status),
    ...failureOf(object),
    ...cardOf(object),
    ...(Object.hasOwn(readers, kind) && readers[kind]?.(object)),
    // Stripe says it by the type alone: the invoice looks like any other that is not paid.
    ...(type === 'invoice.payment_action_required' && { needs_authentication: true }),
  })
}

const readers: Readonly<Record<string, (object: Json) => Read>> = {
  invoice: (invoice) => ({
    billing_reason: word(invoice.billing_reason),
    attempt_number: attempts(invoice.attempt_count),
    next_payment_attempt: iso(instantOf(invoice.next_payment_attempt)),
    due_date: iso(instantOf(invoice.due_date)),
    payment_url: link(invoice.hosted_invoice_url),
    invoice_pdf: link(invoice.invoice_pdf),
    invoice_number: word(invoice.number),
  }),
  charge: (charge) => ({
    receipt_url: link(charge.receipt_url),
    refund_reason: newestRefundReason(charge),
    amount_left: amountLeft(charge),
  }),
  payment_intent: (intent) => ({
    receipt_url: link((asObject(intent.latest_charge) ?? objectOf(listOf(intent.charges)[0])).receipt_url),
  }),
  refund: ({ charge, reason }) => ({
    refund_reason: word(reason),
    receipt_url: link(objectOf(charge).receipt_url),
    amount_left: amountLeft(objectOf(charge)),
  }),
  'checkout.session': (session) => ({
    checkout_mode: word(session.mode),
    payment_status: word(session.payment_status),
    // An expired session may come with an address to start it anew.
    payment_url: link(at(session, 'after_expiration', 'recovery', 'url')) ?? link(session.url),
  }),
  subscription: (subscription) => {
    const { trialEnd, cancelAt, cancelAtPeriodEnd, currentPeriodEnd } = readSubscription(subscription)
    return {
      trial_end: iso(trialEnd),
      cancel_at: iso(cancelAt ?? (cancelAtPeriodEnd ? currentPeriodEnd : null)),
      current_period_end: iso(currentPeriodEnd),
      cancellation_reason: word(at(subscription, 'cancellation_details', 'reason')),
      cancellation_feedback: word(at(subscription, 'cancellation_details', 'feedback')),
    }
  },
  quote: ({ number }) => ({ quote_number: word(number) }),
}

/** Attempts count from 1; 0 says that nobody tried yet. */
function attempts(value: unknown): number | null {
  const made = count(value)
  return made !== null && made > 0 ? made : null
}

function newestRefundReason(charge: Json): string | null {
  const newest = listOf(charge.refunds).reduce<Json | null>(
    (best, refund) => (best === null || (count(refund.created) ?? 0) > (count(best.created) ?? 0) ? refund : best),
    null,
  )
  return newest && word(newest.reason)
}

/** Of a charge that something was given back of. */
function amountLeft(charge: Json): string | null {
  const { amountCaptured, amountRefunded, currency } = readCharge(charge)
  if (amountCaptured === null || !amountRefunded || currency === null) return null
  return amountRefunded > amountCaptured ? null : toDecimal(amountCaptured - amountRefunded, currency)
}
