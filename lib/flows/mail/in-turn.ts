import { setImmediate as others } from 'node:timers/promises'

let last: Promise<unknown> = Promise.resolve()

/**
 * One mail after another in the whole process, and between two of them everybody else: putting one together holds the process for as long
 * as it takes, and lanes have transactions open meanwhile.
 */
export function inTurn<Result>(work: () => Result): Promise<Result> {
  const mine = last.then(() => others()).then(work)
  last = mine.catch(() => undefined)
  return mine
}
