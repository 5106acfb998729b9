import { expect, test } from 'vitest'
import { isMask, maskOf } from './header-mask'

test.each([
  ['Bearer sk_live_a1b2', '…a1b2'],
  ['elevensigns', '…'],
  ['{{ subscriber.plan }}', '…n }}'],
  ['twelve signs🗝', '…gns🗝'],
  [null, '…'],
])('%j is shown as %j, which is known as a mask', (value, mask) => {
  expect(maskOf(value)).toBe(mask)
  expect(isMask(mask)).toBe(true)
})

test.each(['', 'a1b2', 'x…a1b2', '…a1b2c', 'Bearer …'])('%j is none', (value) => {
  expect(isMask(value)).toBe(false)
})
