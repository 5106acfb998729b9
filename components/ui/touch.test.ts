import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

/** The declarations under a selector that stands in the style sheet exactly so. */
function rule(selector: RegExp): string {
  return new RegExp(`${selector.source}\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? ''
}

test('links of a table and links that stand by themselves are 24 px high, the main one 44 px under a finger', () => {
  const small = rule(/\.ledger td :is\(a, summary\),\s*\.touchable/)
  expect(small).toContain('--target: 1.5rem')
  expect(small).toContain('padding-block: max(0px, calc((var(--target) - 1lh) / 2))')
  const coarse = /@media \(pointer: coarse\) \{\s*(\.ledger td > a[^}]*)\}/.exec(css)?.[1] ?? ''
  expect(coarse).toContain('.row-link')
  expect(coarse).toContain('--target: 2.75rem')
})
