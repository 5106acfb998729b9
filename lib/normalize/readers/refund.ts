import { currencyOf, idOf, instantOf, type Json, minor, text } from './json'

export interface ReadRefund {
  id: string | null
  chargeId: string | null
  paymentIntentId: string | null
  /** Named since 2026-07-29.dahlia only. */
  customerId: string | null
  /** This refund alone, minor units. */
  amount: bigint | null
  currency: string | null
  /** pending, requires_action, succeeded, failed, canceled; null before 2014, when a refund was final. */
  status: string | null
  /** False for a refund that failed or was canceled: its money stayed. */
  stands: boolean
  created: Date | null
}

export function readRefund(refund: Json): ReadRefund {
  const status = text(refund.status)
  return {
    id: idOf(refund),
    chargeId: idOf(refund.charge),
    paymentIntentId: idOf(refund.payment_intent),
    customerId: idOf(refund.customer),
    amount: minor(refund.amount),
    currency: currencyOf(refund.currency),
    status,
    stands: status !== 'failed' && status !== 'canceled',
    created: instantOf(refund.created),
  }
}
