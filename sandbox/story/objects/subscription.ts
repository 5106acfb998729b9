import type { Fields } from '../types'
import { newId, type World } from '../world'
import { type Price, planOf } from './price'

export type Subscription = ReturnType<typeof newSubscription>

export function newSubscription(
  world: World,
  about: {
    customer: string
    price: Price
    quantity: number
    status: string
    end: number
    trialEnd: number | null
    metadata: Fields
  },
) {
  const id = newId(world, 'sub')
  const start = world.now()
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: about.trialEnd ?? start,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null as number | null,
    cancel_at_period_end: false as boolean,
    canceled_at: null as number | null,
    cancellation_details: { comment: null, feedback: null, reason: null } as Fields,
    collection_method: 'charge_automatically',
    created: start,
    currency: about.price.currency,
    current_period_end: about.end,
    current_period_start: start,
    customer: about.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discount: null,
    discounts: [],
    ended_at: null as number | null,
    invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
    items: itemList(id, newItem(world, id, about.price, about.quantity, start, about.end)),
    latest_invoice: null as string | null,
    livemode: world.livemode,
    metadata: about.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null as Fields | null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    plan: planOf(about.price),
    quantity: about.quantity,
    schedule: null,
    start_date: start,
    status: about.status,
    test_clock: null,
    transfer_data: null,
    trial_end: about.trialEnd,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: about.trialEnd === null ? null : start,
  }
}

function newItem(world: World, subscription: string, price: Price, quantity: number, start: number, end: number) {
  return {
    id: newId(world, 'si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: world.now(),
    current_period_end: end,
    current_period_start: start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  }
}

function itemList(subscription: string, item: ReturnType<typeof newItem>) {
  return {
    object: 'list',
    data: [item],
    has_more: false,
    total_count: 1,
    url: `/v1/subscription_items?subscription=${subscription}`,
  }
}

/** The one item of a sandbox subscription. */
export function itemOf(subscription: Subscription) {
  const item = subscription.items.data[0]
  if (item === undefined) throw new Error(`Subscription ${subscription.id} has no item`)
  return item
}

/** The item list as it will be with another price, period or both; the item keeps its id. */
export function itemsWith(subscription: Subscription, next: { price?: Price; start?: number; end?: number }) {
  const items = structuredClone(subscription.items)
  const item = items.data[0]
  if (item === undefined) throw new Error(`Subscription ${subscription.id} has no item`)
  if (next.price !== undefined) {
    item.price = structuredClone(next.price)
    item.plan = planOf(next.price)
  }
  item.current_period_start = next.start ?? item.current_period_start
  item.current_period_end = next.end ?? item.current_period_end
  return items
}

const secondsIn: Record<string, number> = { day: 86_400, week: 7 * 86_400 }

/** The end of a period that starts at `start` (unix seconds): calendar months and years, in UTC. */
export function periodEnd(start: number, price: Price): number {
  const length = secondsIn[price.recurring.interval]
  if (length !== undefined) return start + length
  const date = new Date(start * 1000)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + (price.recurring.interval === 'year' ? 12 : 1))
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return Math.floor(date.getTime() / 1000)
}
