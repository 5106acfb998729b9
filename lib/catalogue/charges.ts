import { captured } from './amounts'
import { defineEvent } from './define'
import { charge } from './examples'
import { shapes } from './shapes'

const received = ['lifetime_value', 'currency'] as const

export const charges = [
  defineEvent({
    ...shapes.charge,
    type: 'charge.succeeded',
    label: 'Payment succeeded',
    why: 'Someone paid: thank them, or start onboarding.',
    group: 'payments',
    touches: received,
    money: true,
    example: charge,
  }),
  defineEvent({
    ...shapes.charge,
    type: 'charge.failed',
    label: 'Payment failed',
    why: 'A payment attempt was refused: help the buyer to pay another way.',
    group: 'payments',
    example: {
      ...charge,
      amount_captured: 0,
      captured: false,
      paid: false,
      status: 'failed',
      failure_code: 'card_declined',
      failure_message: 'Your card has insufficient funds.',
      outcome: { reason: 'insufficient_funds', type: 'issuer_declined' },
    },
  }),
  defineEvent({
    ...shapes.charge,
    type: 'charge.captured',
    label: 'Payment captured',
    why: 'Money that was only reserved before has now been collected.',
    group: 'payments',
    value: captured,
    touches: received,
    money: true,
    example: { ...charge, amount_captured: 4500 },
  }),
  defineEvent({
    ...shapes.charge,
    type: 'charge.pending',
    label: 'Payment pending',
    why: 'A slow payment, such as a bank debit, is on its way but not there yet.',
    group: 'payments',
    example: { ...charge, amount_captured: 0, paid: false, status: 'pending' },
  }),
  defineEvent({
    ...shapes.charge,
    type: 'charge.expired',
    label: 'Reserved payment expired',
    why: 'Money was reserved but never collected, and the reservation has ended.',
    group: 'payments',
    example: { ...charge, amount_captured: 0, captured: false },
  }),
  // advanced, but on: a payment that is collected late tells its amount here
  defineEvent({
    ...shapes.charge,
    type: 'charge.updated',
    label: 'Payment updated',
    why: 'A detail of a payment changed; also tells when a payment is collected later.',
    group: 'payments',
    touches: received,
    money: true,
    advanced: true,
    example: { ...charge, description: 'Pro, January (corrected)' },
  }),
]
