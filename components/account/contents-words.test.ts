import { expect, test } from 'vitest'
import { contentsWords, holdsNothing } from './contents-words'

test('what a site holds is said in numbers', () => {
  expect(contentsWords({ events: 2, subscribers: 1, flows: 0 })).toBe('2 events and 1 subscriber')
  expect(contentsWords({ events: 10_001, subscribers: 0, flows: 0 })).toBe('10,000+ events and 0 subscribers')
  expect(contentsWords({ events: 0, subscribers: 0, flows: 3 })).toBe('0 events, 0 subscribers, and 3 flows')
  expect(holdsNothing({ events: 0, subscribers: 0, flows: 0 })).toBe(true)
  expect(holdsNothing({ events: 0, subscribers: 0, flows: 1 })).toBe(false)
})
