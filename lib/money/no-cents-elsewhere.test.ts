import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Sources that could be tempted to make dollars of cents, without comments, tests and lib/money itself. */
function* sources(): Generator<{ file: string; code: string }> {
  for (const folder of ['lib', 'app', 'components', 'worker'].map((name) => path.join(root, name)).filter(existsSync)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name))
      if (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file) || file.startsWith(path.join('lib', 'money'))) continue
      const code = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
      yield { file, code }
    }
  }
}

test('only lib/money knows how many cents a dollar has', () => {
  const offenders = [...sources()].filter(({ code }) => /[*/] ?100(n)?\b(?!%)/.test(code)).map(({ file }) => file)
  expect(offenders, 'use toDecimal and formatMoney of lib/money: Stripe has 0-, 2- and 3-digit currencies').toEqual([])
})
