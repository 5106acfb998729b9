import { expect, test } from 'vitest'
import { retryAfter } from './retry-after'

const now = new Date('2026-11-20T12:00:00Z')
const day = 24 * 60 * 60_000

test.each([
  ['120', 120_000],
  [' 5 ', 5000],
  ['86400', day],
  ['86401', day],
  ['9'.repeat(400), day],
  ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
  ['Friday, 20-Nov-26 12:00:30 GMT', 30_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', day],
])('OUT-03 Retry-After %s is %i ms', (header, ms) => {
  expect(retryAfter(header, now)).toBe(ms)
})

test.each([undefined, '', '0', '-5', '1.5', '1e9', 'NaN', 'Infinity', 'soon', 'Fri, 20 Nov 2026 11:59:59 GMT', '٣'])(
  'OUT-03 Retry-After %s says nothing',
  (header) => {
    expect(retryAfter(header, now)).toBeUndefined()
  },
)
