import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf, fromDecimal } from '@/lib/money'
import { parseRates, perMinor } from './parse'

describe('the operator’s table of rates', () => {
  test('lines in any column order, with a BOM, CRLF, semicolons, quotes and empty lines', () => {
    const rate = { day: '2026-11-20', from: 'EUR', to: 'USD', rate: '1.0842' }
    expect(parseRates('day,from,to,rate\n2026-11-20,EUR,USD,1.0842\n')).toEqual({ rates: [rate], problems: [] })
    expect(parseRates('\u{feff}To;From;Rate;Day\r\n"usd";eur; 1.0842;2026-11-20\r\n\r\n').rates).toEqual([rate])
  })

  test('the same line twice is one rate, two rates for one day and pair are a problem', () => {
    const csv = 'day,from,to,rate\n2026-11-20,EUR,USD,1.1\n2026-11-20,EUR,USD,1.1\n2026-11-20,EUR,USD,1.2'
    expect(parseRates(csv)).toEqual({
      rates: [{ day: '2026-11-20', from: 'EUR', to: 'USD', rate: '1.1' }],
      problems: [{ line: 4, says: 'Line 2 has another rate for 2026-11-20 EUR USD.' }],
    })
  })

  test.each([
    ['2026-02-30,EUR,USD,1', 'no day'],
    ['20.11.2026,EUR,USD,1', 'no day'],
    ['2026-11-20,EURO,USD,1', '“EURO” is no currency code'],
    ['2026-11-20,EUR,EUR,1', 'both are EUR'],
    ['2026-11-20,EUR,USD,0.000', 'no rate'],
    ['2026-11-20,EUR,USD,-1', 'no rate'],
    ['2026-11-20,EUR,USD,1e3', 'no rate'],
    ['2026-11-20,EUR,USD,1,05', 'It has 5 columns'],
    ['2026-11-20,EUR,USD', 'It has 3 columns'],
  ])('%s is refused with its line and the reason', (line, says) => {
    const { rates, problems } = parseRates(`day,from,to,rate\n2026-11-19,EUR,USD,1.1\n${line}`)
    expect(rates).toHaveLength(1)
    expect(problems).toEqual([{ line: 3, says: expect.stringContaining(says) }])
  })

  test('a file without the right heading, or without rates, is refused as a whole', () => {
    expect(parseRates('2026-11-20,EUR,USD,1').problems[0]).toMatchObject({ line: 1 })
    expect(parseRates('day,from,to\n').problems[0]?.says).toContain('Missing: rate')
    expect(parseRates('day,from,to,rate\n').problems[0]?.says).toContain('no rate')
  })

  test('LT-05 a rate between minor units knows that yen have none and dinars three', () => {
    expect(perMinor({ from: 'USD', to: 'JPY', rate: '150.25' })).toBe('1.5025')
    expect(perMinor({ from: 'JPY', to: 'USD', rate: '0.0067' })).toBe('0.67')
    expect(perMinor({ from: 'KWD', to: 'JPY', rate: '490' })).toBe('0.490')
    expect(perMinor({ from: 'JPY', to: 'KWD', rate: '0.002' })).toBe('2')
    expect(perMinor({ from: 'EUR', to: 'USD', rate: '1.08' })).toBe('1.08')
  })

  test('one major unit by minor units is the rate, for every pair of decimals', () => {
    const code = fc.constantFrom('JPY', 'USD', 'KWD', 'UGX')
    const cents = fc.bigInt({ min: 1n, max: 10n ** 9n })
    fc.assert(
      fc.property(code, code, cents, (from, to, hundredths) => {
        const rate = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
        const [whole = '', fraction = ''] = perMinor({ from, to, rate }).split('.')
        // 10^exponent(from) minor units are one major one: worth `rate` major units of the other.
        const scaled = BigInt(whole + fraction.padEnd(8, '0')) * 10n ** BigInt(exponentOf(from))
        expect(scaled).toBe(hundredths * 10n ** BigInt(exponentOf(to)) * 10n ** 6n)
      }),
    )
    expect(fromDecimal('1.00', 'USD')).toBe(100n)
  })
})
