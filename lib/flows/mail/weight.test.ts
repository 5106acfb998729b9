import { expect, test } from 'vitest'
import { weightProblem } from './weight'

/** A clock that moves on by so much whenever somebody looks. */
const ticking = (...steps: number[]) => {
  let now = 0
  return () => {
    now += steps.shift() ?? 0
    return now
  }
}

test('a text that takes over 100 ms at every try is said to be too heavy', () => {
  const long = '_*'.repeat(5_000)
  expect(weightProblem(long, ticking(0, 101, 0, 500, 0, 101))).toMatch('takes too long')
  expect(weightProblem(long, ticking(0, 101, 0, 99))).toBeNull()
})

test('a long letter is not, and a short one is not even tried', () => {
  expect(weightProblem('Dear **Ada**, thank you for your order.\n\n'.repeat(450))).toBeNull()
  expect(weightProblem('Hello', () => expect.unreachable())).toBeNull()
})
