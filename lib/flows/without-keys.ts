import { masked } from '@/lib/outbound/masks'
import type { FlowDefinition, Step } from './definition'

/** A definition for whoever may read a flow but not change it: what is sent in a header is often a key. */
export const withoutKeys = (definition: FlowDefinition): FlowDefinition => ({
  ...definition,
  steps: definition.steps.map(hidden),
})

function hidden(step: Step): Step {
  switch (step.kind) {
    case 'http':
      return { ...step, headers: step.headers.map(({ name }) => ({ name, value: masked })) }
    case 'branch':
      return {
        ...step,
        paths: step.paths.map((path) => ({ ...path, steps: path.steps.map(hidden) })),
        otherwise: step.otherwise.map(hidden),
      }
    default:
      return step
  }
}
