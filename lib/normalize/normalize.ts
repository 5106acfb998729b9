import { type CatalogueRow, eventName, type Shape, shapeFor, stripeRow } from '@/lib/catalogue'
import { type Money, toDecimal } from '@/lib/money'
import { bool, clean, count, idOf, type Json, type Line, mainLine, objectOf, type Snapshot, text } from './readers'
import { recognise } from './recognise'
import type { NormalizedEvent, NormalizedItem } from './schema'

/**
 * Turns what Stripe sent into the plain event of docs/normalized-event.md. Pure, and total: any JSON value whatever gives an answer,
 * hostile ones included. Shapes are recognised by the fields present, from 2013 to today, never by `api_version`. What
 * the payload lacks is null; nothing is invented.
 */
export function normalize(payload: unknown): NormalizedEvent {
  const seen = recognise(payload)
  if (seen.kind === 'aside') {
    const { event, type, reason } = seen
    const name = type === null ? null : eventName(type)
    return { name, type, outcome: 'set_aside', reason, ...envelopeOf(event), ...unknownContent }
  }
  const { event, snapshot } = seen
  const { type } = snapshot
  const row: CatalogueRow | undefined = stripeRow(type)
  const common = { ...envelopeOf(event), ...contentOf(snapshot, shapeFor(snapshot.object, row)) }
  if (row) return { name: row.name, type, outcome: 'event', ...common }
  return { name: eventName(type), type, outcome: 'set_aside', reason: 'not_in_catalogue', ...common }
}

/** Goes up when the same payload may give another answer, so that stored events can be told apart and replayed. */
export const normalizerVersion = 5

function envelopeOf(event: Json) {
  return {
    stripe_event_id: idOf(event.id),
    stripe_account: idOf(event.account) ?? accountElsewhere(event),
    api_version: text(event.api_version),
    livemode: bool(event.livemode),
    occurred_at: occurredAt(event.created),
  }
}

/**
 * Endpoints of an organization, and thin events, name the account as `context`. Connect's events called it `user_id` until
 * 2015, and deauthorizations `stripe_user_id`.
 */
function accountElsewhere({ context, stripe_user_id, user_id }: Json): string | null {
  return [context, stripe_user_id, user_id].map(idOf).find((id) => id !== null && /^acct_\w+$/.test(id)) ?? null
}

/** Snapshot events carry unix seconds, thin ones ISO text. Any date of four-digit years: what a payload says is not judged. */
function occurredAt(created: unknown): string | null {
  const seconds =
    typeof created === 'string' && created.includes('T') ? Math.floor(Date.parse(created) / 1000) : count(created)
  return seconds !== null && seconds > 0 && seconds < year10000 ? new Date(seconds * 1000).toISOString() : null
}

const year10000 = Date.UTC(10_000, 0) / 1000

function contentOf(snapshot: Snapshot, { who, value, about }: Shape) {
  const { object } = snapshot
  const lines = about.lines?.(snapshot) ?? []
  const main = about.plan?.(snapshot) ?? mainLine(lines)?.price
  return {
    subscriber: who(snapshot),
    value: writtenValue(value(snapshot)),
    charge_id: about.charge?.(snapshot) ?? null,
    payment_intent_id: about.paymentIntent?.(snapshot) ?? null,
    invoice_id: about.invoice?.(snapshot) ?? null,
    subscription_id: about.subscription?.(snapshot) ?? null,
    checkout_session_id: about.checkoutSession?.(snapshot) ?? null,
    price_ids: unique(about.prices?.(snapshot) ?? lines.map((line) => line.price.priceId)),
    product_ids: unique(about.products?.(snapshot) ?? lines.map((line) => line.price.productId)),
    plan: main?.plan ?? null,
    interval: main?.interval ?? null,
    description: text(object.description),
    items: lines.map(itemOf),
    metadata: metadataOf(object.metadata),
  }
}

const unknownContent = {
  subscriber: { email: null, name: null, customer_id: null },
  value: null,
  charge_id: null,
  payment_intent_id: null,
  invoice_id: null,
  subscription_id: null,
  checkout_session_id: null,
  price_ids: [],
  product_ids: [],
  plan: null,
  interval: null,
  description: null,
  items: [],
  metadata: {},
} satisfies Partial<NormalizedEvent>

function writtenValue(money: Money | null): NormalizedEvent['value'] {
  if (money === null || !isStorable(money.minor)) return null
  const { minor, currency } = money
  return { amount: toDecimal(minor, currency), minor: minor.toString(), currency }
}

function itemOf({ description, quantity, amount, currency, price }: Line): NormalizedItem {
  return {
    description,
    quantity,
    amount: amount === null || currency === null || !isStorable(amount) ? null : toDecimal(amount, currency),
    price_id: price.priceId,
    product_id: price.productId,
  }
}

/** Stripe's amounts have twelve digits; past eighteen a bigint column would refuse the whole event. */
function isStorable(minor: bigint): boolean {
  return minor < tooLarge && minor > -tooLarge
}

const tooLarge = 10n ** 18n

function unique(ids: (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null)
}

/**
 * The object's own metadata. Stripe's values are text; numbers and flags of hand-made payloads are written as text, and
 * what has parts of its own is left out.
 */
function metadataOf(value: unknown): Record<string, string> {
  const entries = Object.entries(objectOf(value)).flatMap(([key, given]) =>
    isPlain(given) && key !== '__proto__' ? [[clean(key), clean(String(given))] as const] : [],
  )
  return Object.fromEntries(entries)
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
