import type { SetAsideReason } from '@/lib/reasons'
import { asObject, idOf, type Json, objectOf } from './readers/json'
import type { Snapshot } from './readers/snapshot'

/** What a payload turned out to be: something we can read, or something to set aside, with the fields it still tells. */
export type Recognised =
  | { kind: 'snapshot'; event: Json; snapshot: Snapshot }
  | { kind: 'aside'; event: Json; type: string | null; reason: SetAsideReason }

/** Tells Stripe's snapshot events from thin ones, from other services' envelopes and from everything else. */
export function recognise(payload: unknown): Recognised {
  const event = asObject(payload)
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

/** Amazon EventBridge puts the event into `detail`, Azure Event Grid (CloudEvents) and others into `data`. */
function insideEnvelope(event: Json): Json | null {
  return [event.detail, event.data].map(asObject).find((inner) => inner && isStripeEvent(inner)) ?? null
}

function isStripeEvent(object: Json): boolean {
  return object.object === 'event' || object.object === thin
}

/** Thin events name their object (`related_object`) and do not carry it. */
function isThin(event: Json): boolean {
  return event.object === thin || (asObject(event.related_object) !== null && event.data === undefined)
}

const thin = 'v2.core.event'

/** Stripe nests some ten levels; a body of 64 and more is an attack on whatever walks it later (IN-11). */
function isTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((child) => isTooDeep(child, levels - 1))
}

const deepest = 64
