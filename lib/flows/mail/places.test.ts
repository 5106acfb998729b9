import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Places } from './places'

test('so many are at it at a time, in the order they came, also past one that fails', async () => {
  const places = new Places(2, 60_000)
  const began: number[] = []
  let now = 0
  let most = 0
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((nth) =>
      places.in(async () => {
        began.push(nth)
        most = Math.max(most, ++now)
        await sleep(1)
        now--
        if (nth === 1) throw new Error('failed')
        return nth
      }),
    ),
  )
  expect([most, began]).toEqual([2, [0, 1, 2, 3, 4, 5]])
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true, true])
})

test('who waits too long hears so and is not done, and the place goes to somebody else', async () => {
  const places = new Places(1, 20)
  let free = () => {}
  const held = places.in(() => new Promise<void>((resolve) => (free = resolve)))
  expect(await places.in(() => expect.unreachable())).toBeNull()
  free()
  await held
  expect(await places.in(async () => 'done')).toBe('done')
})
