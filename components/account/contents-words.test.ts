import { expect, test } from 'vitest'
import { contentsWords } from './contents-words'

test('what a site holds is said in numbers', () => {
  expect(contentsWords({ events: 2, subscribers: 1 })).toBe('2 events and 1 subscriber')
  expect(contentsWords({ events: 10_001, subscribers: 0 })).toBe('10,000+ events and 0 subscribers')
})
