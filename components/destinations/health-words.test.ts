import { expect, test } from 'vitest'
import { calmWords, failureWords, rateWords, type Shown, statusOf, waitWords } from './health-words'

const now = Date.parse('2026-11-20T14:00:00Z')
const health = { delivered: 0, failed: 0, p95_ms: null, waiting: 0, next_attempt_at: null, undelivered: 0 }
const fresh: Shown = {
  state: 'on',
  health,
  last_success_at: null,
  last_error: null,
  failing_since: null,
}
const failed = { reason: 'receiver_failed', title: 'Receiver failed', says: null, at: '2026-11-20T13:59:00Z' }
const busy = { ...health, delivered: 214, p95_ms: 180 }

test('the rate is rounded down, so that 100 % means all of them', () => {
  expect(rateWords(health)).toBeNull()
  expect(rateWords({ ...health, delivered: 214 })).toBe('100 %')
  expect(rateWords({ ...health, delivered: 9999, failed: 1 })).toBe('99.9 %')
  expect(rateWords({ ...health, delivered: 1, failed: 1 })).toBe('50 %')
  expect(rateWords({ ...health, failed: 3 })).toBe('0 %')
})

test('the state in a word: what a person did goes before how it does', () => {
  expect(statusOf(fresh)).toBe('idle')
  expect(statusOf({ ...fresh, last_success_at: '2026-11-20T13:00:00Z' })).toBe('healthy')
  expect(statusOf({ ...fresh, last_error: failed })).toBe('failing')
  expect(statusOf({ ...fresh, last_error: failed, state: 'paused' })).toBe('paused')
  expect(statusOf({ ...fresh, last_error: failed, state: 'disabled' })).toBe('disabled')
})

test('a healthy one says how many and how fast', () => {
  expect(calmWords({ ...fresh, health: busy }, now)).toBe('214 delivered in 24 h, p95 180 ms.')
  expect(calmWords({ ...fresh, health: { ...busy, waiting: 2 } }, now)).toBe(
    '214 delivered in 24 h, p95 180 ms; 2 wait.',
  )
  expect(calmWords(fresh, now)).toBe('On. Nothing was sent yet.')
  expect(calmWords({ ...fresh, last_success_at: '2026-11-18T13:00:00Z' }, now)).toMatch(/^Quiet/)
  expect(calmWords({ ...fresh, state: 'paused', health: { ...health, waiting: 12 } }, now)).toBe(
    'Paused: nothing is sent; 12 wait.',
  )
})

test('what waits says when it is tried next', () => {
  expect(waitWords({ ...health, waiting: 2, next_attempt_at: '2026-11-20T14:04:10Z' }, now)).toEqual([
    'next try in 4 min',
    '2 wait',
  ])
  expect(waitWords({ ...health, waiting: 1, next_attempt_at: '2026-11-20T13:59:00Z' }, now)).toEqual(['1 waits'])
})

test('a failure names who and what; one nobody knows is still a sentence', () => {
  expect(failureWords('key_refused', 'Loops')).toBe('Loops refuses the key')
  expect(failureWords('from_a_later_version', 'Loops')).toBe('Loops does not take deliveries')
})
