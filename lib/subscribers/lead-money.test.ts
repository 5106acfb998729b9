import { expect, test } from 'vitest'
import { leadMoney } from './lead-money'

const usd = { reporting_currency: 'USD', currency: 'USD' }
const of = (amount: string) => ({ amount, minor: '' })

test('the reporting currency leads, what could not be converted to it stands beside', () => {
  expect(leadMoney(usd, '40.00', { EUR: of('5.00') })).toEqual({
    lead: { amount: '40.00', currency: 'USD' },
    rest: [{ amount: '5.00', currency: 'EUR' }],
  })
  expect(leadMoney(usd, '-4.00', {}).lead).toEqual({ amount: '-4.00', currency: 'USD' })
})

test('who pays only in yen, which nothing converts, is worth yen, not zero dollars and yen', () => {
  const paysYen = { reporting_currency: 'USD', currency: 'JPY' }
  const yen = { lead: { amount: '500', currency: 'JPY' }, rest: [] }
  expect(leadMoney(paysYen, '0.00', { JPY: of('500') })).toEqual(yen)
  expect(leadMoney(paysYen, null, { JPY: of('500') })).toEqual(yen)
  expect(leadMoney(paysYen, '0.00', { EUR: of('1.00'), JPY: of('500') })).toEqual({
    lead: { amount: '500', currency: 'JPY' },
    rest: [{ amount: '1.00', currency: 'EUR' }],
  })
})

test('yen that were converted are dollars, and stand nowhere a second time', () => {
  const paysYen = { reporting_currency: 'USD', currency: 'JPY' }
  expect(leadMoney(paysYen, '3.33', {})).toEqual({ lead: { amount: '3.33', currency: 'USD' }, rest: [] })
})

test('nothing anywhere is zero in the reporting currency, and unknown without one', () => {
  expect(leadMoney(usd, '0.00', {})).toEqual({ lead: { amount: '0.00', currency: 'USD' }, rest: [] })
  expect(leadMoney(usd, '0.00', { EUR: of('0.00') }).lead).toEqual({ amount: '0.00', currency: 'USD' })
  expect(leadMoney({ reporting_currency: null, currency: null }, null, {})).toEqual({ lead: null, rest: [] })
})
