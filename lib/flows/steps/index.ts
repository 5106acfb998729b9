import type { Http } from '@/lib/outbound/http'
import type { StepKind, StepOf } from '../definition'
import { destination } from './destination'
import { email } from './email'
import { http } from './http'
import type { RunContext, StepOutcome, StepRunner } from './step'
import { update } from './update'

/** Kinds of steps that do something; waits and branches are the run's own (engine/arrive.ts). */
export type DoingKind = Exclude<StepKind, 'wait' | 'branch' | 'end'>

export type RunnerByKind = { [Kind in DoingKind]: StepRunner<Kind> }

/** What another kind of step needs is in CONTRIBUTING.md, "Add a kind of flow step". */
export const runnerByKind: RunnerByKind = {
  email,
  update,
  destination,
  http,
}

/** A runner with its step. */
export interface BoundRunner {
  tries: number | undefined
  run(context: RunContext, http: Http): Promise<StepOutcome>
}

export interface Runners {
  of(step: StepOf<DoingKind>): BoundRunner
}

export function runnersOf(kinds: RunnerByKind): Runners {
  const bound = <Kind extends DoingKind>(runner: StepRunner<Kind>, step: StepOf<Kind>): BoundRunner => ({
    tries: runner.tries,
    run: async (context, http) => runner.run(step, context, http),
  })
  return {
    of: (step) => bound(kinds[step.kind] as StepRunner<DoingKind>, step),
  }
}
