import { expect, test } from 'vitest'
import type { TeamId } from '@/db/schema/columns'
import { Together } from './together'

const [one, two] = ['one' as TeamId, 'two' as TeamId]
const ask = (teamId: TeamId, n: number) => ({ teamId, n })
type Asked = ReturnType<typeof ask>

test('what is asked at once, and while an answer is under way, goes together, a team at a time', async () => {
  const calls: [TeamId, number[]][] = []
  const together = new Together<Asked, number>(async (team, given) => {
    calls.push([team, given.map(({ n }) => n)])
    await new Promise((go) => setTimeout(go, 5))
    return given.map(({ n }) => n * 10)
  }, 3)
  const first = [1, 2].map((n) => together.ask(ask(one, n)))
  const other = together.ask(ask(two, 9))
  await new Promise((go) => setTimeout(go, 1))
  const later = [3, 4, 5, 6].map((n) => together.ask(ask(one, n)))
  expect(await Promise.all([...first, other, ...later])).toEqual([10, 20, 90, 30, 40, 50, 60])
  expect(calls).toEqual([
    [one, [1, 2]],
    [two, [9]],
    [one, [3, 4, 5]],
    [one, [6]],
  ])
})

test('what one cannot be does not take the others down; a database that is away is away for all', async () => {
  let calls = 0
  const odd = new Together<Asked, number>(async (_, given) => {
    calls += 1
    if (given.some(({ n }) => n === 2)) throw Object.assign(new Error('no such text'), { code: '22021' })
    return given.map(({ n }) => n)
  })
  const answers = await Promise.allSettled([1, 2, 3].map((n) => odd.ask(ask(one, n))))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(calls).toBe(4)
  const away = new Together<Asked, number>(async () => {
    calls += 1
    throw Object.assign(new Error('gone'), { code: 'ECONNRESET' })
  })
  const none = await Promise.allSettled([1, 2, 3].map((n) => away.ask(ask(one, n))))
  expect(none.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(calls).toBe(5)
  expect(await odd.ask(ask(one, 7))).toBe(7)
})
