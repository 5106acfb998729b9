import type { RunState, StepOutcomeStatus } from '@/db/schema/flows'
import type { Reason } from '@/lib/reasons'
import type { StepDetail } from '../steps/step'
import type { Claimed } from './claim'
import type { Waiting } from './wait'

/** What a run did at a step, as it is kept. */
export interface TrailEntry {
  stepId: string
  kind: string
  at: Date
  durationMs: number
  outcome: StepOutcomeStatus
  reason?: Reason | undefined
  says?: string | undefined
  askedBy?: string | null
  detail?: StepDetail | undefined
  nextAt?: Date | undefined
}

/** How a run goes on. Only at `on` its claim is kept. */
export type Next =
  /** At this step, at once. */
  | { is: 'on'; stepId: string }
  /** It waits at this step. */
  | { is: 'waits'; stepId: string; waiting: Waiting }
  /** The same step once more. */
  | { is: 'again'; at: Date }
  /** It came to this step, and stands still there as long as its flow is paused. */
  | { is: 'still'; stepId: string }
  /** It is given back as it was: its flow is paused. */
  | { is: 'back' }
  | { is: 'ended'; state: Exclude<RunState, 'open'>; reason?: Reason; says?: string | undefined }

/** What is written of a run at once. */
export interface Line {
  claimed: Claimed
  /** The step it stood at until then; null before it entered. */
  at: string | null
  trail: readonly TrailEntry[]
  next: Next
  /** It was let in. */
  enters?: boolean
  /** How many runs led to it, once that is known. */
  depth?: number
}
