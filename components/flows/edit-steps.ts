import type { BranchStep, Step } from '@/lib/flows/definition'
import { allSteps, deepestBranch, depthOf } from '@/lib/flows/nesting'

/** A list of steps: the flow's own (null), or of a branch that of a path; `path: null` is what is done otherwise. */
export type Where = { branch: string; path: string | null } | null

export interface Spot {
  where: Where
  at: number
}

export type Direction = 'up' | 'down'

/** Where a step stands; null when the flow has none of this id. */
export function spotOf(steps: readonly Step[], id: string): Spot | null {
  for (const [where, list] of lists(steps)) {
    const at = list.findIndex((step) => step.id === id)
    if (at >= 0) return { where, at }
  }
  return null
}

export function stepOf(steps: readonly Step[], id: string): Step | undefined {
  for (const step of allSteps(steps)) if (step.id === id) return step
  return undefined
}

/** With a step put in; where its list is gone meanwhile, it comes at the flow's end. */
export function insert(steps: readonly Step[], { where, at }: Spot, step: Step): Step[] {
  const there = listAt(steps, where)
  if (!there) return [...steps, step]
  return edited(steps, where, (list) => [...list.slice(0, at), step, ...list.slice(at)])
}

export function remove(steps: readonly Step[], id: string): Step[] {
  const spot = spotOf(steps, id)
  if (!spot) return [...steps]
  return edited(steps, spot.where, (list) => list.filter((step) => step.id !== id))
}

/** With a step in place of the one that has its id. */
export function change(steps: readonly Step[], next: Step): Step[] {
  const spot = spotOf(steps, next.id)
  if (!spot) return [...steps]
  return edited(steps, spot.where, (list) => list.map((step) => (step.id === next.id ? next : step)))
}

/** With a copy below the original; everything in the copy gets an id of its own. */
export function duplicate(steps: readonly Step[], id: string, newId: () => string): { steps: Step[]; copy: string } {
  const spot = spotOf(steps, id)
  const original = stepOf(steps, id)
  if (!spot || !original) return { steps: [...steps], copy: id }
  const copy = withNewIds(original, newId)
  return { steps: insert(steps, { where: spot.where, at: spot.at + 1 }, copy), copy: copy.id }
}

/** One place up or down; into a branch and out of it, path by path. At either end of the flow nothing moves. */
export function move(steps: readonly Step[], id: string, direction: Direction): Step[] {
  const step = stepOf(steps, id)
  const from = spotOf(steps, id)
  const to = step && from && placeBeside(steps, step, from, direction)
  return to ? insert(remove(steps, id), to, step) : [...steps]
}

export const canMove = (steps: readonly Step[], id: string, direction: Direction): boolean => {
  const step = stepOf(steps, id)
  const from = spotOf(steps, id)
  return Boolean(step && from && placeBeside(steps, step, from, direction))
}

/** Whether one more branch may stand in this list. */
export const mayBranch = (steps: readonly Step[], where: Where) => depthAt(steps, where) < deepestBranch

/** The next place, counted as if the step had been taken out already. */
function placeBeside(steps: readonly Step[], step: Step, { where, at }: Spot, direction: Direction): Spot | null {
  const down = direction === 'down'
  const list = listAt(steps, where) ?? []
  const neighbour = list[down ? at + 1 : at - 1]
  if (neighbour) {
    const fits = depthAt(steps, where) + 1 + depthOf([step]) <= deepestBranch
    if (neighbour.kind !== 'branch' || !fits) return { where, at: down ? at + 1 : at - 1 }
    return edge(neighbour, down ? 0 : neighbour.paths.length, down)
  }
  if (where === null) return null
  const branch = stepOf(steps, where.branch) as BranchStep
  const path = where.path === null ? branch.paths.length : branch.paths.findIndex(({ id }) => id === where.path)
  const next = down ? path + 1 : path - 1
  if (next >= 0 && next <= branch.paths.length) return edge(branch, next, down)
  const out = spotOf(steps, branch.id)
  return out && { where: out.where, at: down ? out.at + 1 : out.at }
}

/** The near end of one of a branch's lists: its top on the way down, its bottom on the way up. */
function edge(branch: BranchStep, list: number, top: boolean): Spot {
  const path = branch.paths[list]
  const inside = path?.steps ?? branch.otherwise
  return { where: { branch: branch.id, path: path?.id ?? null }, at: top ? 0 : inside.length }
}

function withNewIds(step: Step, newId: () => string): Step {
  if (step.kind !== 'branch') return { ...step, id: newId() }
  return {
    ...step,
    id: newId(),
    paths: step.paths.map((path) => ({
      ...path,
      id: newId(),
      steps: path.steps.map((inner) => withNewIds(inner, newId)),
    })),
    otherwise: step.otherwise.map((inner) => withNewIds(inner, newId)),
  }
}

/** How many branches stand around a list. */
function depthAt(steps: readonly Step[], where: Where): number {
  if (where === null) return 0
  const around = spotOf(steps, where.branch)
  return around ? 1 + depthAt(steps, around.where) : 0
}

export function listAt(steps: readonly Step[], where: Where): readonly Step[] | undefined {
  for (const [place, list] of lists(steps)) if (same(place, where)) return list
  return undefined
}

/** Every list there is, outer ones first. */
function* lists(steps: readonly Step[], where: Where = null): Generator<[Where, readonly Step[]]> {
  yield [where, steps]
  for (const step of steps) {
    if (step.kind !== 'branch') continue
    for (const path of step.paths) yield* lists(path.steps, { branch: step.id, path: path.id })
    yield* lists(step.otherwise, { branch: step.id, path: null })
  }
}

/** The same steps with one list changed. */
function edited(
  steps: readonly Step[],
  where: Where,
  edit: (list: readonly Step[]) => Step[],
  here: Where = null,
): Step[] {
  if (same(here, where)) return edit(steps)
  return steps.map((step) => {
    if (step.kind !== 'branch') return step
    const inside = (list: readonly Step[], path: string | null) => edited(list, where, edit, { branch: step.id, path })
    return {
      ...step,
      paths: step.paths.map((path) => ({ ...path, steps: inside(path.steps, path.id) })),
      otherwise: inside(step.otherwise, null),
    }
  })
}

const same = (a: Where, b: Where) => a === b || (a !== null && b !== null && a.branch === b.branch && a.path === b.path)
