import { type NormalizedEvent, normalize, parseJson } from '@/lib/normalize'
import { type Json, objectOf } from '@/lib/normalize/readers'
import type { Entry } from './entry'

/** An entry with its body read: pure, and it never throws. */
export interface ReadEntry {
  entry: Entry
  normalized: NormalizedEvent
  type: string
  object: Json
  at: string
  /** The same for people to read: an unreadable date becomes the time of receipt, not the constant of the key. */
  seenAt: string
}

export function read(entry: Entry): ReadEntry {
  const payload = parseJson(entry.raw)
  const event = normalize(payload)
  return {
    entry,
    normalized: event,
    type: event.type ?? 'unknown',
    object: objectOf(objectOf(objectOf(payload).data).object),
    at: event.occurred_at ?? entry.created.toISOString(),
    seenAt: event.occurred_at ?? entry.receivedAt.toISOString(),
  }
}
