import { afterAll, expect, test } from 'vitest'
import { mutations } from './index'
import { isCaught } from './outcome'
import { Scratch } from './scratch'

const scratch = new Scratch()
afterAll(() => scratch.remove())

/** All of them are `npm run crash -- --mutations`; these two show that a mistake is seen at all. */
const some = mutations.filter(({ name }) => /^what a failed batch did|^jobs of dead workers/.test(name))

test('two mistakes are made for this', () => expect(some).toHaveLength(2))

test.each(some)('a deliberate mistake is seen: $name', { timeout: 120_000 }, async (mutation) => {
  expect(isCaught(await scratch.outcomeOf(mutation))).toBe(true)
})
