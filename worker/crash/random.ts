import { between, type Random } from '@/sandbox/story/random'

export { between, chance, pick, type Random, seeded } from '@/sandbox/story/random'

/** The same list in another order, decided by the seed alone. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const mixed = [...list]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = between(random, 0, at)
    const [a, b] = [mixed[at], mixed[other]]
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a]
  }
  return mixed
}
