import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRevenueNote, revenueNotes } from './notes'

const money = readFileSync(join(import.meta.dirname, '../../docs/money.md'), 'utf8')

test.each(Object.entries(revenueNotes))('docs/money.md explains %s', (code, words) => {
  expect(money).toContain(`| \`${code}\` | ${words} |`)
})

test('a code of another version is no note', () => {
  expect(['trial', 'toString', ''].map(isRevenueNote)).toEqual([true, false, false])
})
