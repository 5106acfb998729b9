import type { DeliveredEvent } from '@/lib/destinations/destination'

/**
 * What a flow may know of the object beside the normalized event, read from the payload when the run begins. Everything is
 * optional: what an object does not say is left out, never null.
 */
export interface EventDetails {
  /** Stripe: why an invoice was made: subscription_create, subscription_cycle, subscription_update, manual, … */
  billing_reason?: string
  /** Stripe: attempt_count, from 1. */
  attempt_number?: number
  /** ISO 8601; left out after the last attempt. */
  next_payment_attempt?: string
  /** ISO 8601: when an invoice that is sent to be paid is due. */
  due_date?: string
  /** Where an invoice is paid, or a checkout goes on; and the invoice's PDF. */
  payment_url?: string
  invoice_pdf?: string
  invoice_number?: string
  receipt_url?: string
  /** Stripe's code and words for a failed payment: the bank's own code where Stripe's says only that the card was declined. */
  failure_code?: string
  failure_message?: string
  /** The bank wants the customer to confirm (3-D Secure), so a new card would not help. */
  needs_authentication?: boolean
  card_brand?: string
  card_last4?: string
  /** Of a checkout session: payment, subscription or setup. */
  checkout_mode?: string
  /** Of a checkout session: paid, unpaid or no_payment_required. */
  payment_status?: string
  /** Stripe: the object's own status. */
  status?: string
  /** ISO 8601. */
  trial_end?: string
  cancel_at?: string
  current_period_end?: string
  /** Stripe: why a subscription was cancelled (cancellation_requested, payment_failed, …), and what the customer chose as the cause. */
  cancellation_reason?: string
  cancellation_feedback?: string
  quote_number?: string
  refund_reason?: string
  /** Of what a refund gave back; decimal in the event's currency: what is left of the charge. */
  amount_left?: string
}

/** The event a run begins with: frozen, with the details of its object. */
export type FlowEvent = DeliveredEvent & {
  details: EventDetails
  /** It tells that a charge's money was captured, which a destination it is sent to may count as a purchase; left out of older ones. */
  captured?: boolean
}
