import { bool, currencyOf, idOf, instantOf, type Json, listOf, minor, objectOf, text } from './json'

export interface ReadCharge {
  id: string | null
  customerId: string | null
  /** Of the buyer, as given with the payment: a guest's only address. */
  email: string | null
  name: string | null
  paymentIntentId: string | null
  invoiceId: string | null
  currency: string | null
  status: 'succeeded' | 'pending' | 'failed' | null
  captured: boolean | null
  /** What was asked for, minor units. */
  amount: bigint | null
  /** Money received, minor units: 0 unless the charge succeeded and was captured (docs/money.md). */
  amountCaptured: bigint | null
  /** Running total refunded, minor units; null when the payload does not say. */
  amountRefunded: bigint | null
  /** When the charge was made. */
  created: Date | null
}

/** A Charge of any version since 2012. */
export function readCharge(charge: Json): ReadCharge {
  const status = chargeStatus(charge)
  const captured = isCaptured(charge)
  return {
    id: idOf(charge),
    customerId: idOf(charge.customer),
    ...billingContact(charge),
    paymentIntentId: idOf(charge.payment_intent),
    invoiceId: idOf(charge.invoice),
    currency: currencyOf(charge.currency),
    status,
    captured,
    amount: minor(charge.amount),
    amountCaptured: status === null || captured === null ? null : received(charge, status, captured),
    amountRefunded: minor(charge.amount_refunded),
    created: instantOf(charge.created),
  }
}

/** The address and name given with a payment (Charge, PaymentMethod). */
export function billingContact(object: Json): { email: string | null; name: string | null } {
  const billing = objectOf(object.billing_details)
  return { email: text(billing.email) ?? text(object.receipt_email), name: text(billing.name) }
}

/** `amount_captured` exists since 2020; before, a captured charge was captured whole. */
export function capturedAmount(charge: Json): bigint | null {
  const exact = minor(charge.amount_captured)
  if (exact !== null) return exact
  const captured = isCaptured(charge)
  if (captured === null) return null
  return captured ? minor(charge.amount) : 0n
}

/**
 * What *this* event refunded: the running total minus what it was before; where the payload does not say what it was,
 * the newest embedded refund, else the running total.
 */
export function refundedByThis(charge: Json, previous: Json): bigint | null {
  const total = minor(charge.amount_refunded)
  const before = minor(previous.amount_refunded)
  if (total !== null && before !== null) return total - before
  return newestRefundAmount(charge) ?? total
}

function newestRefundAmount(charge: Json): bigint | null {
  let newest: Json | null = null
  for (const refund of listOf(charge.refunds)) {
    if (newest === null || secondsOf(refund) > secondsOf(newest)) newest = refund
  }
  return newest === null ? null : minor(newest.amount)
}

function secondsOf(refund: Json): bigint {
  return minor(refund.created) ?? 0n
}

function received(charge: Json, status: string, captured: boolean): bigint | null {
  return status === 'succeeded' && captured ? capturedAmount(charge) : 0n
}

/** Before 2015 the status was "paid", before that there was only the flag. */
function chargeStatus(charge: Json): ReadCharge['status'] {
  const { status } = charge
  if (status === 'succeeded' || status === 'pending' || status === 'failed') return status
  if (status === 'paid') return 'succeeded'
  const paid = bool(charge.paid)
  if (paid === null) return null
  return paid ? 'succeeded' : 'failed'
}

/** Before authorisations existed (2013) every paid charge was captured. */
function isCaptured(charge: Json): boolean | null {
  return bool(charge.captured) ?? bool(charge.paid)
}
