import { derivedRowsOf } from '@/lib/catalogue'
import { type Json, objectOf, type Snapshot } from './readers'
import type { NormalizedEvent } from './schema'

/**
 * The further events a Stripe event stands for (a trial that converted), from the same payload: the same body under a name
 * and type of their own. Most events stand for nothing else.
 */
export function derivedFrom(normalized: NormalizedEvent, { type, object, previous }: Snapshot): NormalizedEvent[] {
  if (normalized.outcome !== 'event') return []
  return derivedRowsOf(type)
    .filter((row) => row.when({ type, object, previous }))
    .map((row) => ({ ...normalized, name: row.name, type: row.type }))
}

/** A payload's object and what it was before, as the normalizer sees them. */
export function snapshotOf(type: string, payload: unknown): Snapshot {
  const data: Json = objectOf(objectOf(payload).data)
  return { type, object: objectOf(data.object), previous: objectOf(data.previous_attributes) }
}
