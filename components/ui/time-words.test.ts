import { expect, test, vi } from 'vitest'
import { exactWords, relativeWords, spanWords } from './time-words'

const now = Date.parse('2026-11-21T12:00:00Z')
const ago = (milliseconds: number) => relativeWords(now - milliseconds, now)

test('a moment is told in its largest unit, never vaguer than that', () => {
  expect(ago(400)).toBe('now')
  expect(ago(12_000)).toBe('12 s ago')
  expect(ago(59_999)).toBe('59 s ago')
  expect(ago(60_000)).toBe('1 min ago')
  expect(ago(3 * 3_600_000)).toBe('3 h ago')
  expect(ago(6 * 86_400_000)).toBe('6 d ago')
  expect(relativeWords(now + 250_000, now)).toBe('in 4 min')
})

test('from a week on the date stands there, with its year when it is another one', () => {
  expect(ago(8 * 86_400_000)).toBe('13 Nov')
  expect(ago(400 * 86_400_000)).toBe('17 Oct 2025')
})

test('the exact moment is told in the zone asked for and in UTC', () => {
  expect(exactWords(now, 'Asia/Tokyo')).toEqual({
    local: '21 Nov 2026, 21:00:00 GMT+9',
    utc: '21 Nov 2026, 12:00:00 UTC',
  })
})

test('a span is rounded down, so a retry is never promised too early', () => {
  expect(spanWords(119_999)).toBe('1 min')
})

test('a list of moments is told by one formatter, not by one a moment', () => {
  exactWords(now, 'Asia/Tokyo')
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  for (let moment = 0; moment < 100; moment += 1) exactWords(now - moment, 'Asia/Tokyo')
  expect(made).not.toHaveBeenCalled()
  made.mockRestore()
})
