import { expect, test } from 'vitest'
import { fieldOf, freshCondition, withOperator } from './condition-words'

test('a condition begins with what its field allows', () => {
  expect(freshCondition('event.amount')).toEqual({ field: 'event.amount', op: 'at_least', value: '', currency: 'USD' })
  expect(freshCondition('subscriber.unsubscribed')).toEqual({ field: 'subscriber.unsubscribed', op: 'is', value: true })
  expect(freshCondition('happened:invoice.paid')).toEqual({ field: 'happened:invoice.paid', op: 'exists' })
  expect(fieldOf('event.metadata.')).toMatchObject({ kind: 'text' })
})

test('what was typed stays where another operator still has use for it', () => {
  const one = { field: 'subscriber.plan', op: 'is' as const, value: 'Pro' }
  const several = withOperator(one, 'one_of')
  expect(several).toEqual({ field: 'subscriber.plan', op: 'one_of', value: ['Pro'] })
  expect(withOperator(several, 'is_not')).toEqual({ field: 'subscriber.plan', op: 'is_not', value: 'Pro' })
  expect(withOperator(several, 'exists')).toEqual({ field: 'subscriber.plan', op: 'exists' })
})
