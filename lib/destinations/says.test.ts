import { expect, test } from 'vitest'
import { says } from './says'

test.each([
  ['{"message":"Email is invalid"}', 'Email is invalid'],
  ['{"error":"Invalid API key"}', 'Invalid API key'],
  ['{"error":{"code":7,"message":"No"}}', 'No'],
  ['{"errors":[{"detail":"Too long"}]}', 'Too long'],
  ['{"results":0,"failed":1}', '{"results":0,"failed":1}'],
  ['<html><head><style>b{}</style><title>502</title></head><body><b>Bad</b> gateway', '502 Bad gateway'],
  ['two\r\nlines\0 \u202eand\u2066 tricks', 'two lines and tricks'],
  ['', ''],
])('the words in %j', (body, words) => {
  expect(says(body, [])).toBe(words)
})

test('at most 300 characters, and no emoji is cut in half', () => {
  expect(says('x'.repeat(300), [])).toBe('x'.repeat(300))
  expect(says('x'.repeat(400), [])).toMatch(/^x{299}…$/)
  for (const before of [296, 297, 298, 299]) {
    const words = says(`${'x'.repeat(before)}😀😀😀 \ud83d`, [])
    expect(words.length).toBeLessThanOrEqual(300)
    expect(words).not.toMatch(/\p{Surrogate}/u)
  }
})

test('64 KiB of unclosed tags do not keep us busy', () => {
  const start = performance.now()
  says('<script>'.repeat(8192), [])
  says('<'.repeat(65_536), [])
  expect(performance.now() - start).toBeLessThan(1000)
})

test('OUT-17 a secret is masked wherever it stands, also where it would be cut', () => {
  const secret = 'canary+0123/456=789'
  const body = `${'x'.repeat(290)} ${secret} ${encodeURIComponent(secret)} {"a":"${secret}"}`
  expect(says(body, [secret])).not.toContain('canary')
  expect(says(`key ${secret}-long`, [secret, `${secret}-long`])).toBe('key •••')
})
