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
 * A batch of the lane that began before a run listened, and commits after it, wakes nobody: no batch takes longer than this, so the
 * run looks once more then, and nothing is missed without any lock.
 */
const lateMs = 10_000

/** Since when and until when a run waits, and when it looks again. */
export interface Waiting {
  since: Date
  until: Date
  dueAt: Date
  /** Types that make it due at once. */
  listens: string[]
}

export type Look = { over: true; by: Came | null } | { over: false; waiting: Waiting }

type WaitStep = StepOf<'wait'>

/** Stands a run still at a wait, unless what it waits for is there already. */
export function beginWait(step: WaitStep, standing: Standing): Look {
  const since = standing.now
  return look(step, standing, { since, until: new Date(since.getTime() + step.for.amount * unitMs[step.for.unit]) })
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
  const again = new Date(since.getTime() + lateMs)
  const dueAt = listens.length > 0 && standing.now < again && again < until ? again : until
  return { over: false, waiting: { since, until, dueAt, listens } }
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
