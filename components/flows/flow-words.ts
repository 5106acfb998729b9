import type { StatusName } from '@/components/ui/status'
import type { FlowJson } from '@/lib/flows/json'
import type { RunJson } from '@/lib/flows/runs/json'
import { isolated } from '@/lib/text/isolated'

type Look = { status: StatusName; word: string }

/** A flow's state as it looks everywhere. */
export const flowLooks: Record<FlowJson['state'], Look> = {
  draft: { status: 'absent', word: 'Draft' },
  live: { status: 'live', word: 'Live' },
  paused: { status: 'paused', word: 'Paused' },
}

/** A run's: one on its way says whether it waits or is being done. */
export function runLook({ state, waits_until, being_done, entered_at }: RunJson): Look {
  if (state === 'open') {
    if (being_done) return { status: 'sending', word: 'Being done' }
    if (waits_until) return { status: 'queued', word: 'Waits' }
    return { status: 'queued', word: entered_at ? 'On its way' : 'About to enter' }
  }
  return ended[state]
}

const ended: Record<Exclude<RunJson['state'], 'open'>, Look> = {
  done: { status: 'delivered', word: 'Done' },
  left: { status: 'ignored', word: 'Left early' },
  skipped: { status: 'ignored', word: 'Skipped' },
  failed: { status: 'failed', word: 'Failed' },
  cancelled: { status: 'cancelled', word: 'Cancelled' },
}

/** What a list of runs may be narrowed to, in the words of its rows. */
export const runStates = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'On their way' },
  { value: 'done', label: 'Done' },
  { value: 'left', label: 'Left early' },
  { value: 'skipped', label: 'Skipped' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
] as const

export type RunStateFilter = (typeof runStates)[number]['value']

export const isRunState = (value: unknown): value is RunStateFilter => runStates.some((state) => state.value === value)

/** "3 on their way · 128 done · 2 failed": what became of those of the last 30 days; null when there were none. */
export function runsWords(runs: FlowJson['runs']): string | null {
  const parts = [
    [runs.open, 'on their way'],
    [runs.done, 'done'],
    [runs.left, 'left early'],
    [runs.skipped, 'skipped'],
    [runs.failed, 'failed'],
    [runs.cancelled, 'cancelled'],
  ] as const
  return parts.flatMap(([count, what]) => (count > 0 ? [`${runCount(count)} ${what}`] : [])).join(' · ') || null
}

/** Counts end past ten thousand (lib/flows/counts.ts). */
export const runCount = (count: number) => (count > 10_000 ? '10,000+' : count.toLocaleString('en'))

/** Whom a run is about. */
export const whoWords = (subscriber: RunJson['subscriber']) =>
  subscriber ? isolated(subscriber.name ?? subscriber.email) : 'Nobody any more'
