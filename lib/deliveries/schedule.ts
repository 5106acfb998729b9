const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** After the first try, the second, …: three days in all. */
export const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** The first try and as many again as there are pauses. */
export const mostAttempts = pauses.length + 1

/** A receiver may name a later time, but not later than a day from now (OUT-03). */
export const longestAskedFor = 24 * hour

/**
 * ms until the next try after attempt `no` (1 = the first) failed; null = that was the last. Spread by a fifth, so that what
 * failed together does not come back together (OUT-16). Where the receiver named a time, it is never earlier than that.
 */
export function pauseAfter(no: number, askedFor: number | undefined, random = Math.random): number | null {
  const pause = pauses[no - 1]
  if (pause === undefined) return null
  if (askedFor === undefined) return Math.round(pause * (0.8 + 0.4 * random()))
  const asked = Math.min(Math.max(askedFor, second), longestAskedFor)
  return Math.round(asked * (1 + 0.1 * random()))
}
