import type { BranchPath, BranchStep, Step } from '@/lib/flows/definition'
import { pathLetter } from '@/lib/flows/words'
import { listAt, spotOf, stepOf, type Where } from './edit-steps'

/** "3", "3A.1": steps count from one in each list, paths are letters. */
export function stepNumbers(steps: readonly Step[], before = ''): Map<string, string> {
  const numbers = new Map<string, string>()
  for (const [at, step] of steps.entries()) {
    const number = `${before}${at + 1}`
    numbers.set(step.id, number)
    if (step.kind !== 'branch') continue
    for (const { letter, list } of branchLists(step)) {
      for (const [id, inner] of stepNumbers(list, `${number}${letter}.`)) numbers.set(id, inner)
    }
  }
  return numbers
}

export interface BranchList {
  letter: string
  /** Null: what is done otherwise. */
  path: BranchPath | null
  list: readonly Step[]
}

/** The lists of a branch in their order, with their letters. */
export function branchLists({ paths, otherwise }: BranchStep): BranchList[] {
  return [...paths.map((path) => ({ path, list: path.steps })), { path: null, list: otherwise }].map((one, at) => ({
    ...one,
    letter: pathLetter(at),
  }))
}

export const pathWords = (path: Pick<BranchPath, 'name'> | null, letter: string) =>
  path === null ? 'Otherwise' : path.name.trim() || `Path ${letter}`

/** Said when a step was moved: "Step 2 of 5", "Step 1 of 2 in “Over $50” of step 3". */
export function placeWords(steps: readonly Step[], id: string): string {
  const spot = spotOf(steps, id)
  if (!spot) return ''
  const all = listAt(steps, spot.where)?.length ?? 0
  return `Step ${spot.at + 1} of ${all}${inWords(steps, spot.where)}`
}

function inWords(steps: readonly Step[], where: Where): string {
  if (where === null) return ''
  const branch = stepOf(steps, where.branch)
  if (branch?.kind !== 'branch') return ''
  const found = branchLists(branch).find(({ path }) => (path?.id ?? null) === where.path)
  const number = stepNumbers(steps).get(where.branch)
  return found ? ` in “${pathWords(found.path, found.letter)}” of step ${number}` : ''
}
