/** A case of a guard that was run, or what stands around the cases (hooks, the file itself), and what it failed of. */
export interface Case {
  title: string
  ran: boolean
  errors: { name: string; message: string }[]
}

export interface Outcome {
  cases: readonly Case[]
  seconds: number
}

/**
 * An assertion failed: a figure differed, or what must happen did not. A test that ran out of time, a hook that broke, a server
 * that did not start say something about the machine; with those, any mistake would count as seen.
 */
export const isCaught = ({ cases }: Outcome) =>
  cases.some(({ ran, errors }) => ran && errors.some(({ name }) => name === 'AssertionError'))

export const hasPassed = ({ cases }: Outcome) => {
  const ran = cases.filter((one) => one.ran)
  return ran.length > 0 && ran.every(({ errors }) => errors.length === 0)
}

/** Why it is neither, for people. */
export function whyOf(outcome: Outcome): string {
  if (hasPassed(outcome)) return 'it passed'
  const [error] = outcome.cases.flatMap(({ errors }) => errors)
  return error ? `${error.name}: ${error.message.split('\n')[0]}` : 'nothing ran'
}
