import { expect, test } from 'vitest'
import { filterSummary, filterWords } from './filter-words'

const names = { prod_pro: 'Pro', prod_team: 'Team' }

test('a filter in sentences, with names where they are known', () => {
  expect(filterWords({ products: ['prod_pro'] }, names)).toEqual(['only products: Pro'])
  expect(filterWords({ products: ['prod_pro', 'prod_team', 'prod_x'] }, names)).toEqual([
    'only products: Pro, Team, or prod_x',
  ])
  expect(
    filterWords({ livemode: false, metadata: [{ key: 'source', value: 'web' }], billing_reasons: ['manual'] }),
  ).toEqual(['only billing reasons: made by hand', 'only metadata: source = web', 'only test mode'])
  expect(filterWords({})).toEqual([])
})

test('a summary short enough for a badge', () => {
  expect(filterSummary({ products: ['prod_pro'] }, names)).toBe('only Pro')
  expect(filterSummary({ products: ['prod_pro', 'prod_team'] }, names)).toBe('only Pro, Team')
  expect(filterSummary({ products: ['prod_pro', 'prod_team'], livemode: true }, names)).toBe('only Pro and 2 more')
  expect(filterSummary({ prices: ['a', `price_${'x'.repeat(40)}`] })).toBe('only a and 1 more')
  expect(filterSummary({ prices: [`price_${'x'.repeat(40)}`] })).toBe(`only price_${'x'.repeat(17)}…`)
})

test('a reason Stripe adds later reads by its own name', () => {
  expect(filterWords({ billing_reasons: ['moon_phase'] })).toEqual(['only billing reasons: moon_phase'])
})
