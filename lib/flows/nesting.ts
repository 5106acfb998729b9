import type { Conditions, FlowDefinition, Step } from './definition'

/*
 * How steps stand in one another, without the schema: the editor needs this in the browser, where the library that checks
 * definitions weighs more than the editor.
 */

export const mostSteps = 100
export const deepestBranch = 3

/** Every step from top to bottom, those of branches behind their branch. */
export function* allSteps(list: readonly Step[]): Generator<Step> {
  for (const one of list) {
    yield one
    if (one.kind !== 'branch') continue
    for (const path of one.paths) yield* allSteps(path.steps)
    yield* allSteps(one.otherwise)
  }
}

/** Every list of conditions: the trigger's, then those of branches. */
export const conditionsIn = ({ trigger, steps }: FlowDefinition): Conditions[] => [
  trigger.filters,
  ...[...allSteps(steps)].flatMap((step) => (step.kind === 'branch' ? step.paths.map(({ when }) => when) : [])),
]

/** How deep branches stand in one another: 0 = there is none. */
export function depthOf(list: readonly Step[]): number {
  const branches = list.filter((one) => one.kind === 'branch')
  return Math.max(
    0,
    ...branches.map((one) => 1 + Math.max(depthOf(one.otherwise), ...one.paths.map((path) => depthOf(path.steps)))),
  )
}
