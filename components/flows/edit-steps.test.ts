import { expect, test } from 'vitest'
import type { Step } from '@/lib/flows/definition'
import { allSteps } from '@/lib/flows/nesting'
import { canMove, change, duplicate, insert, mayBranch, move, remove, spotOf, stepOf } from './edit-steps'

const end = (id: string): Step => ({ id, kind: 'end' })
const branch = (id: string, paths: Record<string, Step[]>, otherwise: Step[] = []): Step => ({
  id,
  kind: 'branch',
  paths: Object.entries(paths).map(([path, steps]) => ({
    id: path,
    name: path,
    when: { match: 'all', conditions: [] },
    steps,
  })),
  otherwise,
})

/** "a b[p: c | q: | d] e": every list in order, for reading. */
const told = (steps: readonly Step[]): string =>
  steps
    .map((step) =>
      step.kind === 'branch'
        ? `${step.id}[${[...step.paths.map((path) => `${path.id}: ${told(path.steps)}`), told(step.otherwise)].join(' | ')}]`
        : step.id,
    )
    .join(' ')

const flow = [end('a'), branch('b', { p: [end('c')], q: [] }, [end('d')]), end('e')]

test('a step goes down through every path of a branch and out below it, and the same way back', () => {
  const way = ['b[p: a c | q:  | d] e', 'b[p: c a | q:  | d] e', 'b[p: c | q: a | d] e', 'b[p: c | q:  | a d] e']
  const rest = ['b[p: c | q:  | d a] e', 'b[p: c | q:  | d] a e', 'b[p: c | q:  | d] e a']
  let steps: Step[] = flow
  for (const place of [...way, ...rest]) {
    steps = move(steps, 'a', 'down')
    expect(told(steps)).toBe(place)
  }
  expect(canMove(steps, 'a', 'down')).toBe(false)
  expect(told(move(steps, 'a', 'down'))).toBe(told(steps))
  for (const place of [...way, ...rest].slice(0, -1).toReversed()) {
    steps = move(steps, 'a', 'up')
    expect(told(steps)).toBe(place)
  }
  expect(told(move(steps, 'a', 'up'))).toBe(told(flow))
  expect(canMove(flow, 'a', 'up')).toBe(false)
})

test('a branch never goes deeper into others than flows may, it steps over them', () => {
  const inner = branch('b2', { p2: [branch('b3', { p3: [] })] })
  const steps = [end('a'), branch('b1', { p1: [inner] }), branch('x', { y: [] })]
  expect(told(move(steps, 'x', 'up'))).toBe('a b1[p1: b2[p2: b3[p3:  | ] | ] | x[y:  | ]]')
  const twice = move(move(steps, 'x', 'up'), 'x', 'up')
  expect(told(twice)).toContain('b2[p2: b3[p3:  | ] | ] x[y:  | ]')
  expect(told(move(twice, 'x', 'up'))).toContain('b2[p2: b3[p3:  | ] | x[y:  | ]]')
  const tall = [...steps.slice(0, 2), branch('t', { u: [branch('v', { w: [branch('z', { zz: [] })] })] })]
  expect(told(move(tall, 't', 'up'))).toMatch(/^a t\[/)
  expect(mayBranch(steps, null)).toBe(true)
  expect(mayBranch(steps, { branch: 'b3', path: 'p3' })).toBe(false)
})

test('steps are put in, changed and removed in any list; what was removed goes back where it stood', () => {
  const added = insert(flow, { where: { branch: 'b', path: 'q' }, at: 0 }, end('n'))
  expect(told(added)).toBe('a b[p: c | q: n | d] e')
  expect(told(remove(added, 'c'))).toBe('a b[p:  | q: n | d] e')
  const spot = spotOf(flow, 'd')
  if (!spot) throw new Error('d is there')
  expect(told(insert(remove(flow, 'd'), spot, end('d')))).toBe(told(flow))
  expect(told(insert(remove(flow, 'b'), spot, end('d')))).toBe('a e d')
  expect(stepOf(change(flow, { id: 'c', kind: 'destination', destination_id: 'x' }), 'c')).toMatchObject({
    kind: 'destination',
  })
  expect(told(flow)).toBe('a b[p: c | q:  | d] e')
})

test('a copy stands below its original, and nothing in it shares an id', () => {
  let count = 0
  const { steps, copy } = duplicate(flow, 'b', () => `new${++count}`)
  expect(copy).toBe('new1')
  expect(told(steps)).toBe('a b[p: c | q:  | d] new1[new2: new3 | new4:  | new5] e')
  const ids = [...allSteps(steps)].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
