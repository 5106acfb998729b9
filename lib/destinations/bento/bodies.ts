import { toJsonNumber } from '@/lib/money'
import { contactValues } from '../contact-values'
import type { DeliveredEvent, Delivery, Mapping } from '../destination'
import { ownName } from './names'
import { tagsOf } from './tags'

/** One of `events`. Bento: `date` backdates it, and `details.unique.key` makes a repeat count once. */
export const eventOf = (delivery: Delivery, mapping: Mapping) => ({
  type: delivery.event.name,
  email: delivery.contact?.email,
  ...dated(delivery.event),
  fields: fieldsOf(delivery, mapping),
  details: { ...details(delivery.event), unique: { key: delivery.id } },
})

/**
 * The event as docs/normalized-event.md has it, but for its `value`: to Bento, `details.value` beside a unique key is revenue, and one
 * payment is told by up to four events (charge, payment intent, invoice, checkout). Only `$purchase` may have one.
 */
function details({ value, outcome: _outcome, ...event }: DeliveredEvent) {
  if (!value) return { ...event, amount: null, minor: null, currency: null }
  return { ...event, amount: value.amount, minor: toJsonNumber(value.minor), currency: value.currency }
}

/**
 * What Bento counts as revenue, keyed by the charge; null unless the delivery tells of a capture. `value.amount` is Stripe's integer in
 * minor units: cents as Bento documents them; what it makes of yen or dinars is documented nowhere.
 */
export function purchaseOf({ event, contact, captured }: Delivery) {
  if (!captured || !event.charge_id || !event.value) return null
  const amount = toJsonNumber(event.value.minor)
  if (amount === null || amount <= 0) return null
  return {
    type: '$purchase',
    email: contact?.email,
    ...dated(event),
    details: { unique: { key: event.charge_id }, value: { currency: event.value.currency, amount } },
  }
}

/** `subscribers`, each address once: of several deliveries about one person the last has the newest data. */
export function subscribersOf(deliveries: readonly Delivery[], mapping: Mapping) {
  const byAddress = new Map(deliveries.map((one) => [one.contact?.email, one]))
  return [...byAddress].map(([email, delivery]) => ({
    ...fieldsOf(delivery, mapping),
    ...(delivery.contact ? tagsOf(delivery.contact) : {}),
    email,
  }))
}

/** Bento has no word for "empty this field" but an empty text. */
function fieldsOf({ contact }: Delivery, mapping: Mapping) {
  const values = contact ? contactValues(contact, mapping, ownName) : {}
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

const dated = ({ occurred_at }: DeliveredEvent) => (occurred_at ? { date: occurred_at } : {})
