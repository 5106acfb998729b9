import type { FlowDefinition } from './definition'
import { allSteps } from './nesting'

/** The events a run of this version is woken by: those it ends by, and those its waits look out for. */
export function listensOf({ ends_when, steps }: Pick<FlowDefinition, 'ends_when' | 'steps'>): string[] {
  const awaited = [...allSteps(steps)].flatMap((step) => (step.kind === 'wait' && step.until ? [step.until] : []))
  return [...new Set([...ends_when, ...awaited])].sort()
}
