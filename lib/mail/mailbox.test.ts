import { describe, expect, test } from 'vitest'
import { parseMailbox } from './mailbox'

const good: [string, string][] = [
  ['ada@example.com', 'ada@example.com'],
  [' Ada@Example.COM ', 'ada@example.com'],
  ['a.b+c@sub.example.co.uk', 'a.b+c@sub.example.co.uk'],
  ['ada＠example.com', 'ada@example.com'],
  ['ＡＤＡ@ｅxample．com', 'ada@example.com'],
  ["o'neil@example.com", "o'neil@example.com"],
  ['x@xn--bcher-kva.example', 'x@xn--bcher-kva.example'],
  ['\u212Aai@example.com', 'kai@example.com'],
  ['a@b.cd', 'a@b.cd'],
]

/** Each must reach nobody; `%` is the address an attacker owns, `$` the one they would like the mail to reach as well. */
const shapes = [
  '%,$',
  '%, $',
  '$,%',
  '%;$',
  '%; $',
  '% $',
  '%\t$',
  '%\n$',
  '%\r\n$',
  '%\u0000$',
  '%|$ x',
  '<%>,<$>',
  '<%>',
  '"%"',
  "'%' $",
  'Ada <%>',
  'Ada <%>, Eve <$>',
  'friends:%,$;',
  '(c)%',
  '%(c)',
  '"a" %',
  '"%" <$>',
  '%\\,$',
  '@%',
  '%@',
  '%%',
  '%@$',
  '$@%',
  '%＠evil.example',
  '％40%＠$',
  '%，$',
  '%；$',
  '%\u3001$',
  '%\ufe50$',
  '%\uff0c$',
  '%\ufe54$',
  '＜%＞',
  '＂%＂@evil.example',
  '%\u2028$',
  '%\u2029$',
  '%\u00a0$',
  '%\u200b',
  '\u200b%',
  '%\u202e',
  '\ufeff%x y',
  '%\u0085$',
  '%\u000b$',
  '%\u007f',
  '%\u00ad',
  '%%0a$',
  '%\r\nBcc: $',
  '%\nCc: $',
  'To: %\nBcc: $',
  '%?bcc=$',
  'mailto:%,$',
  '=?utf-8?q?%?= <$>',
  '%/<$>',
  '{%}',
  '[%]',
  '%>,<$',
]
const addresses: [string, string][] = [
  ['eve@evil.example', 'ada@example.com'],
  ['e.v.e+1@sub.evil.example', 'ada@example.com'],
  ['E@EVIL.EXAMPLE', "o'neil@example.com"],
]
const odd = [
  '',
  ' ',
  '@',
  'a',
  'a@',
  '@b.com',
  'a@b',
  'a@localhost',
  'a@b..com',
  'a@.b.com',
  'a@b.com.',
  'a@-b.com',
  'a@b-.com',
  '.a@b.com',
  'a.@b.com',
  'a..b@b.com',
  'a@b_c.com',
  'a@[127.0.0.1]',
  'a@127.0.0.1',
  'a@b.c0m.123',
  'a b@c.de',
  'a@b c.de',
  '"a b"@c.de',
  '"a@b"@c.de',
  'a"b@c.de',
  'a\\@b@c.de',
  'a(b)@c.de',
  'a@c(b).de',
  'a:b@c.de',
  'a<b@c.de',
  'a>b@c.de',
  'a[b@c.de',
  'a]b@c.de',
  'ä@example.com',
  'a@exämple.com',
  'аda@example.com',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(130)}com`,
  '\u212B@example.com',
]
const vectors = [
  ...shapes.flatMap((shape) => addresses.map(([eve, ada]) => shape.replaceAll('%', eve).replaceAll('$', ada))),
  ...odd,
]

describe('AU-09 address tricks', () => {
  test.each(good)('AU-09 %j is one plain mailbox', (text, address) => {
    expect(parseMailbox(text)).toBe(address)
  })

  test('AU-09 there are at least 200 vectors', () => {
    expect(new Set(vectors).size).toBeGreaterThanOrEqual(200)
  })

  test.each([...new Set(vectors)])('AU-09 DA-03 %j reaches nobody', (text) => {
    expect(parseMailbox(text)).toBeNull()
  })

  test.each([undefined, null, 1, {}, ['ada@example.com'], ['ada@example.com', 'eve@evil.example']])(
    'AU-09 %j is not text',
    (value) => {
      expect(parseMailbox(value)).toBeNull()
    },
  )
})
