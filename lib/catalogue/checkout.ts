import { defineEvent, off } from './define'
import { checkoutSession } from './examples'
import { shapes } from './shapes'

const quote = {
  object: 'quote',
  id: 'qt_ada',
  amount_subtotal: 4900,
  amount_total: 4900,
  currency: 'usd',
  customer: 'cus_ada',
  description: 'Pro for a year',
  metadata: {},
  number: 'QT-ADA-0001',
  status: 'draft',
}

export const checkout = [
  defineEvent({
    ...shapes.checkoutSession,
    type: 'checkout.session.completed',
    label: 'Checkout completed',
    why: 'A buyer finished checkout; with slow payment methods the money comes later.',
    group: 'checkout',
    touches: ['email', 'name'],
    example: checkoutSession,
  }),
  defineEvent({
    ...shapes.checkoutSession,
    type: 'checkout.session.async_payment_succeeded',
    label: 'Checkout paid later',
    why: 'A slow payment for a finished checkout has arrived: deliver now.',
    group: 'checkout',
    touches: ['email', 'name'],
    example: checkoutSession,
  }),
  defineEvent({
    ...shapes.checkoutSession,
    type: 'checkout.session.async_payment_failed',
    label: 'Checkout payment failed later',
    why: 'A slow payment for a finished checkout did not arrive: offer another way to pay.',
    group: 'checkout',
    touches: ['email', 'name'],
    example: { ...checkoutSession, payment_status: 'unpaid' },
  }),
  // touches neither money nor plan, and Stripe sends one for every page that was only opened
  defineEvent({
    ...shapes.checkoutSession,
    type: 'checkout.session.expired',
    label: 'Checkout abandoned',
    why: 'A buyer left checkout without paying: remind them, if they agreed to that.',
    group: 'checkout',
    defaults: off,
    example: { ...checkoutSession, payment_intent: null, payment_status: 'unpaid', status: 'expired' },
  }),
]

export const quotes = [
  defineEvent({
    ...shapes.quote,
    type: 'quote.finalized',
    label: 'Quote ready',
    why: 'A quote is final and can be sent: follow up on it.',
    group: 'quotes',
    example: { ...quote, status: 'open' },
  }),
  defineEvent({
    ...shapes.quote,
    type: 'quote.accepted',
    label: 'Quote accepted',
    why: 'A customer said yes to a quote.',
    group: 'quotes',
    example: { ...quote, invoice: 'in_ada', status: 'accepted', subscription: 'sub_ada' },
  }),
  defineEvent({
    ...shapes.quote,
    type: 'quote.canceled',
    label: 'Quote canceled',
    why: 'A quote was withdrawn or has run out.',
    group: 'quotes',
    example: { ...quote, status: 'canceled' },
  }),
  defineEvent({
    ...shapes.quote,
    type: 'quote.created',
    label: 'Quote drafted',
    why: 'A quote was drafted; the customer has not seen it yet.',
    group: 'quotes',
    advanced: true,
    defaults: off,
    example: quote,
  }),
]
