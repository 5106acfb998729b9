import { afterAll, expect, test } from 'vitest'
import { mutations } from './index'
import { isCaught } from './outcome'
import { Scratch } from './scratch'

const scratch = new Scratch()
afterAll(() => scratch.remove())

/** All of them are `npm run crash -- --mutations`; this one shows that a mistake is seen at all. */
const some = mutations.filter(({ name }) => /^what a failed batch did/.test(name))

test('a mistake is made for this', () => expect(some).toHaveLength(1))

test.each(some)('a deliberate mistake is seen: $name', { timeout: 120_000 }, async (mutation) => {
  expect(isCaught(await scratch.outcomeOf(mutation))).toBe(true)
})
