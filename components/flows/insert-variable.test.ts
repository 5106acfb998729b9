import { expect, test } from 'vitest'
import { putAt, variableText } from './insert-variable'

test('a variable goes where the caret is, and in place of what is selected', () => {
  const text = variableText({ path: 'event.money', sample: '$49.00' })
  expect(putAt('Paid  today', 5, 5, text)).toEqual({ value: 'Paid {{ event.money }} today', caret: 22 })
  expect(putAt('Paid XX today', 5, 7, text).value).toBe('Paid {{ event.money }} today')
})

test('one that may be missing brings a fallback, with the caret inside it', () => {
  const { value, caret } = putAt('Hi ', 3, 3, variableText({ path: 'subscriber.first_name', sample: null }))
  expect(value).toBe('Hi {{ subscriber.first_name | default: "" }}')
  expect(value.slice(caret)).toBe('" }}')
})
