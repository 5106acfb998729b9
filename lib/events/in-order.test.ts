import { expect, test } from 'vitest'
import { inOrder } from './in-order'

test('a stored event reads in the order of the contract, whatever order it was stored in', () => {
  const stored = {
    plan: null,
    items: [{ amount: '1.00', description: 'x' }],
    type: 't',
    value: { minor: '1', amount: '0.01' },
    name: '$T',
  }
  expect(JSON.stringify(inOrder(stored))).toBe(
    '{"name":"$T","type":"t","value":{"amount":"0.01","minor":"1"},"plan":null,"items":[{"amount":"1.00","description":"x"}]}',
  )
})

test('metadata and unknown fields keep their own order', () => {
  expect(JSON.stringify(inOrder({ zeta: 1, metadata: { type: 'b', name: 'a' }, name: '$T' }))).toBe(
    '{"name":"$T","metadata":{"type":"b","name":"a"},"zeta":1}',
  )
})
