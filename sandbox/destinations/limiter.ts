/** At most `calls` in any `perMs` milliseconds. Answers how many are left, -1 for one too many; those too many are not counted. */
export function createLimiter(calls: number, perMs: number, now: () => number) {
  let times: number[] = []
  return (): number => {
    const at = now()
    times = times.filter((time) => time > at - perMs)
    if (times.length >= calls) return -1
    times.push(at)
    return calls - times.length
  }
}
