import { expect, test } from 'vitest'
import { foundRows } from './choice-rows'

const rows = [
  { type: 'charge.succeeded', label: 'Payment succeeded', group: 'payments' },
  { type: 'charge.dispute.created', label: 'Dispute opened', group: 'refunds' },
]
const found = (search: string) => foundRows(rows, search).map(({ type }) => type)

test('an event is found by its name, its type and what else it is called', () => {
  expect(found('')).toHaveLength(2)
  expect(found('payment SUCC')).toEqual(['charge.succeeded'])
  expect(found('charge.dis')).toEqual(['charge.dispute.created'])
  expect(found('chargeback')).toEqual(['charge.dispute.created'])
  expect(found('nothing like it')).toEqual([])
})
