import type { Conditions, FlowDefinition, Step } from './definition'
import { allSteps } from './nesting'

/** Where a run is: a step that is no branch, and the branches that were decided on the way there. */
export interface Place {
  /** Null: the end. */
  step: Exclude<Step, { kind: 'branch' }> | null
  decided: { branch: string; path: string | null }[]
}

/**
 * The first step of a flow that does something, or the one that follows `after`. Branches on the way are decided by `isMet`; after a
 * branch's path the run goes on below the branch. Pure: "Try with a past event" walks the same way as a run does.
 */
export function placeAfter(
  { steps }: Pick<FlowDefinition, 'steps'>,
  after: string | null,
  isMet: (when: Conditions) => boolean,
): Place {
  const decided: Place['decided'] = []
  const rest = after === null ? steps : (restAfter(steps, after) ?? [])
  return { step: firstOf(rest, isMet, decided), decided }
}

/** The step with this id; undefined when the version has none. */
export const stepIn = ({ steps }: Pick<FlowDefinition, 'steps'>, id: string) => {
  for (const step of allSteps(steps)) if (step.id === id) return step
  return undefined
}

function firstOf(
  list: readonly Step[],
  isMet: (when: Conditions) => boolean,
  decided: Place['decided'],
): Place['step'] {
  for (const step of list) {
    if (step.kind === 'end') return null
    if (step.kind !== 'branch') return step
    const path = step.paths.find(({ when }) => isMet(when))
    decided.push({ branch: step.id, path: path?.id ?? null })
    const inner = path?.steps ?? step.otherwise
    // An end inside a path ends the run, it does not go on below.
    const found = firstOf(inner, isMet, decided)
    if (found || endsIn(inner, decided)) return found
  }
  return null
}

/** Everything that comes after a step, outwards through the branches it stands in; null = it is not in this list. */
function restAfter(list: readonly Step[], id: string): Step[] | null {
  for (const [at, step] of list.entries()) {
    const below = list.slice(at + 1)
    if (step.id === id) return below
    if (step.kind !== 'branch') continue
    for (const inner of [...step.paths.map((path) => path.steps), step.otherwise]) {
      const rest = restAfter(inner, id)
      if (rest) return [...rest, ...below]
    }
  }
  return null
}

/** Whether a path that was walked without finding a step met an `end` on its way. */
function endsIn(list: readonly Step[], decided: Place['decided']): boolean {
  return list.some((step) => {
    if (step.kind === 'end') return true
    if (step.kind !== 'branch') return false
    const choice = decided.find(({ branch }) => branch === step.id)
    const path = step.paths.find(({ id }) => id === choice?.path)
    return choice !== undefined && endsIn(path?.steps ?? step.otherwise, decided)
  })
}
