import { expect, test } from 'vitest'
import { canRetry, deliveryStatus, isAmbiguous, isStateFilter, leftWords } from './delivery-words'

test.each([
  [0, '0 s'],
  [-5_000, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [250_000, '4 min 10 s'],
  [7_500_000, '2 h 5 min'],
  [3_600_000, '1 h'],
  [86_400_000 * 3 + 1_000, '3 d'],
])('%i ms are %s', (span, words) => {
  expect(leftWords(span)).toBe(words)
})

test('what may have arrived is said only where nobody heard the end', () => {
  expect(['timed_out', 'connection_lost', 'answer_lost'].every(isAmbiguous)).toBe(true)
  expect([null, 'receiver_failed', 'connection_refused'].some(isAmbiguous)).toBe(false)
})

test('what is under way is neither waiting nor retried', () => {
  expect(deliveryStatus({ state: 'queued', being_sent: true })).toBe('sending')
  expect(canRetry({ state: 'queued', being_sent: true }, 'on')).toBe(false)
  expect(canRetry({ state: 'queued', being_sent: false }, 'on')).toBe(true)
  expect(canRetry({ state: 'delivered', being_sent: false }, 'on')).toBe(false)
  expect(isStateFilter('dead')).toBe(true)
  expect(isStateFilter('lost')).toBe(false)
})

test('nobody is offered a retry that the destination would not take', () => {
  const dead = { state: 'dead', being_sent: false } as const
  expect(canRetry(dead, 'paused')).toBe(true)
  expect(canRetry({ state: 'queued', being_sent: false }, 'paused')).toBe(false)
  expect([canRetry(dead, 'disabled'), canRetry(dead, 'removed')]).toEqual([false, false])
})
