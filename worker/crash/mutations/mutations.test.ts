import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '@/db/root'
import { mutations } from './index'
import { mutated } from './scratch'

const textOf = (file: string) => readFileSync(join(projectRoot(), file), 'utf8')

test('there are more than twenty deliberate mistakes, and each has a name of its own', () => {
  expect(mutations.length).toBeGreaterThan(20)
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length)
})

test.each(mutations)('$name: its text is in $file exactly once, and its guard exists', (mutation) => {
  expect(mutated(textOf(mutation.file), mutation)).not.toBe(textOf(mutation.file))
  expect(textOf(mutation.guard.file)).toContain(mutation.guard.test)
})

test('a mistake whose place is gone fails loudly', () => {
  const [some] = mutations
  if (!some) throw new Error('there is none')
  expect(() => mutated('something else', some)).toThrow('0 times')
})
