import {
  asObject,
  bool,
  count,
  idOf,
  type Json,
  listOf,
  objectOf,
  type Snapshot,
  subscriptionItems,
  text,
  yearlyCost,
} from '@/lib/normalize/readers'

/**
 * What turned with an event, from its own content: the object as it is, and `previous_attributes`, which name only what
 * changed and how it was. Where they do not say, nothing turned.
 */
export const trialStarted = ({ type, object, previous }: Snapshot) => {
  if (object.status !== 'trialing') return false
  const before = text(previous.status)
  return type.endsWith('.created') || (before !== null && before !== 'trialing')
}

export const trialConverted = ({ object, previous }: Snapshot) =>
  object.status === 'active' && previous.status === 'trialing'

/** Service had stopped and goes on. A late payment that comes in is no reactivation but a recovered payment. */
export const reactivated = ({ object, previous }: Snapshot) => {
  if (object.status !== 'active') return false
  const collectsAgain = asObject(previous.pause_collection) !== null && asObject(object.pause_collection) === null
  return previous.status === 'paused' || previous.status === 'unpaid' || collectsAgain
}

export const cancelScheduled = (snapshot: Snapshot) => isRunning(snapshot.object) && cancellation(snapshot) === 'set'
export const cancelUnscheduled = (snapshot: Snapshot) =>
  isRunning(snapshot.object) && cancellation(snapshot) === 'lifted'

/** By the flag, or by a date (the portal since 2025). Moving the date changes nothing about the end being planned. */
function cancellation({ object, previous }: Snapshot): 'set' | 'lifted' | null {
  if (!('cancel_at_period_end' in previous) && !('cancel_at' in previous)) return null
  const [before, now] = [willEnd({ ...object, ...previous }), willEnd(object)]
  if (before === now) return null
  return now ? 'set' : 'lifted'
}

const willEnd = (subscription: Json) =>
  bool(subscription.cancel_at_period_end) === true || count(subscription.cancel_at) !== null

const isRunning = ({ status }: Json) => status === 'active' || status === 'trialing' || status === 'past_due'

export const costsMore = (snapshot: Snapshot) => costChange(snapshot) > 0n
export const costsLess = (snapshot: Snapshot) => costChange(snapshot) < 0n

/** What a running subscription costs a year, less what it cost before; 0 while one of the two is unknown. */
function costChange({ object, previous }: Snapshot): bigint {
  const before = isRunning(object) ? itemsBefore(object, previous) : null
  if (before === null) return 0n
  const [was, is] = [yearlyCost({ items: before }), yearlyCost(object)]
  return was && is && was.currency === is.currency ? is.picos - was.picos : 0n
}

/** The items as they were; null when they did not change. Before 2016, and for one item until today, also as one plan. */
function itemsBefore(object: Json, previous: Json): Json[] | null {
  const now = subscriptionItems(object)
  const items = listOf(previous.items)
  if (items.length > 0)
    return items.map((item) =>
      asItWas(
        now.find((each) => idOf(each) === idOf(item)),
        item,
      ),
    )
  const [only] = now
  if (!only || now.length > 1 || (asObject(previous.plan) === null && count(previous.quantity) === null)) return null
  const { price: _, ...holder } = only
  const plan = { ...objectOf(only.plan), ...objectOf(previous.plan) }
  return [{ ...holder, plan, quantity: previous.quantity ?? only.quantity }]
}

/** What the previous attributes leave out of an item is as it is now. */
function asItWas(now: Json | undefined, item: Json): Json {
  const part = (name: 'price' | 'plan') =>
    asObject(item[name]) && { [name]: { ...objectOf(now?.[name]), ...objectOf(item[name]) } }
  return { ...now, ...item, ...part('price'), ...part('plan') }
}

export const recovered = ({ object }: Snapshot) => (count(object.attempt_count) ?? 0) > 1

/** Stripe plans no further attempt, and it is Stripe that collects (`billing` until 2019). */
export const atLastFailed = ({ object }: Snapshot) =>
  object.next_payment_attempt === null && (object.collection_method ?? object.billing) === 'charge_automatically'
