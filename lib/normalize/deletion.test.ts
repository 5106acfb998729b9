import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyEvent, exampleEvent } from '@/lib/catalogue'
import { derivedFrom, normalize, snapshotOf } from '.'
import { normalizedEventSchema } from './schema'

/**
 * RT-14: every field of an event taken away, one at a time. Nothing throws; what came from the field becomes null or falls
 * back to another word of the same payload; nothing else changes; and nothing appears that the payload does not say.
 */
const long = process.env.SLUICE_LONG === '1'
const folder = process.env.STRIPE_EVENTS_DIR

test.each(everyEvent)('RT-14 $type: each field of its example may be missing', (row) => {
  expect(problemsOf(exampleEvent(row), 1)).toEqual([])
})

test.each(everyEvent)('RT-14 $type: any field of its example may be something else', (row) => {
  const whole = exampleEvent(row)
  for (const [nth, where] of pathsIn(whole).entries()) {
    for (const odd of long ? oddities : [oddities[nth % oddities.length]]) expectSound(put(whole, where, odd))
  }
})

const oddities = [null, '', 'odd', [], {}, -1, 1.5, true]

if (folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\/.+\.json$/.test(file))
  describe('Stripe’s own payloads, each field taken away', () => {
    test('there are 264 of them', () => expect(files).toHaveLength(264))
    // Every field in the long run; every twentieth otherwise, others in each file.
    test.each(files.map((file, nth) => ({ file, nth })))('RT-14 $file', ({ file, nth }) => {
      const payload = JSON.parse(readFileSync(path.join(folder, file), 'utf8'))
      expect(problemsOf(payload, long ? 1 : 20, nth)).toEqual([])
    })
  })
}

function expectSound(payload: object) {
  const event = normalize(payload)
  const checked = normalizedEventSchema.safeParse(event)
  if (!checked.success) throw checked.error
  if (event.type !== null) derivedFrom(event, snapshotOf(event.type, payload))
  return event
}

/** What is wrong with the answers to a payload without one of its fields; empty when all is well. */
function problemsOf(payload: object, step: number, offset = 0): string[] {
  const before = leavesOf(expectSound(payload))
  return pathsIn(payload)
    .filter((_, nth) => nth % step === offset % step)
    .flatMap((where) => {
      const rest = drop(payload, where)
      const after = leavesOf(expectSound(rest))
      const [gone, left] = [valuesIn(get(payload, where)), valuesIn(rest)]
      const wrong = (leaf: string, why: string) => `${where.join('.')} taken away: ${leaf} ${why}`
      return [...new Set([...before.keys(), ...after.keys()])].flatMap((leaf) => {
        const [was, is] = [before.get(leaf) ?? null, after.get(leaf) ?? null]
        if (was === is || isComputed(leaf)) return []
        // An answer that is not null any more, or another one, must be written elsewhere in what is left.
        if (is !== null && !left.has(String(is))) return [wrong(leaf, `became ${is}, which nobody said`)]
        // What changes came from the field, unless the field said how to read the rest.
        if (was !== null && !gone.has(String(was)) && !tellsHow(where)) return [wrong(leaf, `was ${was}`)]
        return []
      })
    })
}

/** Sums, times and words of ours are worked out, not copied; their own tests hold them. */
const isComputed = (leaf: string) =>
  /^(name|outcome|reason|occurred_at|livemode)$|^value|\.(amount|quantity)( |$)/.test(leaf)

/** Fields that say which of the others is meant: what it is, whether it is paid, which line is the largest. */
const tellsHow = (where: Path) =>
  where.some((key) => typeof key === 'number') ||
  /^(object|type|data|amount|unit_amount|unit_amount_decimal|amount_decimal|quantity|currency|previous_attributes|customer|has_more|recurring|usage_type)$/.test(
    String(where.at(-1)),
  )

type Path = (string | number)[]

/** Every path in a JSON value, however deep. */
function pathsIn(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => [[...base, key], ...pathsIn(Reflect.get(value, key), [...base, key])])
}

const get = (holder: object, where: Path): unknown =>
  where.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), holder)

/** A copy with another value in one place; only what lies on the way is copied. */
function put(holder: object, [key, ...rest]: Path, value: unknown): object {
  if (key === undefined) return holder
  const copy = Array.isArray(holder) ? [...holder] : { ...holder }
  const child = Reflect.get(holder, key)
  Reflect.set(copy, key, rest.length > 0 && typeof child === 'object' && child ? put(child, rest, value) : value)
  return copy
}

function drop(holder: object, where: Path): object {
  const copy = put(holder, where, undefined)
  const owner = get(copy, where.slice(0, -1))
  if (Array.isArray(owner)) owner.splice(Number(where.at(-1)), 1)
  else if (typeof owner === 'object' && owner) Reflect.deleteProperty(owner, where.at(-1) ?? '')
  return copy
}

/** The leaves of an answer by their path; lists lose their order, since an entry that goes moves the others. */
function leavesOf(event: object): Map<string, unknown> {
  const leaves = new Map<string, unknown>()
  for (const where of pathsIn(event)) {
    const value = get(event, where)
    if (typeof value === 'object') continue
    const name = where.map((key) => (typeof key === 'number' ? '*' : key)).join('.')
    leaves.set(where.some((key) => typeof key === 'number') ? `${name} ${value}` : name, value)
  }
  return leaves
}

/** Everything a value says, as text, with what cleaning makes of it. */
function valuesIn(value: unknown): Set<string> {
  const all = pathsIn({ value }).map((where) => get({ value }, where))
  return new Set(all.filter((each) => typeof each !== 'object').flatMap((each) => [String(each), clean(String(each))]))
}

const clean = (text: string) => (/^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : text)
