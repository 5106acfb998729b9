const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * "12 s ago", "4 min ago", "in 3 h", "yesterday"-free: exact enough to compare rows. From a week on the date itself.
 * `instant` and `now` in milliseconds.
 */
export function relativeWords(instant: number, now: number): string {
  const distance = Math.abs(now - instant)
  if (distance >= 7 * day) return dateWords(instant, now)
  const words = spanWords(distance)
  if (words === '0 s') return 'now'
  return instant <= now ? `${words} ago` : `in ${words}`
}

/** A span in its largest unit, rounded down: "59 s", "4 min", "23 h", "6 d". */
export function spanWords(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.floor(milliseconds / 1000)} s`
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} h`
  return `${Math.floor(milliseconds / day)} d`
}

/** The exact moment in a time zone (the reader's, when none is given) and in UTC, to the second. */
export function exactWords(instant: number, timeZone?: string): { local: string; utc: string } {
  return { local: stamp(instant, timeZone), utc: stamp(instant, 'UTC') }
}

/** "21 Nov 2026, 04:13 UTC", where the seconds tell nothing. */
export function minuteWords(instant: number, timeZone?: string): string {
  return written(instant, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
}

/** "04:12:48 UTC", for moments of today. */
export function clockWords(instant: number, timeZone?: string): string {
  return written(instant, { timeStyle: 'long', timeZone })
}

function dateWords(instant: number, now: number): string {
  const sameYear = new Date(instant).getUTCFullYear() === new Date(now).getUTCFullYear()
  const parts: Parts = { day: 'numeric', month: 'short', timeZone: 'UTC' }
  return written(instant, sameYear ? parts : { ...parts, year: 'numeric' })
}

function stamp(instant: number, timeZone: string | undefined): string {
  return written(instant, { dateStyle: 'medium', timeStyle: 'long', timeZone })
}

type Parts = Omit<Intl.DateTimeFormatOptions, 'timeZone'> & { timeZone: string | undefined }

/** A formatter takes a millisecond to make, and a long list has a hundred moments: each kind is made once. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function written(instant: number, { timeZone, ...parts }: Parts): string {
  const key = JSON.stringify([timeZone, parts])
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...parts, ...(timeZone && { timeZone }) })
  formatters.set(key, made)
  return made.format(instant)
}
