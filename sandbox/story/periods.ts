import { declineInvoice, issueInvoice, payInvoice, upcomingInvoice } from './invoices'
import { itemOf, itemsWith, periodEnd, type Subscription } from './objects/subscription'
import { running, touchCustomer, update } from './subscriptions'
import { StoryError, type StripeEvent } from './types'
import { emit, find, type World } from './world'

/** `invoice.upcoming`, some days before the renewal. */
export function renewalAhead(world: World, id: string): StripeEvent[] {
  return upcomingInvoice(world, running(world, id))
}

/** The next period begins and is paid. A trial ends this way too. */
export function renew(world: World, id: string): StripeEvent[] {
  const { subscription, invoice, events } = nextPeriod(world, id)
  const paid = payInvoice(world, invoice)
  const active = subscription.status === 'active' ? [] : update(world, subscription, { status: 'active' })
  return [...events, ...paid, ...active]
}

/** The next period begins, the card is declined: `invoice.payment_failed`, the subscription is `past_due`. */
export function renewalFails(world: World, id: string): StripeEvent[] {
  const { subscription, invoice, events } = nextPeriod(world, id)
  const declined = declineInvoice(world, invoice)
  const late = update(world, subscription, { status: 'past_due' })
  const customer = find(world, 'customers', subscription.customer)
  return [...events, ...declined, ...late, ...touchCustomer(world, customer, { delinquent: true })]
}

/** The card is tried once more and declined once more. */
export function retryFails(world: World, id: string): StripeEvent[] {
  return declineInvoice(world, openInvoice(world, running(world, id)))
}

/** The late invoice is paid after all and the subscription is `active` again. */
export function retrySucceeds(world: World, id: string): StripeEvent[] {
  const subscription = running(world, id)
  const paid = payInvoice(world, openInvoice(world, subscription))
  const active = update(world, subscription, { status: 'active' })
  const customer = find(world, 'customers', subscription.customer)
  return [...paid, ...active, ...touchCustomer(world, customer, { delinquent: false })]
}

/** `customer.subscription.trial_will_end`, three days before. */
export function trialWillEnd(world: World, id: string): StripeEvent[] {
  return emit(world, 'customer.subscription.trial_will_end', trialing(world, id))
}

/** The trial turns into a paid subscription. */
export function trialEnds(world: World, id: string): StripeEvent[] {
  trialing(world, id)
  return renew(world, id)
}

/** The trial ends and the first payment fails. */
export function trialEndsUnpaid(world: World, id: string): StripeEvent[] {
  trialing(world, id)
  return renewalFails(world, id)
}

/** Has an invoice that waits for its money. */
export function isLate(world: World, subscription: Subscription): boolean {
  return subscription.latest_invoice !== null && world.rows.invoices[subscription.latest_invoice]?.status === 'open'
}

function nextPeriod(world: World, id: string) {
  const subscription = running(world, id)
  if (subscription.status === 'paused') throw new StoryError(`Subscription ${id} is paused`)
  if (isLate(world, subscription)) throw new StoryError(`Subscription ${id} has an unpaid invoice`)
  // A trial may be ended early, as the API's trial_end=now does: then the period starts now, not at the planned end.
  const ended =
    subscription.status === 'trialing' ? { trial_end: Math.min(subscription.trial_end ?? 0, world.now()) } : {}
  const start = subscription.status === 'trialing' ? world.now() : subscription.current_period_end
  const end = periodEnd(start, itemOf(subscription).price)
  const moved = update(world, subscription, {
    ...ended,
    ...(subscription.status === 'trialing' ? { status: 'active', billing_cycle_anchor: start } : {}),
    items: itemsWith(subscription, { start, end }),
    current_period_start: start,
    current_period_end: end,
  })
  const { invoice, events } = issueInvoice(world, subscription, 'subscription_cycle', { start, end })
  return { subscription, invoice, events: [...moved, ...events] }
}

function trialing(world: World, id: string): Subscription {
  const subscription = running(world, id)
  if (subscription.status !== 'trialing') throw new StoryError(`Subscription ${id} is not on trial`)
  return subscription
}

function openInvoice(world: World, subscription: Subscription) {
  const invoice = subscription.latest_invoice === null ? null : find(world, 'invoices', subscription.latest_invoice)
  if (invoice?.status !== 'open') throw new StoryError(`Subscription ${subscription.id} has no unpaid invoice`)
  return invoice
}
