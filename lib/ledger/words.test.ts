import { expect, test } from 'vitest'
import { conversionWords, taxWords } from './words'

test('a line says what the tax rule did to it', () => {
  const words = (tax: Parameters<typeof taxWords>[0]['tax']) => taxWords({ tax, currency: 'EUR' })
  expect(words({ rule: 'included' })).toBeNull()
  expect(words({ rule: 'unknown' })).toContain('no invoice says')
  expect(words({ rule: 'excluded', untaxed: 4118n, total: 4900n })).toBe(
    'Counted without tax: €41.18 of €49.00 on its invoice',
  )
  expect(words({ rule: 'excluded', untaxed: 4900n, total: 4900n })).toBe('No tax on its invoice')
})

test('LT-06 a line says by which rate of which day it was converted, or that it was not', () => {
  expect(conversionWords({ how: { by: 'same' } }, 'USD')).toBeNull()
  expect(conversionWords({ how: { by: 'stripe', settled: 9007199254740993n } }, 'USD')).toBe(
    'Converted in proportion to the 90,071,992,547,409.93 USD Stripe booked',
  )
  const how = { by: 'rate', rate: '1.0842', day: '2026-11-20', from: 'EUR', to: 'USD' } as const
  expect(conversionWords({ how }, 'USD')).toBe('At 1.0842 USD for 1 EUR, the rate of 2026-11-20')
  expect(conversionWords({ how: { by: 'none' } }, 'USD')).toContain('Not converted')
})
