import type { SetAsideReason } from '@/lib/reasons'
import { asObject, at, idOf, type Json, listOf, objectOf } from './readers/json'
import type { Snapshot } from './readers/snapshot'

/** What a payload turned out to be: something we can read, or something to set aside, with the fields it still tells. */
export type Recognised =
  | { kind: 'snapshot'; event: Json; snapshot: Snapshot }
  | { kind: 'aside'; event: Json; type: string | null; reason: SetAsideReason }

/** Tells Stripe's snapshot events from thin ones, from other services' envelopes and from everything else. */
export function recognise(payload: unknown): Recognised {
  const event = asObject(Array.isArray(payload) ? { Records: payload } : payload)
  if (!event || isTooDeep(event))
    return { kind: 'aside', event: objectOf(event), type: typeOf(event), reason: 'unprocessable' }

  const wrapped = insideEnvelope(event)
  if (wrapped) return { kind: 'aside', event: wrapped, type: typeOf(wrapped), reason: 'envelope' }

  const type = typeOf(event)
  if (isThin(event)) return { kind: 'aside', event, type, reason: 'thin_event' }

  const data = objectOf(event.data)
  const object = asObject(data.object)
  if (type === null || !object) return { kind: 'aside', event, type, reason: 'unprocessable' }
  return { kind: 'snapshot', event, snapshot: { type, object, previous: objectOf(data.previous_attributes) } }
}

function typeOf(event: Json | null): string | null {
  return event && idOf(event.type)
}

/**
 * Amazon EventBridge puts the event into `detail`, Azure Event Grid (CloudEvents) into `data`, queues and topics into
 * `Records` (or a bare list) with a `body` or `Sns.Message`, hand-made relays into `event`, `payload` or `body`. The first
 * event found says what it was about.
 */
function insideEnvelope(event: Json, levels = 5): Json | null {
  if (levels === 0 || asObject(at(event, 'data', 'object')) !== null) return null
  for (const field of wrappers) {
    for (const inner of [event[field], ...listOf(event[field])]) {
      const object = embedded(inner)
      if (!object) continue
      const found = isStripeEvent(object) ? object : insideEnvelope(object, levels - 1)
      if (found) return found
    }
  }
  return null
}

/** Queues carry their bodies as text. */
function embedded(value: unknown): Json | null {
  if (typeof value !== 'string' || !value.startsWith('{')) return asObject(value)
  try {
    const object = asObject(JSON.parse(value))
    return object && isTooDeep(object) ? null : object
  } catch {
    return null
  }
}

const wrappers = ['detail', 'data', 'event', 'payload', 'body', 'Records', 'Sns', 'Message'] as const

/** A snapshot event carries an object; a thin one says what it is, or names what it is related to. */
function isStripeEvent(object: Json): boolean {
  if (typeOf(object) === null) return false
  return object.object === 'event' || asObject(at(object, 'data', 'object')) !== null || isThin(object)
}

/** Thin events name their object (`related_object`) and do not carry it; their types begin with their API's version. */
function isThin(event: Json): boolean {
  if (asObject(at(event, 'data', 'object')) !== null) return false
  return event.object === thin || asObject(event.related_object) !== null || /^v\d+\./.test(typeOf(event) ?? '')
}

const thin = 'v2.core.event'

/** Stripe nests some ten levels; a body of 64 and more is an attack on whatever walks it later (IN-11). */
function isTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((child) => isTooDeep(child, levels - 1))
}

const deepest = 64
