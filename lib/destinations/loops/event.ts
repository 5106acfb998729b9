import { toJsonNumber } from '@/lib/money'
import type { DeliveredEvent } from '../destination'
import { cut } from './cut'

/** Loops: a new name makes a new event, without a colon; whether `$` is taken is documented nowhere, so it is left out. */
export const eventName = ({ name, type }: DeliveredEvent, stripeNames: boolean) =>
  (stripeNames ? type : name.replace(/^\$/, '')).replaceAll(':', '.')

/**
 * The event as Loops takes it: flat, texts of at most 500 characters, numbers, booleans, dates. Names are those of
 * docs/normalized-event.md; lists become text, metadata gets a prefix, and what the event does not tell is left out.
 */
export function eventProperties(event: DeliveredEvent): Record<string, string | number | boolean> {
  const { value, items, metadata, price_ids, product_ids } = event
  const all: Record<string, string | number | boolean | null> = {
    ...Object.fromEntries(plain.map((name) => [name, event[name]])),
    customer_id: event.subscriber.customer_id,
    amount: value ? toJsonNumber(value.amount) : null,
    currency: value?.currency ?? null,
    price_ids: price_ids.join(', '),
    product_ids: product_ids.join(', '),
    items: items.map(({ description, quantity }) => `${quantity ?? 1} × ${description ?? 'item'}`).join(', '),
    ...Object.fromEntries(Object.entries(metadata).map(([name, text]) => [`metadata_${plainName(name)}`, text])),
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, one]) => {
      if (one === null || one === '') return []
      return [[name, typeof one === 'string' ? cut(one) : one] as const]
    }),
  )
}

const plain = [
  'stripe_event_id',
  'type',
  'livemode',
  'occurred_at',
  'charge_id',
  'payment_intent_id',
  'invoice_id',
  'subscription_id',
  'checkout_session_id',
  'plan',
  'interval',
  'description',
] as const

/** Merchants name metadata as they please; Loops' templates want one word. */
const plainName = (name: string) => name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 60)
