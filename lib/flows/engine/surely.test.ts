import { expect, test } from 'vitest'
import { surely } from './surely'

const failing = (times: number, code: string) => {
  let asked = 0
  const ask = async () => {
    asked += 1
    if (asked <= times) throw Object.assign(new Error('no'), { code })
    return asked
  }
  return { ask, asked: () => asked }
}

test('a database that is away, busy or collided is asked again, so many times', async () => {
  for (const code of ['57P01', '53300', '40P01', 'ECONNREFUSED'])
    expect(await surely(failing(2, code).ask, [1, 1]), code).toBe(3)
  const gone = failing(9, '57P01')
  await expect(surely(gone.ask, [1, 1])).rejects.toThrow('no')
  expect(gone.asked()).toBe(3)
})

test('what it cannot do at all is asked once', async () => {
  const wrong = failing(1, '22P02')
  await expect(surely(wrong.ask, [1, 1])).rejects.toThrow('no')
  expect(wrong.asked()).toBe(1)
})
