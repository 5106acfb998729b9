import { mostAttempts, pauseAfter } from '@/lib/deliveries/schedule'
import { log } from '@/lib/log'
import type { Http } from '@/lib/outbound/http'
import type { Step, StepOf } from '../definition'
import { type DoingKind, type Runners, runnerByKind } from '../steps'
import type { RunContext, StepOutcome } from '../steps/step'
import type { Next, TrailEntry } from './line'
import { happened, type Standing } from './standing'

export type Doing = StepOf<DoingKind>
export const isDoing = (step: Step): step is Doing => step.kind in runnerByKind

/** One attempt at a step: what it came to, for the trail, and whether the run stays at it. Null = on with the next. */
export interface Attempt {
  entry: TrailEntry
  stays: Next | null
}

/** Does a step. Our own mistake, a secret that does not open for instance, is nobody else's: logged, and tried again. */
export async function attempt(step: Doing, standing: Standing, runners: Runners, http: Http): Promise<Attempt> {
  const started = performance.now()
  const runner = runners.of(step)
  const outcome = await runner.run(contextOf(standing), http).catch((error: unknown): StepOutcome => {
    log.error('a step of a flow could not be done', { kind: step.kind, run: standing.claimed.runId, error })
    return broken
  })
  return judged(step, standing, outcome, runner.tries ?? mostAttempts, performance.now() - started)
}

/** The step of somebody who is gone without a word, if it was their last try: a process that dies of it must not go on for ever. */
export function spent(step: Doing, standing: Standing, runners: Runners): Attempt | null {
  const { isOrphan, attemptNo } = standing.claimed
  const most = runners.of(step).tries ?? mostAttempts
  return isOrphan && attemptNo > most
    ? judged(step, standing, { status: 'failed', reason: 'step_broke' }, most, 0)
    : null
}

const broken: StepOutcome = { status: 'try-again', reason: 'step_broke' }

function judged(step: Doing, standing: Standing, outcome: StepOutcome, tries: number, durationMs: number): Attempt {
  const { claimed, now } = standing
  const entry: TrailEntry = {
    stepId: step.id,
    kind: step.kind,
    at: now,
    durationMs,
    outcome: outcome.status,
    reason: 'reason' in outcome ? outcome.reason : undefined,
    says: outcome.says,
    askedBy: claimed.askedBy,
    detail: 'detail' in outcome ? outcome.detail : undefined,
  }
  const { status } = outcome
  if (status === 'done' || status === 'skipped') return { entry, stays: null }
  const pause =
    status === 'try-again' && claimed.attemptNo < tries ? pauseAfter(claimed.attemptNo, outcome.after_ms) : null
  if (pause === null)
    return {
      entry,
      stays: { is: 'ended', state: status === 'left' ? 'left' : 'failed', reason: outcome.reason, says: outcome.says },
    }
  const at = new Date(now.getTime() + durationMs + pause)
  return { entry: { ...entry, nextAt: at }, stays: { is: 'again', at } }
}

function contextOf(standing: Standing): RunContext {
  const { claimed, subscriber, siteName } = standing
  if (!subscriber) throw new Error('a step is done for somebody')
  return {
    teamId: claimed.teamId,
    siteId: standing.siteId,
    livemode: standing.livemode,
    flowId: claimed.flowId,
    runId: claimed.runId,
    site: { name: siteName },
    event: standing.event,
    connectionId: standing.connectionId,
    partyKey: standing.partyKey,
    subscriber,
    depth: standing.depth,
    attemptNo: claimed.attemptNo,
    happened: (type) => Boolean(happened(standing, type)),
    now: standing.now,
  }
}
