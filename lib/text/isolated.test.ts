import { expect, test } from 'vitest'
import { escapedInJson, isolated } from './isolated'

test('DA-15 characters that reorder text are not shown', () => {
  for (const sign of '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069') {
    expect(isolated(`Ada${sign}gnp.exe`)).toBe('Adagnp.exe')
  }
})

test('DA-15 a name written from right to left is set apart from what follows it, others stay as they are', () => {
  expect(isolated('דנה כהן')).toBe('\u2068דנה כהן\u2069')
  expect(isolated('محمد\u202e')).toBe('\u2068محمد\u2069')
  for (const name of ['Ada Lovelace', 'Žofie Ňová', '山田太郎', '👩‍👩‍👧', 'a\u0301']) expect(isolated(name)).toBe(name)
})

test('DA-15 in JSON they are shown as escapes that mean the same', () => {
  const json = JSON.stringify({ name: '\u202eevil\u2069' })
  expect(escapedInJson(json)).toBe('{"name":"\\u202eevil\\u2069"}')
  expect(JSON.parse(escapedInJson(json))).toEqual(JSON.parse(json))
})
