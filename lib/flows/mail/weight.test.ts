import { setImmediate as others } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { weightProblem } from './weight'

/** A clock that moves on by so much whenever somebody looks. */
const ticking = (...steps: number[]) => {
  let now = 0
  return () => {
    now += steps.shift() ?? 0
    return now
  }
}

const long = (nth: number) => `${nth} ${'_*'.repeat(5_000)}`

test('a text that takes over 100 ms at every try is said to be too heavy', async () => {
  expect(await weightProblem(long(1), ticking(0, 101, 0, 500, 0, 101))).toMatch('takes too long')
  expect(await weightProblem(long(2), ticking(0, 101, 0, 99))).toBeNull()
})

test('what is known is not tried again, a heavy text for a minute', async () => {
  const unasked = () => expect.unreachable()
  expect(await weightProblem(long(1), unasked)).toMatch('takes too long')
  expect(await weightProblem(long(2), unasked)).toBeNull()
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 61_000)
  expect(await weightProblem(long(1), ticking(0, 99))).toBeNull()
  vi.restoreAllMocks()
})

test('between two tries everybody else has their turn', async () => {
  const seen: string[] = []
  const clock = ticking(0, 101, 0, 101, 0, 101)
  const weighing = weightProblem(long(3), () => {
    seen.push('weighing')
    return clock()
  })
  for (let n = 0; n < 8; n++) {
    await others()
    seen.push('lane')
  }
  await weighing
  expect(seen.join(' ')).not.toMatch(/(weighing ){3}/)
})

test('a long letter is not, and a short one is not even tried', async () => {
  expect(await weightProblem('Dear **Ada**, thank you for your order.\n\n'.repeat(450))).toBeNull()
  expect(await weightProblem('Hello', () => expect.unreachable())).toBeNull()
})
