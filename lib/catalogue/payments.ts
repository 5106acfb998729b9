import { defineEvent, off } from './define'
import { paymentIntent } from './examples'
import { shapes } from './shapes'

/**
 * Payment intents and setup intents tell the way to a payment; charges tell the payment. They never count as money
 * (docs/money.md), and as twins of the charge events they start switched off.
 */
export const paymentIntents = [
  intent(
    'created',
    'Payment started',
    'A payment was begun; most of them go on within seconds.',
    'requires_payment_method',
  ),
  intent(
    'succeeded',
    'Payment intent succeeded',
    'The twin of “Payment succeeded”: a payment sends both, so use that one.',
    'succeeded',
    'charge.succeeded',
  ),
  intent(
    'payment_failed',
    'Payment intent failed',
    'The twin of “Payment failed”, so use that one; also sent when no charge was made at all.',
    'requires_payment_method',
    'charge.failed',
  ),
  intent(
    'requires_action',
    'Payment needs confirmation',
    'The buyer has to confirm a payment at the bank.',
    'requires_action',
  ),
  intent('processing', 'Payment is processing', 'A slow payment is on its way.', 'processing'),
  intent('canceled', 'Payment canceled', 'A payment was given up before any money moved.', 'canceled'),
  intent(
    'partially_funded',
    'Payment partly funded',
    'A bank transfer covered a part of what is due.',
    'requires_action',
  ),
  intent(
    'amount_capturable_updated',
    'Payment reserved',
    'Money was reserved and can be collected.',
    'requires_capture',
  ),
]

export const setupIntents = [
  setup('created', 'Saving a card started', 'A buyer began to save a way to pay.', 'requires_payment_method'),
  setup('succeeded', 'Card saved', 'A buyer saved a way to pay for later.', 'succeeded'),
  setup(
    'setup_failed',
    'Saving a card failed',
    'A way to pay could not be saved: help the buyer.',
    'requires_payment_method',
  ),
  setup(
    'requires_action',
    'Saving a card needs confirmation',
    'The buyer has to confirm at the bank.',
    'requires_action',
  ),
  setup('canceled', 'Saving a card canceled', 'A way to pay was not saved after all.', 'canceled'),
]

function intent<const V extends string>(verb: V, label: string, why: string, status: string, twin?: string) {
  return defineEvent({
    ...shapes.paymentIntent,
    type: `payment_intent.${verb}`,
    label,
    why,
    group: 'payments',
    advanced: true,
    defaults: off,
    ...(twin ? { twin } : {}),
    example: { ...paymentIntent, status },
  })
}

function setup<const V extends string>(verb: V, label: string, why: string, status: string) {
  return defineEvent({
    ...shapes.setupIntent,
    type: `setup_intent.${verb}`,
    label,
    why,
    group: 'payments',
    advanced: true,
    defaults: off,
    example: {
      object: 'setup_intent',
      id: 'seti_ada',
      customer: 'cus_ada',
      metadata: {},
      payment_method: 'pm_ada',
      status,
    },
  })
}
