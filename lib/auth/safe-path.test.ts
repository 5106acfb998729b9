import { describe, expect, test } from 'vitest'
import { safePath } from './safe-path'

const kept = [
  '/',
  '/account/teams',
  '/sites/0198/events?type=charge.succeeded&mode=test',
  '/a?next=https://example.com',
  '/a#b',
  '/a/%E2%82%AC',
  '/a?x=//y',
  '/a?x=\\y'.replace('\\', '%5C'),
  '/@user',
  '/a:b',
  '/sign-inside',
]

const hosts = [
  'evil.example',
  'evil.example/',
  'evil.example/x',
  'evil.example:443',
  'user:pw@evil.example',
  '127.0.0.1',
  '[::1]',
  'evil。example',
  'localhost:3000.evil.example',
  'localhost@evil.example',
]
const before = [
  '//',
  '///',
  '////',
  '/\\',
  '\\\\',
  '\\/',
  '/\t/',
  '/\n/',
  '/\r/',
  '\t//',
  '\n//',
  ' //',
  '/ /',
  '/\u0000/',
  '/\u00a0/',
  '/%2f',
  '/%2F%2f',
  '/%5c',
  '/%5C/',
  '/./\\',
  '/..//',
  '/a/..//',
  '/%09/',
  '/%0a/',
  '/%0d%0a/',
  '/.//',
  '/;//',
  'https://',
  'http://',
  'HTTPS://',
  'https:',
  'https:/',
  'ftp://',
  '//\u2028',
  'javascript://',
  'data:text/html,',
]
const odd = [
  '',
  ' ',
  'a',
  'a/b',
  '.',
  '..',
  '?x',
  '#x',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'mailto:a@b.cd',
  'blob:x',
  'http:',
  'https:',
  '//',
  '/\\',
  '\\',
  '/%',
  '/%zz',
  '/%c0%af',
  '/%ff',
  '/a\nSet-Cookie: x=y',
  '/a\r\nLocation: https://evil.example',
  '/sign-in',
  '/sign-in?next=/sign-in',
  '/sign-in/confirm?token=x',
  '/api/auth/sign-out',
  '/api/v1/me',
  '/../\\evil.example',
  `/${'a'.repeat(2001)}`,
]
const vectors = [...before.flatMap((start) => hosts.map((host) => `${start}${host}`)), ...odd]

describe('AU-11 open redirects', () => {
  test.each(kept)('AU-11 %j is a path of ours and stays as it is', (path) => {
    expect(safePath(path)).toBe(path)
  })

  test('AU-11 there are at least 100 vectors', () => {
    expect(new Set(vectors).size).toBeGreaterThanOrEqual(100)
  })

  test.each([...new Set(vectors)])('AU-11 %j goes home', (value) => {
    expect(safePath(value)).toBe('/')
  })

  test.each([undefined, null, 1, {}, ['/a', '//evil.example']])('AU-11 %j is not a path', (value) => {
    expect(safePath(value)).toBe('/')
  })

  test('AU-11 what comes out never leaves the origin, however a browser reads it', () => {
    for (const value of [...vectors, ...kept]) {
      expect(new URL(safePath(value), 'https://sluice.example.com/x/y').origin).toBe('https://sluice.example.com')
    }
  })
})
