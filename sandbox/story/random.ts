/** A seeded generator whose whole state is one number, so that a world can be saved and continue the same story. */
export type Random = { state: number }

/** The same seed tells the same story, ids included. */
export function seeded(seed: string | number): Random {
  let hash = 0x811c9dc5
  for (const char of String(seed)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return { state: hash >>> 0 }
}

/** A fraction in [0, 1) (mulberry32). */
export function fraction(random: Random): number {
  random.state = (random.state + 0x6d2b79f5) >>> 0
  let mixed = random.state
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(fraction(random) * (high - low + 1))
}

export function chance(random: Random, probability: number): boolean {
  return fraction(random) < probability
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[between(random, 0, list.length - 1)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function letters(random: Random, length: number): string {
  let text = ''
  for (let index = 0; index < length; index++) text += alphabet[Math.floor(fraction(random) * alphabet.length)]
  return text
}
