import { defineDerived } from './define'
import { invoice, paidInvoice, price, subscription } from './examples'
import { shapes } from './shapes'
import {
  atLastFailed,
  cancelScheduled,
  cancelUnscheduled,
  costsLess,
  costsMore,
  reactivated,
  recovered,
  trialConverted,
  trialStarted,
} from './turns'

const created = 'customer.subscription.created'
const updated = 'customer.subscription.updated'
const aCard = {
  object: 'card',
  id: 'card_ada',
  brand: 'Visa',
  customer: 'cus_ada',
  exp_month: 1,
  exp_year: 2026,
  last4: '4242',
  metadata: {},
}
const smaller = {
  items: {
    object: 'list',
    data: [
      {
        object: 'subscription_item',
        id: 'si_ada',
        price: { ...price, unit_amount: 2900, unit_amount_decimal: '2900' },
        quantity: 1,
      },
    ],
  },
}
const larger = {
  items: {
    object: 'list',
    data: [
      {
        object: 'subscription_item',
        id: 'si_ada',
        price: { ...price, unit_amount: 9900, unit_amount_decimal: '9900' },
        quantity: 1,
      },
    ],
  },
}

/**
 * What a Stripe event means beyond its type: an update that ended a trial, a payment that came through after failing.
 * Each is told by the event's own content, never by what we stored, which would depend on the order of arrival. Stripe has
 * no type for these; theirs are made so that the name follows by the same rule.
 */
export const derivedEvents = [
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.trial_started',
    from: [created, updated],
    when: trialStarted,
    label: 'Trial started',
    why: 'Someone began with a trial: show them around.',
    group: 'subscriptions',
    example: { ...subscription, status: 'trialing', trial_end: 1_768_435_200 },
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.trial_converted',
    from: [updated],
    when: trialConverted,
    label: 'Trial converted',
    why: 'The trial is over and the subscription goes on: stop asking. “Invoice paid” tells the payment.',
    group: 'subscriptions',
    example: subscription,
    examplePrevious: { status: 'trialing' },
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.upgraded',
    from: [updated],
    when: costsMore,
    label: 'Subscription upgraded',
    why: 'A subscription now costs more a year than before: a larger plan, or more seats.',
    group: 'subscriptions',
    example: subscription,
    examplePrevious: smaller,
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.downgraded',
    from: [updated],
    when: costsLess,
    label: 'Subscription downgraded',
    why: 'A subscription now costs less a year than before: ask what was too much.',
    group: 'subscriptions',
    example: subscription,
    examplePrevious: larger,
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.cancel_scheduled',
    from: [updated],
    when: cancelScheduled,
    label: 'Cancellation scheduled',
    why: 'A subscription was told to end later: there is still time to win them back.',
    group: 'subscriptions',
    example: { ...subscription, cancel_at_period_end: true },
    examplePrevious: { cancel_at_period_end: false },
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.cancel_unscheduled',
    from: [updated],
    when: cancelUnscheduled,
    label: 'Cancellation taken back',
    why: 'A subscription that was going to end goes on: thank them for staying.',
    group: 'subscriptions',
    example: subscription,
    examplePrevious: { cancel_at_period_end: true },
  }),
  defineDerived({
    ...shapes.subscription,
    type: 'subscription.reactivated',
    from: [updated],
    when: reactivated,
    label: 'Subscription reactivated',
    why: 'A paused or unpaid subscription runs again. After a pause Stripe sends “Subscription resumed” as well, so this one starts no flow at first.',
    group: 'subscriptions',
    defaults: { triggerFlows: false },
    example: subscription,
    examplePrevious: { status: 'paused' },
  }),
  defineDerived({
    ...shapes.invoice,
    type: 'payment.recovered',
    from: ['invoice.paid'],
    when: recovered,
    label: 'Payment recovered',
    why: 'An invoice was paid after at least one failed attempt: end the reminders.',
    group: 'payments',
    example: { ...paidInvoice, attempt_count: 3 },
  }),
  defineDerived({
    ...shapes.invoice,
    type: 'payment.failed_final',
    from: ['invoice.payment_failed'],
    when: atLastFailed,
    label: 'Payment failed for good',
    why: 'Stripe will not try this invoice again by itself: write in person, or let go. A card declined while subscribing is none.',
    group: 'payments',
    example: { ...invoice, attempt_count: 4, next_payment_attempt: null },
  }),
  defineDerived({
    ...shapes.ofCustomer,
    type: 'card.expiring',
    from: ['customer.source.expiring'],
    when: () => true,
    label: 'Card is about to expire',
    why: 'A saved card ends this month: ask for a new one before the next renewal. Stripe says so for cards saved the older way.',
    group: 'payments',
    example: aCard,
  }),
]
