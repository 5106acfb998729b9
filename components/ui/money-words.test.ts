import { expect, test } from 'vitest'
import { moneyWords } from './money-words'

test('an amount keeps the digits of its currency', () => {
  expect(moneyWords({ amount: '49.00', currency: 'USD' })).toBe('$49.00')
  expect(moneyWords({ amount: '4900', currency: 'JPY' })).toBe('¥4,900')
  expect(moneyWords({ amount: '1.500', currency: 'BHD' })).toBe('BHD\u00a01.500')
  expect(moneyWords({ amount: '10.00', currency: 'CAD' })).toBe('CA$10.00')
})

test('a refund carries a minus sign, a zero never does', () => {
  expect(moneyWords({ amount: '-1234.50', currency: 'EUR' })).toBe('−€1,234.50')
  expect(moneyWords({ amount: '24.50', currency: 'USD' }, { negative: true })).toBe('−$24.50')
  expect(moneyWords({ amount: '-0.00', currency: 'USD' })).toBe('$0.00')
})

test('more digits than a float holds come out as they went in', () => {
  expect(moneyWords({ amount: '90071992547409931234.57', currency: 'USD' })).toBe('$90,071,992,547,409,931,234.57')
})

test('with several currencies on screen the code follows', () => {
  expect(moneyWords({ amount: '49.00', currency: 'USD' }, { code: true })).toBe('49.00 USD')
})

test('what is not a decimal string is a mistake of ours, not a zero', () => {
  expect(() => moneyWords({ amount: '4e2', currency: 'USD' })).toThrow(RangeError)
})
