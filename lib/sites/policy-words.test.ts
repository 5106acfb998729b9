import { expect, test } from 'vitest'
import { moneyPolicyChangeSchema, withChanges } from './money-policy'
import { changeOf, chosenIn, chosenWords, defaultOf, policyLines } from './policy-words'
import { stripesRule } from './stripes-rule'

test('every line of the policy has words, and its default is one of the choices', () => {
  const named = policyLines.map(({ figure, name }) => `${figure}.${name}`).sort()
  const all = Object.entries(stripesRule).flatMap(([figure, lines]) =>
    Object.keys(lines).map((name) => `${figure}.${name}`),
  )
  expect(named).toEqual(all.sort())
  for (const line of policyLines) expect(line.choices.map(({ value }) => value)).toContain(defaultOf(line))
})

test.each(policyLines)(
  'every choice of $figure.$name is one the API takes, and comes back as it was chosen',
  (line) => {
    for (const { value } of line.choices) {
      const change = moneyPolicyChangeSchema.parse(changeOf([{ line, value }]))
      expect(chosenIn(withChanges(stripesRule, change), line)).toBe(value)
    }
  },
)

test('a figure is explained by what the site chose', () => {
  const counting = withChanges(stripesRule, { mrr: { paused_collection: 'count' } })
  expect(chosenWords(stripesRule, 'mrr')).toHaveLength(5)
  expect(chosenWords(stripesRule, 'mrr')).toContain(
    'While its collection is paused, an active subscription counts as zero.',
  )
  expect(chosenWords(counting, 'mrr')).toContain(
    'An active subscription counts, although nobody is charged for it at the moment.',
  )
})
