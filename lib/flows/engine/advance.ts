import { log } from '@/lib/log'
import { stepIn } from '../walk'
import { goOn, waitEntry } from './arrive'
import { type Claimed, leaseMs } from './claim'
import type { Desk } from './desk'
import { attempt, type Doing, isDoing, spent } from './do-step'
import { endBefore } from './ends'
import type { Line, Next, TrailEntry } from './line'
import { moved, type Standing, waitedFor } from './standing'
import { surely } from './surely'
import { goOnWaiting } from './wait'

/**
 * Takes a run as far as it goes now, one step after another: until it waits, has ended, is tried again later, or is somebody else's. What
 * happened is written down after each step, so a step that is known to be done is never done again.
 */
export async function advance(claimed: Claimed, desk: Desk): Promise<void> {
  let standing = await desk.read.ask(claimed)
  while (standing) standing = standing.hasEntered ? await stepOn(standing, desk) : await desk.enter(standing)
}

/** Where it stands after one step; null when it goes no further now. */
async function stepOn(standing: Standing, desk: Desk): Promise<Standing | null> {
  const { line, seen } = await turn(standing, desk)
  const { claimed } = standing
  const goesOn = await surely(() => desk.settle.ask({ ...line, claimed, at: standing.stepId, teamId: claimed.teamId }))
  return goesOn && line.next.is === 'on' ? moved(seen, line.next.stepId) : null
}

interface Turn {
  line: Pick<Line, 'trail' | 'next'>
  /** What its way on was decided by: read again after a step that took time. */
  seen: Standing
}

async function turn(standing: Standing, desk: Desk): Promise<Turn> {
  const end = endBefore(standing)
  if (end) return { line: { trail: endTrail(standing), next: end }, seen: standing }
  const step = stepIn(standing.definition, standing.stepId ?? '')
  if (!step || !(step.kind === 'wait' || isDoing(step)))
    throw new Error(`a run stands at ${standing.stepId}, which is no step to be done`)
  return step.kind === 'wait' ? { line: waitOn(step, standing), seen: standing } : doneWith(step, standing, desk)
}

function waitOn(step: Parameters<typeof goOnWaiting>[0], standing: Standing): Turn['line'] {
  const look = goOnWaiting(step, standing)
  if (!look.over) return { trail: [], next: { is: 'waits', stepId: step.id, waiting: look.waiting } }
  const { trail, next } = goOn(waitedFor(standing, look.by), step.id)
  return { trail: [waitEntry(standing, step.id, look), ...trail], next }
}

async function doneWith(step: Doing, standing: Standing, { runners, http, read }: Desk): Promise<Turn> {
  const orphan = orphanTrail(step, standing)
  const { entry, stays } = spent(step, standing, runners) ?? (await attempt(step, standing, runners, http))
  if (stays) return { line: { trail: [...orphan, entry], next: stays }, seen: standing }
  const now = await readAgain(standing, read)
  const seen = now ?? standing
  const { trail, next } = goOn(seen, step.id)
  // By what was known before, nothing more is done: whoever takes it up next reads it first.
  const safe: Next = now || next.is !== 'on' ? next : { is: 'still', stepId: next.stepId }
  return { line: { trail: [...orphan, entry, ...trail], next: safe }, seen }
}

/** Null: somebody else's by now, or it cannot be read. What was done is written down all the same. */
const readAgain = ({ claimed }: Standing, read: Desk['read']): Promise<Standing | null> =>
  surely(() => read.ask(claimed)).catch((error: unknown) => {
    log.error('a run could not be read after its step', { run: claimed.runId, error })
    return null
  })

/** It goes no further; that somebody may have done its step is kept. */
function endTrail(standing: Standing): TrailEntry[] {
  const step = stepIn(standing.definition, standing.stepId ?? '')
  return step && isDoing(step) ? orphanTrail(step, standing) : []
}

const orphanTrail = (step: Doing, standing: Standing): TrailEntry[] =>
  standing.claimed.isOrphan ? [orphanEntry(step, standing)] : []

/** Nobody heard how the attempt before ended: it may have been made. */
const orphanEntry = (step: Doing, { now }: Standing): TrailEntry => ({
  stepId: step.id,
  kind: step.kind,
  at: new Date(now.getTime() - leaseMs),
  durationMs: leaseMs,
  outcome: 'try-again',
  reason: 'step_broke',
  says: 'The process that did it ended before it said how it went.',
  nextAt: now,
})
