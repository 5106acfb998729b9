import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHeaders } from './headers'
import { client, listen, post, saysOk, somewhere } from './testing'

test('OUT-14 ordinary headers are taken, names in lower case', () => {
  const headers = [
    ['X-Api-Key', 'k_123'],
    ['Authorization', 'Bearer abc.def'],
    ['Accept', 'application/json; q=0.9, */*'],
    ['User-Agent', 'Acme (events)'],
  ] as const
  expect(checkHeaders(headers)).toEqual({
    ok: true,
    value: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  })
  expect(checkHeaders([])).toEqual({ ok: true, value: {} })
})

test.each([
  ...['Host', 'Content-Length', 'Content-Type', 'Content-Encoding', 'Transfer-Encoding', 'Connection', 'Keep-Alive'],
  ...[
    'Cookie',
    'Cookie2',
    'Set-Cookie',
    'Expect',
    'Upgrade',
    'TE',
    'Trailer',
    'Proxy-Authorization',
    'Proxy-Connection',
  ],
  ...['Proxy-X', 'Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Anything', 'X-Real-IP', 'Via'],
  ...['webhook-id', 'Webhook-Signature', 'WEBHOOK-TIMESTAMP', 'webhook-x', 'Idempotency-Key', 'Accept-Encoding'],
  ...['Content_Length', 'TRANSFER_ENCODING', 'X_Forwarded_For', 'webhook_signature', 'HTTP2-Settings', 'hOsT'],
])('OUT-14 %s is set by Sluice', (name) => {
  expect(
    checkHeaders([
      ['X-Fine', 'yes'],
      [name, 'x'],
    ]),
  ).toEqual({
    ok: false,
    reason: 'header_reserved',
    name,
    says: `${name} is set by Sluice. Choose another name.`,
  })
})

test.each([
  '',
  ' ',
  'X-A ',
  ' X-A',
  'X A',
  'X:A',
  'X-A:',
  'X-Ä',
  'X\r\nHost',
  'X\0',
  'X\tA',
  '(x)',
  'x'.repeat(101),
  'Host\u0130',
])('OUT-14 %j is no name', (name) =>
  expect(checkHeaders([[name, 'x']])).toMatchObject({ ok: false, reason: 'header_name', name }),
)

test.each([
  '',
  ' x',
  'x ',
  'a\r\nHost: b',
  'a\nb',
  'a\rb',
  'a\0b',
  'a\tb',
  'ä',
  '\u010a\u010d',
  '\u{1f4a9}',
  'a\x7f',
  'a\u2028b',
])('OUT-14 %j is no value', (value) =>
  expect(checkHeaders([['X-A', value]])).toMatchObject({ ok: false, reason: 'header_value', name: 'X-A' }),
)

test('OUT-14 twice the same, too many and too long are refused', () => {
  const many = (count: number, value: string) => Array.from({ length: count }, (_, n) => [`X-${n}`, value] as const)
  expect(
    checkHeaders([
      ['X-A', '1'],
      ['x-a', '2'],
    ]),
  ).toMatchObject({ reason: 'header_twice', name: 'x-a' }) // prettier
  expect(checkHeaders(many(20, 'x'))).toMatchObject({ ok: true })
  expect(checkHeaders(many(21, 'x'))).toMatchObject({ reason: 'headers_too_many' })
  expect(checkHeaders([['X-A', 'x'.repeat(4096 - 7)]])).toMatchObject({ ok: true })
  expect(checkHeaders([['X-A', 'x'.repeat(4096 - 6)]])).toMatchObject({ reason: 'headers_too_long' })
})

const count = process.env.SLUICE_LONG ? 100_000 : 10_000

const nasty = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\t',
  ' ',
  ':',
  ': ',
  '\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n',
  '\u010d\u010a',
  '\u560d\u560a',
  '%0d%0a',
  '\x85',
  'ä',
  '__proto__',
  'host',
  '0',
)
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~!'), minLength: 1, maxLength: 12 })
const known = fc.constantFrom(
  'Host',
  'content-length',
  'Transfer-Encoding',
  'cookie',
  'webhook-id',
  'TE',
  'Expect',
  'x-forwarded-for',
  'constructor',
  '__proto__',
)
const text = fc.oneof(
  word,
  known,
  fc.array(fc.oneof(word, nasty, known), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.array(fc.integer({ min: 0, max: 0x1ff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes)),
)

test(`OUT-14 none of ${count} fuzzed headers smuggles anything past the check`, { timeout: 120_000 }, async () => {
  const sink = await listen(saysOk)
  const seed = Date.now()
  const fuzzed = fc.sample(fc.tuple(text, text), { numRuns: count, seed })
  const isFine = ([name, value]: [string, string]) => checkHeaders([[name, value]]).ok
  const accepted = [
    ...new Map(fuzzed.filter(isFine).map((header) => [header.join(':').toLowerCase(), header])).values(),
  ]
  expect(accepted.length, `seed ${seed}`).toBeGreaterThan(count / 10)

  let sent = 0
  while (accepted.length > 0) {
    const taken = new Map(accepted.splice(0, 20).map(([name, value]) => [name.toLowerCase(), value]))
    const checked = checkHeaders([...taken])
    const headers = checked.ok ? checked.value : {}
    const answered = await client().request(post(`http://${somewhere}:${sink.port}/`, { headers, body: '{"a":1}' }))
    expect(answered, `seed ${seed}`).toMatchObject({ ok: true })

    const [head = '', ...bodies] = sink.received[sent++]!.split('\r\n\r\n')
    const [line, ...lines] = head.split('\r\n')
    const own = [
      'accept-encoding: identity',
      'Connection: close',
      'content-length: 7',
      `host: ${somewhere}:${sink.port}`,
    ]
    const userAgent = lines.filter((each) => each.startsWith('user-agent: Sluice/') && !('user-agent' in headers))
    const theirs = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    expect(line, `seed ${seed}`).toBe('POST / HTTP/1.1')
    expect(lines.toSorted(), `seed ${seed}`).toEqual([...own, ...userAgent, ...theirs].toSorted())
    expect(bodies).toEqual(['{"a":1}'])
  }
  expect(sink.count()).toBe(sent)
})

test('OUT-14 what never went through the check still splits no request', async () => {
  const sink = await listen(saysOk)
  const ask = (headers: Record<string, string>) =>
    client().request(post(`http://${somewhere}:${sink.port}/`, { headers }))
  for (const value of ['a\r\nx-smuggled: 1', 'a\n\nGET / HTTP/1.1', 'a\0', '\u010d\u010ax']) {
    await expect(ask({ 'x-a': value })).rejects.toThrow()
    await expect(ask({ [`x-a${value}`]: '1' })).rejects.toThrow()
  }
  for (const name of [
    'Host',
    'content-length',
    'Transfer-Encoding',
    'connection',
    'Expect',
    'upgrade',
    'TE',
    'Trailer',
  ]) {
    await expect(ask({ [name]: 'x' })).rejects.toThrow('client itself')
  }
  expect(sink.count()).toBe(0)
})
