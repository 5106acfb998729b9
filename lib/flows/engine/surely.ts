import { failureOf } from '@/db/failure'

/** Between tries, ms: the claim is kept meanwhile, and whoever takes it over once it lapsed makes the last of them write nothing. */
const pauses = [100, 300, 1_000, 3_000, 5_000, 10_000] as const

/**
 * Asks the database until it answers, for what must not be lost: a step that was done outside and is not written down is done again. What
 * the database cannot do at all is not asked twice.
 */
export async function surely<T>(ask: () => Promise<T>, waits: readonly number[] = pauses): Promise<T> {
  for (const ms of waits) {
    try {
      return await ask()
    } catch (error) {
      if (['data', 'other'].includes(failureOf(error))) throw error
      await new Promise((over) => setTimeout(over, ms))
    }
  }
  return ask()
}
