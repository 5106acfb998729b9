import { expect, test } from 'vitest'
import { moneyPolicyChangeSchema, stripesRule, withChanges } from './money-policy'
import { changeOf, chosenIn, defaultOf, departures, policyLines } from './policy-words'

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

test('only what differs from the rule of Stripe is said beside a figure', () => {
  expect(departures(stripesRule, 'mrr')).toEqual([])
  const counting = withChanges(stripesRule, { mrr: { paused_collection: 'count' }, ltv: { off_stripe: true } })
  expect(departures(counting, 'mrr')).toEqual([
    'An active subscription counts, although nobody is charged for it at the moment.',
  ])
  expect(departures(counting, 'ltv')).toHaveLength(1)
})
