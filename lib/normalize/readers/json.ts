/**
 * Reading what may be anything. Stripe's own shapes changed for thirteen years and a signed body may still be hostile, so
 * every reader takes `unknown` and answers null for what is not there: nothing throws, nothing is invented.
 */
export type Json = Readonly<Record<string, unknown>>

const empty: Json = Object.freeze({})

export function asObject(value: unknown): Json | null {
  return isObject(value) ? value : null
}

/** The object, or an empty one to go on reading from. */
export function objectOf(value: unknown): Json {
  return isObject(value) ? value : empty
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows a path of field names; undefined as soon as one is missing. */
export function at(object: Json, ...path: string[]): unknown {
  let value: unknown = object
  for (const name of path) {
    if (!isObject(value)) return undefined
    value = value[name]
  }
  return value
}

/** The entries of a Stripe list (`{data: […]}`) or of a bare array, as older versions sent some; only the objects. */
export function listOf(value: unknown): Json[] {
  const entries = Array.isArray(value) ? value : asObject(value)?.data
  return Array.isArray(entries) ? entries.filter(isObject) : []
}

/** Text fit for display and storage, null when blank. See `clean`. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const cleaned = clean(value)
  return cleaned.trim() === '' ? null : cleaned
}

/**
 * PostgreSQL's text and jsonb take neither U+0000 nor lone surrogates (IN-12): the first is dropped, the second becomes
 * the replacement character. The exact bytes stay in the inbox.
 */
export function clean(value: string): string {
  return suspicious.test(value) ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\u{fffd}') : value
}

/** Also true for whole surrogate pairs (emoji), which `clean` then leaves alone: a plain class is three times as fast. */
const suspicious = /[\0\ud800-\udfff]/

/** A Stripe id, given as text or as the expanded (or deleted) object. Ids have up to 255 characters. */
export function idOf(value: unknown): string | null {
  const id = text(isObject(value) ? value.id : value)
  return id !== null && id.length <= 255 ? id : null
}

/** true and false, also as what form-encoded round trips leave behind: "true", "True" (Python), "1" (PHP). */
export function bool(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  return written.get(String(value).toLowerCase()) ?? null
}

const written: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

/**
 * A whole amount in minor units, as a number or digits. A number past 2^53 has lost digits while being parsed, so it is
 * unknown rather than wrong.
 */
export function minor(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null
  if (typeof value === 'string' && /^-?\d{1,18}$/.test(value)) return BigInt(value)
  return null
}

/** A count such as a quantity or an interval count. */
export function count(value: unknown): number | null {
  const whole = minor(value)
  return whole === null || whole > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(whole)
}

/** Three letters, upper case; Stripe sends lower case. */
export function currencyOf(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? value.toUpperCase() : null
}

/** An instant from Stripe's unix seconds; null outside 2010-2100, where no Stripe event can be. */
export function instantOf(value: unknown): Date | null {
  const seconds = count(value)
  return seconds !== null && seconds >= since2010 && seconds < until2100 ? new Date(seconds * 1000) : null
}

const since2010 = Date.UTC(2010, 0) / 1000
const until2100 = Date.UTC(2101, 0) / 1000
