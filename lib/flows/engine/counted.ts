import { flowRuns, flowSteps, stepSeconds } from '@/lib/metrics/own'
import type { Line } from './line'

/** They do nothing outside, and take no time of their own. */
const quiet: ReadonlySet<string> = new Set(['enter', 'wait', 'branch'])

/** Counts what is being written; a transaction that fails afterwards is so rare that it does not matter. */
export function counted(lines: readonly Line[]) {
  for (const { trail, next, enters } of lines) {
    if (enters) flowRuns.inc({ state: 'begun', reason: '' })
    if (next.is === 'ended') flowRuns.inc({ state: next.state, reason: next.reason ?? '' })
    for (const { kind, outcome, reason, durationMs } of trail) {
      if (quiet.has(kind)) continue
      flowSteps.inc({ kind, outcome, reason: reason ?? '' })
      stepSeconds.observe({ kind }, durationMs / 1_000)
    }
  }
}
