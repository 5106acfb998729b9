import { defineEvent, off } from './define'
import { schedule, subscription } from './examples'
import { shapes } from './shapes'

const all = ['mrr', 'plan', 'subscription_status'] as const

export const subscriptions = [
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.created',
    label: 'Subscription created',
    why: 'Someone subscribed, started a trial, or began to subscribe and has yet to pay: begin onboarding.',
    group: 'subscriptions',
    touches: all,
    example: subscription,
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.updated',
    label: 'Subscription updated',
    why: 'Plan, seats, status or renewal changed; keeps plan and recurring revenue right.',
    group: 'subscriptions',
    touches: all,
    example: { ...subscription, cancel_at_period_end: true },
    examplePrevious: { cancel_at_period_end: false },
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.deleted',
    label: 'Subscription ended',
    why: 'A subscription is over: say goodbye well, or win them back.',
    group: 'subscriptions',
    touches: all,
    example: {
      ...subscription,
      cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive' },
      status: 'canceled',
    },
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.trial_will_end',
    label: 'Trial ends soon',
    why: 'A trial ends in three days, or at once when it was cut short: remind them.',
    group: 'subscriptions',
    touches: all,
    example: { ...subscription, status: 'trialing', trial_end: 1_767_484_800 },
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.paused',
    label: 'Subscription paused',
    why: 'A subscription is paused, for example after a trial without a card.',
    group: 'subscriptions',
    touches: all,
    example: { ...subscription, status: 'paused' },
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.resumed',
    label: 'Subscription resumed',
    why: 'A paused subscription is running again: welcome them back. “Subscription reactivated” follows from its update and says the same.',
    group: 'subscriptions',
    touches: all,
    example: subscription,
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.pending_update_applied',
    label: 'Pending change applied',
    why: 'A change that waited for a payment is now in force.',
    group: 'subscriptions',
    touches: all,
    advanced: true,
    example: subscription,
  }),
  defineEvent({
    ...shapes.subscription,
    type: 'customer.subscription.pending_update_expired',
    label: 'Pending change expired',
    why: 'A change waited for a payment that never came, so it was dropped.',
    group: 'subscriptions',
    touches: all,
    advanced: true,
    example: subscription,
  }),
  defineEvent({
    ...shapes.ofCustomer,
    type: 'entitlements.active_entitlement_summary.updated',
    label: 'Entitlements changed',
    why: 'The features a customer may use have changed.',
    group: 'subscriptions',
    advanced: true,
    defaults: off,
    example: {
      object: 'entitlements.active_entitlement_summary',
      customer: 'cus_ada',
      entitlements: { object: 'list', data: [{ id: 'ent_ada', feature: 'feat_reports', lookup_key: 'reports' }] },
    },
  }),
]

/** Schedules only announce what subscription events then say, so they start switched off. */
export const schedules = [
  scheduled('created', 'Schedule created', 'A subscription was planned ahead.', 'not_started'),
  scheduled('updated', 'Schedule updated', 'The plan for a subscription changed.', 'active'),
  scheduled('expiring', 'Schedule ends soon', 'A scheduled subscription ends in seven days.', 'active'),
  scheduled('completed', 'Schedule completed', 'All planned phases of a subscription have run.', 'completed'),
  scheduled('released', 'Schedule released', 'A subscription goes on without its schedule.', 'released'),
  scheduled('canceled', 'Schedule canceled', 'A schedule was canceled together with its subscription.', 'canceled'),
  scheduled('aborted', 'Schedule stopped', 'A schedule stopped because of an unpaid invoice.', 'canceled'),
]

function scheduled<const V extends string>(verb: V, label: string, why: string, status: string) {
  return defineEvent({
    ...shapes.schedule,
    type: `subscription_schedule.${verb}`,
    label,
    why,
    group: 'subscriptions',
    advanced: true,
    defaults: off,
    example: { ...schedule, status },
  })
}
