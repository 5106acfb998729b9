import { catalogueRow } from '@/lib/catalogue'
import { formatMoney } from '@/lib/money'
import type { SubscriberJson } from '@/lib/subscribers/json'
import type { FlowEvent } from './flow-event'
import { isoTwin, writtenDay } from './times'

export type Scalar = string | number | boolean
export type Variable = Scalar | readonly string[] | Readonly<Record<string, Scalar>>

/** What conditions and texts see, by the names of fields.ts. What is not known is left out, so that asking for it is noticed. */
export interface Variables {
  event: Readonly<Record<string, Variable>>
  subscriber: Readonly<Record<string, Variable>>
  site: Readonly<Record<string, Variable>>
}

export interface Known {
  event: FlowEvent
  /** Null where only the event is looked at: as the lane does. */
  subscriber: SubscriberJson | null
  siteName: string
}

/**
 * The variables of a run. Amounts are decimal text beside a form for people, never a number; times are a day as people write it,
 * beside the instant.
 */
export function variablesOf({ event, subscriber, siteName }: Known): Variables {
  return {
    event: ofEvent(event),
    subscriber: subscriber ? ofSubscriber(subscriber) : {},
    site: known({ name: siteName }),
  }
}

function ofEvent(event: FlowEvent) {
  const { value, details, metadata } = event
  const { next_payment_attempt, due_date, trial_end, cancel_at, current_period_end, ...plain } = details
  const currency = value?.currency ?? null
  return known({
    id: event.id,
    type: event.type,
    name: event.name,
    label: catalogueRow(event.type)?.label ?? event.type,
    ...times({
      occurred_at: event.occurred_at,
      next_payment_attempt,
      due_date,
      trial_end,
      cancel_at,
      current_period_end,
    }),
    ...money('amount', value?.amount, currency, 'money'),
    currency,
    plan: event.plan,
    interval: event.interval,
    item: event.items.find(({ description }) => description !== null)?.description,
    description: event.description,
    // None named is not the same as none bought: most objects name no products at all.
    product_ids: event.product_ids.length > 0 ? event.product_ids : null,
    price_ids: event.price_ids.length > 0 ? event.price_ids : null,
    ...plain,
    ...money('amount_left', details.amount_left, currency),
    customer_id: event.subscriber.customer_id,
    charge_id: event.charge_id,
    payment_intent_id: event.payment_intent_id,
    invoice_id: event.invoice_id,
    subscription_id: event.subscription_id,
    checkout_session_id: event.checkout_session_id,
    stripe_event_id: event.stripe_event_id,
    metadata: known(metadata),
  })
}

function ofSubscriber(person: SubscriberJson) {
  const currency = person.reporting_currency
  return known({
    id: person.id,
    email: person.email,
    name: person.name,
    first_name: person.first_name,
    last_name: person.last_name,
    plan: person.plan,
    subscription_status: person.subscription_status,
    product_ids: person.product_ids,
    ...money('lifetime_value', person.lifetime_value, currency),
    ...money('mrr', person.mrr, currency),
    currency,
    user_group: person.user_group,
    tags: person.tags,
    unsubscribed: person.unsubscribed_at !== null,
    ...times({ created_at: person.created_at }),
    customer_ids: person.customer_ids,
    fields: known(person.fields),
  })
}

type Maybe = Variable | null | undefined

/** Without what is null or blank: a text with a gap in it is no better than one with "null" in it. */
function known<Value extends Maybe>(given: Readonly<Record<string, Value>>): Record<string, NonNullable<Value>> {
  const entries = Object.entries(given).filter(
    ([, value]) => value !== null && value !== undefined && (typeof value === 'object' || String(value).trim() !== ''),
  )
  return Object.fromEntries(entries) as Record<string, NonNullable<Value>>
}

function money(name: string, amount: string | null | undefined, currency: string | null, written = `${name}_money`) {
  if (amount === null || amount === undefined) return {}
  return { [name]: amount, ...(currency !== null && { [written]: formatMoney(amount, currency) }) }
}

const times = (given: Readonly<Record<string, string | null | undefined>>) =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, iso]) => [
      [name, iso && writtenDay(iso)],
      [isoTwin(name), iso],
    ]),
  )
