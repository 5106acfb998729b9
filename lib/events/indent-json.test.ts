import { expect, test } from 'vitest'
import { indentJson } from './indent-json'

test('reads like JSON.stringify with two spaces', () => {
  const value = { a: [1, { b: 'x:y, {z} "q" \\' }, []], c: {}, d: null, e: -1.5e3, 'k"': 'é' }
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
  expect(indentJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2))
})

test('LT-07 a number past 2^53 keeps its digits', () => {
  expect(indentJson('{"amount":9007199254740993}')).toBe('{\n  "amount": 9007199254740993\n}')
})

test('a hundred thousand nested brackets cost neither the stack nor a gigabyte', () => {
  const deep = '['.repeat(100_000)
  expect(indentJson(deep + ']'.repeat(100_000)).length).toBeLessThan(200_000 * 70)
})

test('broken and cut JSON comes through as far as it goes', () => {
  expect(indentJson('{"a":"b')).toBe('{\n  "a": "b')
  expect(indentJson('}}]')).toBe('\n}\n}\n]')
  expect(indentJson('not json')).toBe('notjson')
  expect(indentJson('')).toBe('')
})

test('DA-01 characters that hide or turn text round are shown as escapes', () => {
  expect(indentJson('{"a":"x\u202ey\u0000\u200b"}')).toContain('"x\\u202ey\\u0000\\u200b"')
})
