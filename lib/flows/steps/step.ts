import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Http } from '@/lib/outbound/http'
import type { Reason } from '@/lib/reasons'
import type { SubscriberJson } from '@/lib/subscribers/json'
import type { StepKind, StepOf } from '../definition'
import type { FlowEvent } from '../flow-event'

/** A run and the person it is about, read anew for every step. */
export interface RunContext {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
  flowId: string
  runId: string
  site: { name: string }
  event: FlowEvent
  connectionId: string
  partyKey: string
  /** As the API gives them. */
  subscriber: SubscriberJson
  /** Runs that led to this one: goes out with calls, so that a receiver can hand it back (FL-07). */
  depth: number
  /** Of this step, from 1. A retry by a person counts on. */
  attemptNo: number
  /** Such an event about the same thing came since the run began: for `happened:<type>` in conditions. */
  happened(type: string): boolean
  now: Date
}

/**
 * What became of a step at one attempt. `done` and `skipped` go on with the next step, `left` ends the run, `failed` stops it until a person
 * tries again. `says` is a short sentence for the runs page, `detail` what that shows of it: never a secret.
 */
export type StepOutcome =
  | { status: 'done'; says?: string; detail?: StepDetail }
  | { status: 'skipped'; reason: Reason; says?: string; detail?: StepDetail }
  | { status: 'left'; reason: Reason; says?: string }
  | { status: 'try-again'; reason: Reason; says?: string; after_ms?: number; detail?: StepDetail }
  | { status: 'failed'; reason: Reason; says?: string; detail?: StepDetail }

export type StepDetail = Record<string, unknown>

/** Everything Sluice knows about doing one kind of step; waits and branches are the run's own (engine/arrive.ts). */
export interface StepRunner<Kind extends StepKind> {
  kind: Kind
  /** Whether somebody elsewhere hears of it and may answer with an event: such steps are counted where flows go in circles (FL-07). */
  callsOut: boolean
  /** How often it is tried by itself; left out: as often as a delivery, over three days. */
  tries?: number
  /** Does it. At least once: a process may die before the outcome is kept, so what goes out carries an id of run and step. */
  run(step: StepOf<Kind>, context: RunContext, http: Http): Promise<StepOutcome>
}

export const defineStep = <Kind extends StepKind>(runner: StepRunner<Kind>) => runner
