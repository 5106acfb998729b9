import { expect, test } from 'vitest'
import type { Step } from '@/lib/flows/definition'
import { placeWords, stepNumbers } from './step-numbers'

const end = (id: string): Step => ({ id, kind: 'end' })
const when = { match: 'all' as const, conditions: [] }
const steps: Step[] = [
  end('aaaa'),
  {
    id: 'bbbb',
    kind: 'branch',
    paths: [
      { id: 'pppp', name: 'Over $50', when, steps: [end('cccc'), end('dddd')] },
      { id: 'qqqq', name: ' ', when, steps: [end('eeee')] },
    ],
    otherwise: [end('ffff')],
  },
]

test('steps are numbered through their branches', () => {
  expect(Object.fromEntries(stepNumbers(steps))).toEqual({
    ...{ aaaa: '1', bbbb: '2', cccc: '2A.1', dddd: '2A.2', eeee: '2B.1', ffff: '2C.1' },
  })
})

test('a place is said with the path it is in', () => {
  expect(placeWords(steps, 'bbbb')).toBe('Step 2 of 2')
  expect(placeWords(steps, 'dddd')).toBe('Step 2 of 2 in “Over $50” of step 2')
  expect(placeWords(steps, 'eeee')).toBe('Step 1 of 1 in “Path B” of step 2')
  expect(placeWords(steps, 'ffff')).toBe('Step 1 of 1 in “Otherwise” of step 2')
  expect(placeWords(steps, 'none')).toBe('')
})
