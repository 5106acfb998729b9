import { expect, test } from 'vitest'
import { toMajor, toMinor } from './money'

test.each([
  ['49.00', 'USD', 4900],
  ['49', 'usd', 4900],
  ['49,5', 'eur', 4950],
  ['49', 'jpy', 49],
  ['1.250', 'kwd', 1250],
  ['5', 'ugx', 500],
  ['5', 'isk', 500],
])('%s %s is %i in minor units, and back', (text, currency, minor) => {
  expect(toMinor(text, currency)).toBe(minor)
  expect(Number(toMajor(minor, currency))).toBe(Number(text.replace(',', '.')))
})

test.each([
  ['abc', 'usd'],
  ['1.234', 'usd'],
  ['1.5', 'jpy'],
  ['-1', 'usd'],
  ['', 'usd'],
])('%j is no amount in %s', (text, currency) => {
  expect(toMinor(text, currency)).toBeNull()
})
