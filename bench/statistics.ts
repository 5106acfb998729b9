/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('nothing was measured')
  return (low + high) / 2
}

/** Nearest rank: the smallest value that at least this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

/** How far rounds lie apart: (largest − smallest) ÷ median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values)
}

/**
 * How one thing stands to another: taken inside each round, where both had the same minute of a machine that is never
 * quiet, and then the median over rounds.
 */
export function ratioInRounds<Round>(
  rounds: readonly Round[],
  of: (round: Round) => readonly [number, number],
): number {
  return median(
    rounds.map((round) => {
      const [one, other] = of(round)
      return one / other
    }),
  )
}

/** Every other round backwards, so that no variant always comes first or after the same neighbour. */
export const inTurn = <T>(variants: readonly T[], round: number): readonly T[] =>
  round % 2 === 0 ? variants : variants.toReversed()
