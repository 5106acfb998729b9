import { expect, test } from 'vitest'
import { type CatalogueEntry, found } from './catalogue-rows'

const entry: CatalogueEntry = {
  ...{ type: 'charge.refunded', name: '$ChargeRefunded', label: 'Payment refunded', why: 'Money went back.' },
  ...{ group: 'refunds', start: 'On', derived: false, notes: ['Can change: lifetime value.'], sample: '{}' },
}

test.each([
  ['', true],
  ['refund', true],
  ['$chargerefunded', true],
  ['charge.ref', true],
  ['money  PAYMENT', true],
  ['lifetime', true],
  ['refund invoice', false],
])('"%s" finds it: %s', (search, expected) => {
  expect(found(entry, search)).toBe(expected)
})
