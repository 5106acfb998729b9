import { expect, test } from 'vitest'
import { type About, isSameThing, occasionOf } from './same-thing'

const about = (ids: Partial<About>): About => ({
  invoice_id: null,
  payment_intent_id: null,
  charge_id: null,
  checkout_session_id: null,
  subscription_id: null,
  ...ids,
})

test.each<[string, Partial<About>, Partial<About>, boolean]>([
  ['one invoice', { invoice_id: 'in_1', charge_id: 'ch_1' }, { invoice_id: 'in_1', charge_id: 'ch_2' }, true],
  [
    'two invoices of one subscription',
    { invoice_id: 'in_1', subscription_id: 's' },
    { invoice_id: 'in_2', subscription_id: 's' },
    false,
  ],
  [
    'an invoice and the end of its subscription',
    { invoice_id: 'in_1', subscription_id: 's' },
    { subscription_id: 's' },
    true,
  ],
  [
    'two charges of one payment',
    { payment_intent_id: 'pi', charge_id: 'ch_1' },
    { payment_intent_id: 'pi', charge_id: 'ch_2' },
    true,
  ],
  ['two charges', { charge_id: 'ch_1' }, { charge_id: 'ch_2' }, false],
  ['what shares nothing', { charge_id: 'ch_1' }, { subscription_id: 's' }, false],
  ['what names nothing, and whatever comes to that person then', {}, { invoice_id: 'in_1' }, true],
  ['what names something, and an event that names nothing', { invoice_id: 'in_1' }, {}, false],
])('%s', (_, begun, came, same) => {
  expect(isSameThing(about(begun), about(came))).toBe(same)
})

test('a cap counts by invoice, else by payment, else not at all', () => {
  expect(occasionOf(about({ invoice_id: 'in_1', payment_intent_id: 'pi' }))).toBe('in_1')
  expect(occasionOf(about({ payment_intent_id: 'pi' }))).toBe('pi')
  expect(occasionOf(about({ subscription_id: 's' }))).toBeNull()
})
