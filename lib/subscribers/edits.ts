import type { Edit, PartyEdits } from '@/db/schema/subscribers'
import type { PersonChange } from './change'
import { mostFields, mostTags } from './limits'

type Words<Value> = Record<string, Edit<Value>>

/** A change as the words that are kept of it. Who is told to get and to lose a tag at once gets it. */
export function wordsOf({ tags, fields, user_group, unsubscribed }: PersonChange, at: string): PartyEdits {
  const word = <Value>(value: Value): Edit<Value> => ({ value, at })
  const all = <Value>(entries: [string, Value][]) => Object.fromEntries(entries.map(([name, v]) => [name, word(v)]))
  return {
    ...(tags ? { tags: all([...tags.remove.map(notIt), ...tags.add.map(isIt)]) } : {}),
    ...(fields ? { fields: all(Object.entries(fields)) } : {}),
    ...(user_group !== undefined ? { user_group: word(user_group) } : {}),
    ...(unsubscribed !== undefined ? { unsubscribed: word(unsubscribed) } : {}),
  }
}

const isIt = (tag: string): [string, boolean] => [tag, true]
const notIt = (tag: string): [string, boolean] => [tag, false]

/**
 * The newest word on each thing, whichever was heard first. Of tags and fields only so many are kept, the newest: a word of before
 * that comes late would be among the dropped ones too, so the order cannot matter here either.
 */
export function mergeEdits(known: PartyEdits, told: PartyEdits): PartyEdits {
  const merged: PartyEdits = { ...known }
  if (told.tags) merged.tags = newestOf(known.tags, told.tags, 2 * mostTags)
  if (told.fields) merged.fields = newestOf(known.fields, told.fields, 2 * mostFields)
  if (told.user_group) merged.user_group = newer(known.user_group, told.user_group)
  if (told.unsubscribed) merged.unsubscribed = newer(known.unsubscribed, told.unsubscribed)
  return merged
}

/** The tags that a person of several parties had and was told to lose, in alphabetical order. */
export function formerTags(parties: readonly Words<boolean>[]): string[] {
  if (parties.length === 0) return []
  const all = parties.reduce((known, told) => newestOf(known, told, Number.POSITIVE_INFINITY))
  return Object.keys(all)
    .filter((tag) => all[tag]?.value === false)
    .sort()
}

function newestOf<Value>(known: Words<Value> = {}, told: Words<Value>, most: number): Words<Value> {
  // A map: a tag may be called `constructor`.
  const words = new Map(Object.entries(known))
  for (const [name, word] of Object.entries(told)) words.set(name, newer(words.get(name), word))
  if (words.size <= most) return Object.fromEntries(words)
  const newestFirst = [...words].sort(([a, x], [b, y]) => compare(y.at, x.at) || compare(a, b))
  return Object.fromEntries(newestFirst.slice(0, most))
}

/** Of two words of one millisecond the larger value. */
function newer<Value>(known: Edit<Value> | undefined, told: Edit<Value>): Edit<Value> {
  if (!known) return told
  return (compare(told.at, known.at) || compare(JSON.stringify(told.value), JSON.stringify(known.value))) > 0
    ? told
    : known
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
