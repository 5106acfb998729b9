import type { Step } from '../definition'
import { type Place, placeAfter, stepIn } from '../walk'
import { endBefore } from './ends'
import type { Next, TrailEntry } from './line'
import { judge, type Standing, waitedFor } from './standing'
import { beginWait, type Look } from './wait'

export interface Arrival {
  /** What it came through: branches it decided, waits that were over already. */
  trail: TrailEntry[]
  next: Next
}

/**
 * Where a run comes to after a step, or after its trigger (null): branches are decided by what is known now, a wait is begun, anything
 * else is done next.
 */
export function arrive(at: Standing, after: string | null): Arrival {
  const trail: TrailEntry[] = []
  let [standing, from] = [at, after]
  for (;;) {
    const { step, decided } = placeAfter(standing.definition, from, (when) => judge(standing, when).met)
    trail.push(...decided.map((branch) => branchEntry(standing, branch)))
    if (!step || step.kind === 'end') return { trail, next: { is: 'ended', state: 'done' } }
    if (step.kind !== 'wait') return { trail, next: nextAt(standing, step.id) }
    const look = beginWait(step, standing)
    trail.push(waitEntry(standing, step.id, look))
    if (!look.over) return { trail, next: { is: 'waits', stepId: step.id, waiting: look.waiting } }
    standing = waitedFor(standing, look.by)
    from = step.id
  }
}

/** The same behind a step: what the flow ends by may have come while it was being done. */
export function goOn(standing: Standing, after: string): Arrival {
  const arrival = arrive(standing, after)
  const end = arrival.next.is === 'ended' ? null : endBefore(standing)
  return end?.is === 'ended' ? { trail: [], next: end } : arrival
}

const nextAt = ({ flow }: Standing, stepId: string): Next =>
  flow === 'paused' ? { is: 'still', stepId } : { is: 'on', stepId }

function branchEntry({ definition, now }: Standing, { branch, path }: Place['decided'][number]): TrailEntry {
  const step = stepIn(definition, branch) as Extract<Step, { kind: 'branch' }>
  const name = step.paths.find(({ id }) => id === path)?.name ?? null
  return { stepId: branch, kind: 'branch', at: now, durationMs: 0, outcome: 'done', detail: { path, name } }
}

/** That it waits, or what ended that. */
export function waitEntry({ now }: Standing, stepId: string, look: Look): TrailEntry {
  const entry = { stepId, kind: 'wait', at: now, durationMs: 0 }
  if (!look.over) return { ...entry, outcome: 'waiting', nextAt: look.waiting.until }
  return { ...entry, outcome: 'done', ...(look.by && { detail: { event_id: look.by.id, type: look.by.type } }) }
}
