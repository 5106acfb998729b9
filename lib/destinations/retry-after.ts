/** Nobody is believed for longer than a day (OUT-03). */
const longest = 24 * 60 * 60_000

/**
 * `Retry-After` in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3). Undefined when it is missing, neither of the two, or
 * names a moment that has passed; then the usual pauses apply.
 */
export function retryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : dateIn(text) - now.getTime()
  return wait > 0 ? Math.min(wait, longest) : undefined
}

/** NaN unless it is a date with a month's name in it: `Date.parse` alone reads "-5" as a year. */
const dateIn = (text: string) => (/\b[A-Z][a-z]{2}\b/.test(text) ? Date.parse(text) : Number.NaN)
