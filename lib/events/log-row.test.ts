import { expect, test } from 'vitest'
import { isAboutPerson, rowLabelOf } from './log-row'

test('a payment is about a person, a price or a product is not, and of an unknown type nobody can say', () => {
  expect(isAboutPerson('charge.succeeded')).toBe(true)
  expect(isAboutPerson('price.created')).toBe(false)
  expect(isAboutPerson('product.updated')).toBe(false)
  expect(isAboutPerson('new.from.stripe')).toBe(true)
})

test('a payment that is only reserved is not called succeeded', () => {
  expect(rowLabelOf({ type: 'charge.succeeded', reserved: false })).toBe('Payment succeeded')
  expect(rowLabelOf({ type: 'charge.succeeded', reserved: true })).toBe('Payment reserved')
})
