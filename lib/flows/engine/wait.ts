import type { Duration, FlowDefinition, StepOf } from '../definition'
import { listensOf } from '../listens'
import type { Came, Standing } from './standing'

const unitMs: Record<Duration['unit'], number> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
}

/**
 * A batch of the lane that began before it was written down that a run listens, and commits after that, wakes nobody: no batch takes
 * longer than this, so the run looks once more then, and nothing is missed without any lock. Every time that is compared here is the
 * database's: when a batch began (lib/lane/take.ts), when a run was read, when what it does was written.
 */
export const lateMs = 10_000

/** Since when and until when a run waits, and whether it looks again before. */
export interface Waiting {
  /** Null: from when this is written down. */
  since: Date | null
  until: Date
  /** `lateMs` after this is written down. */
  looksAgain: boolean
  /** Types that make it due at once. */
  listens: string[]
}

export type Look = { over: true; by: Came | null } | { over: false; waiting: Waiting }

type WaitStep = StepOf<'wait'>

/** Stands a run still at a wait, unless what it waits for is there already. */
export function beginWait(step: WaitStep, standing: Standing): Look {
  const until = new Date(standing.now.getTime() + step.for.amount * unitMs[step.for.unit])
  return look(step, standing, { since: null, until })
}

/** Looks at a wait that is due: its time is over, an event woke it, or it looks once more. */
export function goOnWaiting(step: WaitStep, standing: Standing): Look {
  const { waitsSince, waitsUntil } = standing.claimed
  return waitsSince && waitsUntil
    ? look(step, standing, { since: waitsSince, until: waitsUntil })
    : beginWait(step, standing)
}

function look(step: WaitStep, standing: Standing, { since, until }: Pick<Waiting, 'since' | 'until'>): Look {
  const by = step.until ? awaited(step.until, standing) : undefined
  if (by) return { over: true, by }
  if (standing.now >= until) return { over: true, by: null }
  const listens = listensNow(standing.definition, step)
  const isEarly = since === null || standing.now.getTime() < since.getTime() + lateMs
  return { over: false, waiting: { since, until, looksAgain: isEarly && listens.length > 0, listens } }
}

/**
 * The first such event since the wait before this one ended, or the run began: what came while a step between them was being done
 * counts, what ended that wait does not.
 */
function awaited(type: string, { came, waited, createdAt }: Standing): Came | undefined {
  const from = (waited.endedAt ?? createdAt).getTime() - lateMs
  return came
    .filter((one) => one.type === type && one.cameAt > from && !waited.endedBy.includes(one.id))
    .sort((a, b) => a.cameAt - b.cameAt)[0]
}

/** Of the version only what matters here: an event another wait is about would wake it for nothing. */
const listensNow = ({ ends_when }: FlowDefinition, step: WaitStep) => listensOf({ ends_when, steps: [step] })
