import { expect, test } from 'vitest'
import { addressOf, guestOf } from './party'

test.each([
  'ada@example.com',
  '  Ada@Example.COM ',
  "o'neil+tag@sub.example.co.uk",
  'ünï@bücher.example',
  '名前@例え.jp',
  `${'a'.repeat(308)}@example.com`,
])('%j is an address, shown as written', (text) => {
  expect(addressOf(text)).toBe(text)
  expect(guestOf(text)).toBe(`mail:${text.trim().toLowerCase()}`)
})

test.each([
  null,
  '',
  '   ',
  'not an address',
  'ada',
  '@example.com',
  'ada@',
  'ada@@example.com',
  'ada@home@example.com',
  'ada lovelace@example.com',
  'ada@exam\tple.com',
  'ada@example.com\u0000',
  'ada\u0085@example.com',
  'ada\u00a0@example.com',
  'ada@example.com, bob@example.com',
  `${'a'.repeat(309)}@example.com`,
  'x'.repeat(100_000),
])('%j is none and makes nobody a guest', (text) => {
  expect(addressOf(text)).toBeNull()
  expect(guestOf(text)).toBeNull()
})
