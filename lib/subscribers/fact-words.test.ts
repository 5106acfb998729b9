import { expect, test } from 'vitest'
import { factWords } from './fact-words'

test.each([
  ['charge', { captured: '4900', refunded: '0' }, 'Collected $49.00'],
  ['charge', { captured: '4900', refunded: '1000' }, 'Collected $49.00, given back so far $10.00'],
  ['charge', { captured: '0', refunded: '0' }, 'Nothing collected yet'],
  ['charge', { captured: '0', refunded: '0', status: 'failed' }, 'Failed'],
  ['refund:re_1', { amount: '1000', stands: true }, 'Refund of $10.00'],
  ['refund:re_1', { amount: '1000', stands: false }, 'Refund of $10.00 failed or was canceled'],
  ['withdrawn:dp_1', { amount: '4900' }, '$49.00 taken for a dispute'],
  [
    'withdrawn:dp_1',
    { amount: '4500', currency: 'EUR' },
    '€45.00 (converted as Stripe booked the payment, else the whole payment) taken for a dispute',
  ],
  ['reinstated:dp_1', { amount: '9007199254740993' }, '$90,071,992,547,409.93 returned from a dispute'],
  ['settled', { amount: '4512', currency: 'EUR' }, 'Booked by Stripe as €45.12'],
  ['off_stripe:pr_1', { amount: '4900' }, '$49.00 paid outside Stripe'],
  ['invoice', { total: '4900', untaxed: '4118', off_stripe: '0' }, 'Invoice over $49.00, $41.18 of it without tax'],
  ['invoice', { total: '4900', untaxed: null, off_stripe: '4900' }, 'Invoice: $49.00 paid outside Stripe'],
  ['made_up', {}, 'made_up'],
  ['charge', { captured: 'x' }, 'charge'],
])('%s %j reads %s', (aspect, value, words) => {
  expect(factWords(aspect, value, 'USD')).toBe(words)
})
