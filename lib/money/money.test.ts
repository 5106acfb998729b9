import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  divideHalfUp,
  exponentOf,
  formatMoney,
  fromDecimal,
  parseDecimalMinor,
  picosOf,
  roundPicos,
  toDecimal,
  toJsonNumber,
} from '.'

const minors = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const currencies = fc.constantFrom('USD', 'EUR', 'JPY', 'KRW', 'KWD', 'BHD', 'ISK', 'UGX', 'HUF', 'TWD', 'XAF')

describe('decimals', () => {
  test.each([
    ['USD', 4900n, '49.00'],
    ['usd', 5n, '0.05'],
    ['JPY', 5000n, '5000'],
    ['KWD', 5120n, '5.120'],
    ['UGX', 500n, '5.00'],
    ['ISK', 500n, '5.00'],
    ['EUR', -2500n, '-25.00'],
    ['EUR', -5n, '-0.05'],
    ['BHD', 0n, '0.000'],
  ])('%s %s is %s', (currency, minor, decimal) => {
    expect(toDecimal(minor, currency)).toBe(decimal)
  })

  test('fifteen currencies have none, five have three, the rest two, UGX and ISK included', () => {
    const codes = Intl.supportedValuesOf('currency')
    const of = (exponent: number) => codes.filter((code) => exponentOf(code) === exponent)
    expect(of(0)).toHaveLength(15)
    expect(of(3)).toEqual(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])
    expect(exponentOf('ugx')).toBe(2)
    expect(exponentOf('isk')).toBe(2)
    expect(exponentOf('zzz')).toBe(2)
  })

  test('every amount survives the way to text and back', () => {
    fc.assert(
      fc.property(minors, currencies, (minor, currency) => {
        expect(fromDecimal(toDecimal(minor, currency), currency)).toBe(minor)
      }),
    )
  })

  test('text that is no amount of the currency is refused', () => {
    for (const text of ['', '1.', '.5', '1.234', '1e3', 'NaN', '1,00', ' 1'])
      expect(fromDecimal(text, 'USD')).toBeNull()
    expect(fromDecimal('1.5', 'JPY')).toBeNull()
  })
})

describe('unit_amount_decimal', () => {
  test('a sum of fractions is rounded once, half up', () => {
    const half = parseDecimalMinor('0.5')
    expect(half).not.toBeNull()
    expect(roundPicos((half ?? 0n) * 1000n)).toBe(500n)
    expect(roundPicos(half ?? 0n)).toBe(1n)
    expect(roundPicos((half ?? 0n) * 3n)).toBe(2n) // 1.5; rounding each half first would say 3
    expect(roundPicos(parseDecimalMinor('-0.5') ?? 0n)).toBe(-1n)
    expect(roundPicos(parseDecimalMinor('0.499999999999') ?? 0n)).toBe(0n)
  })

  test('whole amounts and twelve places are read exactly, thirteen and junk are refused', () => {
    fc.assert(
      fc.property(minors, (minor) => {
        expect(parseDecimalMinor(minor.toString())).toBe(picosOf(minor))
      }),
    )
    expect(parseDecimalMinor('0.000000000001')).toBe(1n)
    for (const text of ['', '0.0000000000001', '1e5', '0x10', '--1', '1.', 'Infinity']) {
      expect(parseDecimalMinor(text)).toBeNull()
    }
  })

  test('division rounds to the nearest, halves away from zero', () => {
    fc.assert(
      fc.property(minors, fc.bigInt({ min: 1n, max: 1000n }), (dividend, divisor) => {
        const rounded = divideHalfUp(dividend, divisor)
        const rest = dividend - rounded * divisor
        expect(2n * (rest < 0n ? -rest : rest)).toBeLessThanOrEqual(divisor)
        expect(divideHalfUp(-dividend, divisor)).toBe(-rounded)
      }),
    )
    expect(divideHalfUp(-1n, 2n)).toBe(-1n)
  })
})

test.each([
  ['49.00', 49],
  ['5.120', 5.12],
  ['500', 500],
  ['-0.01', -0.01],
  ['9999999999999.99', 9_999_999_999_999.99],
  ['90071992547409.93', null],
  ['1e3', null],
  ['', null],
])('LT-05 %s as a JSON number is %s: exact or not at all', (amount, number) => {
  expect(toJsonNumber(amount)).toBe(number)
})

describe('formatting', () => {
  test.each([
    ['49.00', 'USD', 'en-US', '$49.00'],
    ['-12.50', 'USD', 'en-US', '−$12.50'],
    ['5000', 'JPY', 'en-US', '¥5,000'],
    ['5.00', 'UGX', 'en-US', 'UGX 5.00'],
    ['1234567890123456.78', 'USD', 'en-US', '$1,234,567,890,123,456.78'],
  ])('%s %s in %s reads %s', (amount, currency, locale, written) => {
    expect(formatMoney(amount, currency, locale).replaceAll('\u{a0}', ' ')).toBe(written)
  })

  test('what Intl cannot write is shown as it is', () => {
    expect(formatMoney('1.00', '??')).toBe('1.00 ??')
    expect(formatMoney('abc', 'USD')).toBe('abc USD')
  })

  test('no digit is lost, whatever the amount', () => {
    fc.assert(
      fc.property(minors, currencies, (minor, currency) => {
        const decimal = toDecimal(minor, currency)
        expect(formatMoney(decimal, currency).replace(/[^\d]/g, '')).toBe(decimal.replace(/[^\d]/g, ''))
      }),
    )
  })
})
