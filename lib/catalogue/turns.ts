import { asObject, bool, count, type Json, type Snapshot, text, yearlyCost } from '@/lib/normalize/readers'
import { itemsBefore, rhythmAlone } from './turned-items'

/**
 * What turned with an event, from its own content: the object as it is, and `previous_attributes`, which name only what
 * changed and how it was. Where they do not say, nothing turned.
 */

/** At the start only. A running or paused subscription given free days goes on, and nobody new is to be shown around. */
export const trialStarted = ({ type, object, previous }: Snapshot) =>
  object.status === 'trialing' && (type.endsWith('.created') || text(previous.status) === 'incomplete')

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
  if (before === null || rhythmAlone(before, object)) return 0n
  const [was, is] = [yearlyCost({ items: before }), yearlyCost(object)]
  return was && is && was.currency === is.currency ? is.picos - was.picos : 0n
}

export const recovered = ({ object }: Snapshot) => (count(object.attempt_count) ?? 0) > 1

/**
 * Stripe plans no further attempt, and it is Stripe that collects. The first invoice of a subscription is never tried
 * again, so its first declined card would already be "final": docs/decisions/0013.
 */
export const atLastFailed = ({ object }: Snapshot) =>
  object.next_payment_attempt === null && collectsItself(object) && object.billing_reason !== 'subscription_create'

/** `billing` until 2019. Before there was a choice (2017) Stripe always did, and invoices had a flag `closed`. */
function collectsItself({ collection_method, billing, closed }: Json): boolean {
  const method = collection_method ?? billing
  return method === 'charge_automatically' || (method === undefined && bool(closed) !== null)
}
