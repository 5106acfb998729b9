import { expect, test } from 'vitest'
import { planWords } from './plan-words'

const item = { priceId: 'price_1', productName: 'Pro', interval: 'year', intervalCount: 1, perInterval: 29_000n }
const subscription = { plan: 'Pro', currency: 'USD', items: [item] }

test('a plan is called by its name and how often it is paid', () => {
  expect(planWords('Pro', [subscription])).toBe('Pro, yearly')
  expect(planWords('Pro', [{ ...subscription, items: [{ ...item, interval: 'month', intervalCount: 3 }] }])).toBe(
    'Pro, every 3 months',
  )
  expect(planWords('Pro', [])).toBe('Pro')
  expect(planWords(null, [])).toBeNull()
})

test('until its name is known it is called by what it costs, never by an id', () => {
  const unnamed = { ...subscription, plan: 'price_1', items: [{ ...item, productName: null }] }
  expect(planWords('price_1', [unnamed])).toBe('$290.00 a year')
  expect(planWords('price_1', [unnamed], true)).toBe('290.00 USD a year')
  expect(
    planWords('gold', [{ ...unnamed, plan: 'gold', items: [{ ...item, productName: null, priceId: 'gold' }] }]),
  ).toBe('$290.00 a year')
  expect(planWords('price_1', [])).toBe('Not named yet')
})
