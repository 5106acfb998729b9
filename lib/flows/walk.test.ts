import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Conditions, emptyDefinition, flowDefinition, type Step } from './definition'
import { allSteps } from './nesting'
import { placeAfter, stepIn } from './walk'

const http = (id: string): Step => ({ id, kind: 'http', method: 'GET', url: '', headers: [], body: '' })
const end = (id: string): Step => ({ id, kind: 'end' })
/** A branch whose paths say by their field whether they are met. */
const branch = (id: string, paths: [met: boolean, steps: Step[]][], otherwise: Step[] = []): Step => ({
  id,
  kind: 'branch',
  paths: paths.map(([met, steps], at) => ({
    id: `${id}${at}`,
    name: '',
    when: { match: 'all', conditions: [{ field: String(met), op: 'exists' }] },
    steps,
  })),
  otherwise,
})
const isMet = ({ conditions }: Conditions) => conditions[0]?.field === 'true'

/** The ids of the steps a run does, in order. */
function wayOf(steps: Step[]): string[] {
  const way: string[] = []
  for (let after: string | null = null; ; ) {
    const { step } = placeAfter({ steps }, after, isMet)
    if (!step) return way
    way.push(step.id)
    if (way.length > 1_000) throw new Error('it never ends')
    after = step.id
  }
}

test('steps follow one another, and nothing ends a flow but its end', () => {
  expect(wayOf([])).toEqual([])
  expect(wayOf([http('aaaa'), http('bbbb')])).toEqual(['aaaa', 'bbbb'])
  expect(wayOf([http('aaaa'), end('stop'), http('bbbb')])).toEqual(['aaaa'])
})

test('the first path that is met is taken, else the other one; after either the run goes on below', () => {
  const fork = (first: boolean, second: boolean) => [
    branch(
      'fork',
      [
        [first, [http('one1')]],
        [second, [http('two2'), http('two3')]],
      ],
      [http('else')],
    ),
    http('last'),
  ]
  expect(wayOf(fork(true, true))).toEqual(['one1', 'last'])
  expect(wayOf(fork(false, true))).toEqual(['two2', 'two3', 'last'])
  expect(wayOf(fork(false, false))).toEqual(['else', 'last'])
})

test('a branch that is decided says how, also where its path is empty', () => {
  const steps = [branch('fork', [[true, []]]), branch('next', [[false, []]]), http('last')]
  expect(placeAfter({ steps }, null, isMet)).toMatchObject({
    step: { id: 'last' },
    decided: [
      { branch: 'fork', path: 'fork0' },
      { branch: 'next', path: null },
    ],
  })
})

test('an end inside a path ends the run, however deep it stands', () => {
  const deep = branch('outer', [[true, [branch('inner', [[true, [http('one1'), end('stop')]]]), http('not1')]]])
  expect(wayOf([deep, http('not2')])).toEqual(['one1'])
  expect(wayOf([branch('fork', [[true, [end('stop')]]]), http('not1')])).toEqual([])
  expect(wayOf([branch('fork', [[false, [end('stop')]]]), http('last')])).toEqual(['last'])
})

test('behind a step inside a path the run goes on behind its branches', () => {
  const steps = [branch('outer', [[true, [branch('inner', [[true, [http('one1')]]]), http('two2')]]]), http('last')]
  expect(wayOf(steps)).toEqual(['one1', 'two2', 'last'])
})

/** Trees of steps up to three branches deep; ids are given afterwards, each once. */
const { tree } = fc.letrec<{ tree: Step[]; step: Step }>((tie) => ({
  tree: fc.array(tie('step'), { maxLength: 4 }),
  step: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 4, arbitrary: fc.constant(http('')) },
    { weight: 1, arbitrary: fc.constant(end('')) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(fc.tuple(fc.boolean(), tie('tree')), { minLength: 1, maxLength: 3 }), tie('tree'))
        .map(([paths, otherwise]) => branch('', paths, otherwise)),
    },
  ),
}))

function named(steps: Step[], next = { id: 0 }): Step[] {
  return steps.map((step) => {
    const id = `s${String(next.id++).padStart(4, '0')}`
    if (step.kind !== 'branch') return { ...step, id }
    const paths = step.paths.map((path) => ({ ...path, id: `p${next.id++}x`, steps: named(path.steps, next) }))
    return { ...step, id, paths, otherwise: named(step.otherwise, next) }
  })
}

/** What a reader of the tree would say: from top to bottom, one path of each branch, until an end. */
function read(steps: Step[]): { way: string[]; ended: boolean } {
  const way: string[] = []
  for (const step of steps) {
    if (step.kind === 'end') return { way, ended: true }
    if (step.kind !== 'branch') way.push(step.id)
    else {
      const inner = read(step.paths.find(({ when }) => isMet(when))?.steps ?? step.otherwise)
      way.push(...inner.way)
      if (inner.ended) return { way, ended: true }
    }
  }
  return { way, ended: false }
}

test('every walk ends, does each step at most once, and goes as the tree reads', () => {
  fc.assert(
    fc.property(
      tree.map((steps) => named(steps)),
      (steps) => {
        const way = wayOf(steps)
        expect(new Set(way).size).toBe(way.length)
        expect(way).toEqual(read(steps).way)
        for (const { id } of allSteps(steps)) expect(stepIn({ steps }, id)?.id).toBe(id)
      },
    ),
    { numRuns: process.env.SLUICE_LONG === '1' ? 20_000 : 500 },
  )
})

test('a version without a step of that name has none, and a walk from there is at its end', () => {
  expect(stepIn({ steps: [http('aaaa')] }, 'bbbb')).toBeUndefined()
  expect(placeAfter({ steps: [http('aaaa')] }, 'bbbb', isMet).step).toBeNull()
  expect(flowDefinition.safeParse(emptyDefinition).success).toBe(true)
})
