import { createHash } from 'node:crypto'
import { derivedFrom, snapshotOf } from '@/lib/normalize'
import { personIn } from '@/lib/subscribers/aside'
import type { ReadEvent } from './read'

/**
 * The further events a webhook stands for, each with a row of its own beside the first: decided by its own setting, waiting
 * and released together with it, and telling no facts, so that money is counted once.
 */
export function derivedOf(read: ReadEvent, payload: unknown): ReadEvent[] {
  return derivedFrom(read.normalized, snapshotOf(read.type, payload)).map((normalized) => {
    const type = normalized.type ?? 'unknown'
    const id = derivedId(read.entry.id, type)
    const entry = { ...read.entry, id, stripeEventId: `${read.entry.stripeEventId}#${type}` }
    const person = personIn({ normalized, object: read.object })
    return { ...read, entry, normalized, type, person, derivedFrom: read.entry.id }
  })
}

/**
 * The same id however often the webhook is read. It keeps the time of the entry's own (uuid v7), so that lists show the two
 * together; the rest is a hash.
 */
export function derivedId(entryId: string, type: string): string {
  const hash = createHash('sha256').update(`${entryId}#${type}`).digest('hex')
  return `${entryId.slice(0, 14)}7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
