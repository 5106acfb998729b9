import { billingReasons } from '@/lib/connections/filter-words'
import type { Options } from './field'

/** Values that Stripe knows of a field, as a marketer says them. */
export const options = {
  billing_reason: billingReasons,
  interval: { day: 'day', week: 'week', month: 'month', year: 'year' },
  checkout_mode: { payment: 'one payment', subscription: 'a subscription', setup: 'saving a card' },
  payment_status: { paid: 'paid', unpaid: 'not paid yet', no_payment_required: 'nothing to pay' },
  cancellation_reason: {
    cancellation_requested: 'the customer asked',
    payment_failed: 'the payment failed',
    payment_disputed: 'a payment was disputed',
  },
  cancellation_feedback: {
    too_expensive: 'too expensive',
    missing_features: 'missing features',
    switched_service: 'switched to another service',
    unused: 'not used enough',
    customer_service: 'customer service',
    too_complex: 'too complex',
    low_quality: 'low quality',
    other: 'something else',
  },
  refund_reason: {
    requested_by_customer: 'the customer asked',
    duplicate: 'paid twice',
    fraudulent: 'fraudulent',
    expired_uncaptured_charge: 'never collected',
  },
  subscription_status: {
    active: 'active',
    trialing: 'on trial',
    past_due: 'past due',
    paused: 'paused',
    unpaid: 'unpaid',
    incomplete: 'incomplete',
    incomplete_expired: 'never paid',
    canceled: 'ended',
  },
} satisfies Record<string, Options>
