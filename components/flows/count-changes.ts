import type { FlowDefinition, Step } from '@/lib/flows/definition'
import { allSteps } from '@/lib/flows/nesting'
import { spotOf } from './edit-steps'

/** How many things differ, as a person counts them: each part of the trigger, each step that is new, gone or changed, and the order. */
export function countChanges(stored: FlowDefinition, draft: FlowDefinition): number {
  const parts = [
    [stored.trigger.type, draft.trigger.type],
    [stored.trigger.filters, draft.trigger.filters],
    [stored.ends_when, draft.ends_when],
    [stored.cap, draft.cap],
  ]
  return parts.filter(([a, b]) => !same(a, b)).length + stepChanges(stored.steps, draft.steps)
}

export const sameDefinition = (a: FlowDefinition, b: FlowDefinition) => same(a, b)

function stepChanges(stored: readonly Step[], draft: readonly Step[]): number {
  const before = byId(stored)
  const after = byId(draft)
  const gone = [...before.keys()].filter((id) => !after.has(id)).length
  const fresh = [...after.keys()].filter((id) => !before.has(id)).length
  const common = [...after.keys()].filter((id) => before.has(id))
  const changed = common.filter((id) => !same(own(before.get(id)), own(after.get(id)))).length
  const inOrder = common.join() === [...before.keys()].filter((id) => after.has(id)).join()
  const inPlace = common.every((id) => same(spotOf(stored, id)?.where, spotOf(draft, id)?.where))
  return gone + fresh + changed + (inOrder && inPlace ? 0 : 1)
}

const byId = (steps: readonly Step[]) => new Map([...allSteps(steps)].map((step) => [step.id, step]))

/** A branch without what is in its paths: those steps count for themselves. */
function own(step: Step | undefined): unknown {
  if (step?.kind !== 'branch') return step
  return { ...step, paths: step.paths.map((path) => ({ ...path, steps: [] })), otherwise: [] }
}

/** Of plain data. PostgreSQL keeps JSON with its keys in an order of its own, so theirs does not count. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = known(a)
  const right = known(b)
  return left.length === right.length && left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]))
}

const known = (value: object) => Object.entries(value).filter(([, one]) => one !== undefined)
