import { stripeRow } from '@/lib/catalogue'
import { log } from '@/lib/log'
import { type About, answerIn } from '@/lib/look-ups/answer'
import { type NormalizedEvent, normalize, parseJson } from '@/lib/normalize'
import { instantOf, type Json, objectOf, type Person } from '@/lib/normalize/readers'
import { personIn } from '@/lib/subscribers/aside'
import { type Command, commandIn } from './command'
import { derivedOf } from './derived'
import type { Entry } from './entry'

/** The entries of a batch with their bodies read, by what they are. */
export interface Reads {
  entries: readonly Entry[]
  events: ReadEvent[]
  answers: ReadAnswer[]
  commands: ReadCommand[]
}

/** What both an event and an answer say of a Stripe object. */
export interface ReadObject {
  entry: Entry
  normalized: NormalizedEvent
  type: string
  object: Json
  /** What the fields it changed were before; empty for an answer. */
  previous: Json
  at: string
  /** The same for people to read: an unreadable date becomes the time of receipt, not the constant of the key. */
  seenAt: string
  /** Whom the payload names (lib/subscribers/aside). */
  person: Person
}

export interface ReadEvent extends ReadObject {
  /** The entry it was derived from; null for what Stripe sent itself. */
  derivedFrom: string | null
}

export interface ReadAnswer extends ReadObject {
  about: About
  found: boolean
}

export interface ReadCommand {
  entry: Entry
  command: Command
}

/** Pure but for a log line, and it never throws: what cannot be read is an event set aside. */
export function read(entries: readonly Entry[]): Reads {
  const reads: Reads = { entries, events: [], answers: [], commands: [] }
  for (const entry of eachOnce(entries)) {
    const payload = parseJson(entry.raw)
    const answer = entry.kind === 'look-up' || entry.kind === 'backfill' ? readAnswer(entry, payload) : null
    if (entry.kind === 'command') reads.commands.push(...readCommand(entry, payload))
    else if (answer) reads.answers.push(answer)
    else {
      const event = readEvent(entry, payload)
      reads.events.push(event, ...derivedOf(event, payload))
    }
  }
  return reads
}

/** An entry can be in the queue twice, released and replayed at once: it is read for the more thorough of its reasons. */
function eachOnce(entries: readonly Entry[]): Iterable<Entry> {
  const once = new Map<string, Entry>()
  for (const entry of entries) {
    const other = once.get(entry.id)
    if (!other || thoroughness.indexOf(entry.why) > thoroughness.indexOf(other.why)) once.set(entry.id, entry)
  }
  return once.values()
}

const thoroughness: readonly Entry['why'][] = ['new', 'release', 'replay', 'missed']

function readEvent(entry: Entry, payload: unknown): ReadEvent {
  const event = normalize(payload)
  const data = objectOf(objectOf(payload).data)
  const object = ofKind(objectOf(data.object), event.type)
  return {
    entry,
    normalized: event,
    type: event.type ?? 'unknown',
    object,
    previous: objectOf(data.previous_attributes),
    at: entry.created.toISOString(),
    seenAt: (instantOf(objectOf(payload).created) ?? entry.receivedAt).toISOString(),
    person: personIn({ normalized: event, object }),
    derivedFrom: null,
  }
}

/** Hand-made payloads leave out what kind of object they hold; the type's row knows, as the normalizer does. */
function ofKind(object: Json, type: string | null): Json {
  const kind = object.object ?? stripeRow(type ?? '')?.example.object
  return kind === undefined || kind === object.object ? object : { ...object, object: kind }
}

function readAnswer(entry: Entry, payload: unknown): ReadAnswer | null {
  const answer = answerIn(payload)
  if (!answer) return null
  const object = objectOf(answer.object)
  const { about, found } = answer
  const at = new Date(answer.at).toISOString()
  const type = 'answer'
  const normalized = normalize({ type, data: { object } })
  const person = personIn({ normalized, object })
  return { entry, normalized, type, object, previous: {}, at, seenAt: at, person, about, found }
}

function readCommand(entry: Entry, payload: unknown): ReadCommand[] {
  const command = commandIn(payload)
  if (command) return [{ entry, command }]
  log.error('a command nobody understands is dropped', { entry: entry.id })
  return []
}
