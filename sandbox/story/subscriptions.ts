import { issueInvoice, payInvoice } from './invoices'
import type { Customer } from './objects/customer'
import { planOf } from './objects/price'
import { itemOf, itemsWith, newSubscription, periodEnd, type Subscription } from './objects/subscription'
import { type Fields, StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

export type SubscribeOptions = {
  customer: string
  price: string
  quantity?: number
  trialDays?: number
  metadata?: Fields
}

/**
 * A customer subscribes. Without a trial the subscription starts `incomplete`, the first invoice is paid and an update
 * makes it `active`; with one it is `trialing` from the start and its invoice is for nothing.
 */
export function subscribe(world: World, options: SubscribeOptions): StripeEvent[] {
  return addSubscription(world, options).events
}

/** The same, with the subscription at hand for what follows. */
export function addSubscription(world: World, options: SubscribeOptions) {
  const customer = find(world, 'customers', options.customer)
  const price = find(world, 'prices', options.price)
  const trialEnd = options.trialDays === undefined ? null : world.now() + options.trialDays * 86_400
  const subscription = newSubscription(world, {
    customer: customer.id,
    price,
    quantity: options.quantity ?? 1,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    end: trialEnd ?? periodEnd(world.now(), price),
    trialEnd,
    metadata: options.metadata ?? {},
  })
  world.rows.subscriptions[subscription.id] = subscription
  const created = emit(world, 'customer.subscription.created', subscription)
  const touched = touchCustomer(world, customer, { currency: subscription.currency })

  const period = { start: subscription.current_period_start, end: subscription.current_period_end }
  const { invoice, events } = issueInvoice(world, subscription, 'subscription_create', period, trialEnd !== null)
  const paid = payInvoice(world, invoice)
  const active = trialEnd === null ? update(world, subscription, { status: 'active' }) : []
  return { subscription, events: [...created, ...touched, ...events, ...paid, ...active] }
}

/** Another price. A different interval starts a new period at once, with an invoice; the same interval changes the plan only. */
export function changePlan(world: World, id: string, priceId: string): StripeEvent[] {
  const subscription = running(world, id)
  const price = find(world, 'prices', priceId)
  const former = itemOf(subscription).price
  if (former.id === price.id) throw new StoryError(`Subscription ${id} already has that price`)
  if (former.currency !== price.currency) throw new StoryError('A subscription keeps its currency')
  const sameInterval = former.recurring.interval === price.recurring.interval
  if (sameInterval || subscription.status === 'trialing') {
    return update(world, subscription, { items: itemsWith(subscription, { price }), plan: planOf(price) })
  }

  const period = { start: world.now(), end: periodEnd(world.now(), price) }
  const changed = update(world, subscription, {
    items: itemsWith(subscription, { price, ...period }),
    plan: planOf(price),
    billing_cycle_anchor: period.start,
    current_period_start: period.start,
    current_period_end: period.end,
  })
  const { invoice, events } = issueInvoice(world, subscription, 'subscription_update', period)
  return [...changed, ...events, ...payInvoice(world, invoice)]
}

/** More or fewer seats, from the next invoice on. */
export function changeQuantity(world: World, id: string, quantity: number): StripeEvent[] {
  const subscription = running(world, id)
  const items = itemsWith(subscription, {})
  for (const item of items.data) item.quantity = quantity
  return update(world, subscription, { items, quantity })
}

/** Ends on its own at the end of the period: only an update tells. */
export function cancelAtPeriodEnd(world: World, id: string): StripeEvent[] {
  const subscription = running(world, id)
  return update(world, subscription, {
    cancel_at_period_end: true,
    cancel_at: subscription.current_period_end,
    canceled_at: world.now(),
    cancellation_details: { comment: null, feedback: 'too_expensive', reason: 'cancellation_requested' },
  })
}

/** The customer thinks better of it. */
export function keepAfterAll(world: World, id: string): StripeEvent[] {
  const cleared = { comment: null, feedback: null, reason: null }
  const patch = { cancel_at_period_end: false, cancel_at: null, canceled_at: null, cancellation_details: cleared }
  return update(world, running(world, id), patch)
}

/** Ends now: `customer.subscription.deleted`. */
export function cancelNow(world: World, id: string): StripeEvent[] {
  return endSubscription(world, running(world, id), 'cancellation_requested')
}

export function endSubscription(world: World, subscription: Subscription, reason: string | null): StripeEvent[] {
  const now = world.now()
  const patch = { status: 'canceled', canceled_at: subscription.canceled_at ?? now, ended_at: now }
  change<Subscription>(subscription, { ...patch, cancellation_details: { comment: null, feedback: null, reason } })
  return emit(world, 'customer.subscription.deleted', subscription)
}

/** `status: paused` (not paused collection): `customer.subscription.updated` and `.paused`. */
export function pause(world: World, id: string): StripeEvent[] {
  const subscription = running(world, id)
  if (subscription.status === 'paused') throw new StoryError(`Subscription ${id} is already paused`)
  const updated = update(world, subscription, { status: 'paused' })
  return [...updated, ...emit(world, 'customer.subscription.paused', subscription)]
}

export function resume(world: World, id: string): StripeEvent[] {
  const subscription = running(world, id)
  if (subscription.status !== 'paused') throw new StoryError(`Subscription ${id} is not paused`)
  const updated = update(world, subscription, { status: 'active' })
  return [...updated, ...emit(world, 'customer.subscription.resumed', subscription)]
}

/** Collection stops while the status stays `active`; `on: false` takes it up again. */
export function pauseCollection(world: World, id: string, on: boolean): StripeEvent[] {
  return update(world, running(world, id), { pause_collection: on ? { behavior: 'void', resumes_at: null } : null })
}

/** `customer.subscription.updated` with what changed. */
export function update(world: World, subscription: Subscription, patch: Partial<Subscription>): StripeEvent[] {
  const before = change<Subscription>(subscription, patch)
  return emit(world, 'customer.subscription.updated', subscription, before)
}

/** The subscription, if it has not ended. */
export function running(world: World, id: string): Subscription {
  const subscription = find(world, 'subscriptions', id)
  if (subscription.ended_at !== null) throw new StoryError(`Subscription ${id} has ended`)
  return subscription
}

/** Billing writes on the customer too: `customer.updated`, when something changed. */
export function touchCustomer(world: World, customer: Customer, patch: Partial<Customer>): StripeEvent[] {
  const before = change<Customer>(customer, patch)
  return Object.keys(before).length === 0 ? [] : emit(world, 'customer.updated', customer, before)
}
