import { type Allowed, nothing } from '@/lib/outbound/allowed'
import { conditionProblem } from '../condition-problem'
import type { Condition, FlowDefinition, Step } from '../definition'
import { allSteps } from '../nesting'
import { eventProblem } from './event'
import { type Problem, stepProblems } from './steps'

/** What stands in the way of going live, and where it is mended. */
export interface Blocker {
  /** Null: the trigger, or the flow as a whole. */
  step_id: string | null
  /** The part of it, as the definition names it: `subject`, `trigger.filters.0`, `paths.1.when.0`. */
  field: string
  message: string
}

export interface Surroundings {
  /** Ids of the site's destinations. */
  destinations: readonly string[]
  /** Places beyond the public internet that may be called: `allowedByEnv()`. */
  allowed?: Allowed
  /** What is wrong with the weight of a mail's text, by the text: `weightsIn()`. */
  weights?: ReadonlyMap<string, string>
}

/** Everything that stands in the way of a flow going live, from top to bottom, in plain words. */
export function blockersOf(definition: FlowDefinition, surroundings: Surroundings): Blocker[] {
  const { trigger, steps } = definition
  const context = { type: trigger.type, allowed: nothing, weights: new Map<string, string>(), ...surroundings }
  const ofFlow = [
    ...triggerProblems(definition),
    ...(steps.length === 0 ? [{ field: 'steps', message: 'Add a step: the flow does nothing yet.' }] : []),
  ]
  const unreached = new Set(belowEnds(steps))
  const ofSteps = [...allSteps(steps)].flatMap((step) => [
    ...(unreached.has(step)
      ? [at(step, { field: 'id', message: 'Nobody gets here: the flow ends above this step.' })]
      : []),
    ...stepProblems(step, context).map((problem) => at(step, problem)),
  ])
  return [...ofFlow.map((problem) => ({ step_id: null, ...problem })), ...ofSteps]
}

const at = ({ id }: Step, problem: Problem): Blocker => ({ step_id: id, ...problem })

function triggerProblems({ trigger: { type, filters }, ends_when }: FlowDefinition): Problem[] {
  const missing = type === '' ? 'Choose the event the flow begins with.' : eventProblem(type, 'begin a flow')
  return [
    ...problem('trigger.type', missing),
    ...filters.conditions.flatMap((condition, nth) =>
      problem(`trigger.filters.${nth}`, filterProblem(condition, type)),
    ),
    ...ends_when.flatMap((ending, nth) =>
      problem(
        `ends_when.${nth}`,
        ending === type ? 'The flow would end by the event it begins with.' : eventProblem(ending, 'end a flow'),
      ),
    ),
  ]
}

const problem = (field: string, message: string | null): Problem[] => (message === null ? [] : [{ field, message }])

const filterProblem = (condition: Condition, type: string) =>
  condition.field.startsWith('happened:')
    ? 'What came since can only be asked in a branch: when a flow begins, nothing did.'
    : conditionProblem(condition, type)

/** The step right below each end: somebody wrote it for a reason. */
function belowEnds(steps: readonly Step[]): Step[] {
  const below = steps[steps.findIndex(({ kind }) => kind === 'end') + 1]
  const ends = steps.some(({ kind }) => kind === 'end')
  const inner = steps.flatMap((step) =>
    step.kind === 'branch' ? [...step.paths.map((path) => path.steps), step.otherwise] : [],
  )
  return [...(ends && below ? [below] : []), ...inner.flatMap(belowEnds)]
}
