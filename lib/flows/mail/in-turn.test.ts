import { setImmediate as others } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurn } from './in-turn'

test('between two mails everybody else has their turn, and one that throws holds nobody up', async () => {
  const seen: string[] = []
  const mails = ['a', 'b', 'c'].map((name) => inTurn(() => seen.push(name)))
  const broken = inTurn(() => {
    throw new Error('no such mail')
  })
  const elsewhere = (async () => {
    for (let n = 0; n < 3; n++) {
      await others()
      seen.push('lane')
    }
  })()
  await expect(broken).rejects.toThrow('no such mail')
  await Promise.all([...mails, elsewhere])
  expect(seen.join(' ')).not.toMatch(/[abc] [abc]/)
  expect(await inTurn(() => 'next')).toBe('next')
})
