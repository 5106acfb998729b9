import { expect, test } from 'vitest'
import { captures } from './captured'

const charge = {
  object: 'charge',
  id: 'ch_1',
  status: 'succeeded',
  amount: 4900,
  amount_captured: 4900,
  captured: true,
}

test.each([
  ['charge.succeeded', charge, true],
  ['charge.captured', { ...charge, amount_captured: 2000 }, true],
  ['charge.succeeded', { ...charge, captured: false, amount_captured: 0 }, false],
  ['charge.pending', { ...charge, status: 'pending' }, false],
  ['charge.updated', charge, false],
  ['charge.refunded', charge, false],
  ['payment_intent.succeeded', { object: 'payment_intent', latest_charge: 'ch_1', amount_received: 4900 }, false],
])('%s of %o captures: %s', (type, object, is) => {
  expect(captures(type, object)).toBe(is)
})
