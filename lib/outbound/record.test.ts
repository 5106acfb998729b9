import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answered, Call, Http } from './http'
import { recording } from './record'
import { client, listen, post, somewhere } from './testing'

const canary = 'cnry/9f+8 "e7"&d6~~>?>'
const custom = 'custom-value-4711'
const answering = (answer: Answered): Http => ({ request: async () => answer })
const ok = (body: string, headers: Record<string, string> = {}): Answered => ({
  ok: true,
  response: { status: 200, headers, body, cut: false },
})

async function record(call: Call, answer: Answered, secrets = [canary]) {
  const { http, exchanges } = recording(answering(answer), secrets)
  expect(await http.request(call)).toBe(answer)
  return exchanges[0]!
}

describe('OUT-17 no secret is written down', () => {
  const everywhere = [
    canary,
    encodeURIComponent(canary),
    encodeURIComponent(canary).toLowerCase(),
    encodeURIComponent(canary).replaceAll('%20', '+'),
    JSON.stringify({ key: canary }),
    canary.toUpperCase(),
    Buffer.from(canary).toString('base64'),
    Buffer.from(canary).toString('base64url'),
    canary.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('>', '&gt;'),
  ].join(' | ')

  test('not in the address, a header, a body or the receiver’s words, in any spelling', async () => {
    const login = Buffer.from(`publishable-1:${canary}`).toString('base64')
    const call = post(
      `https://example.com/hook/${encodeURIComponent(canary)}?key=${[...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join('')}&a=1`,
      {
        headers: {
          Authorization: `Basic ${login}`,
          Cookie: 'a=b-c-d-e',
          'X-Api-Key': 'short',
          'X-Custom': custom,
          'webhook-signature': 'v1,c2lnbmF0dXJl',
          'webhook-id': 'msg_1',
        },
        body: `${everywhere} ${custom}`,
      },
    )
    const answer = ok(`${everywhere} ${custom} ${login} publishable-1`, {
      'set-cookie': 'session=0815',
      'x-api-key': 'k',
      'x-echo': everywhere,
      'x-custom': custom,
    })
    const exchange = await record(call, answer)
    expect(exchange).toMatchObject({
      url: 'https://example.com/hook/…?key=…&a=1',
      request: {
        headers: {
          Authorization: '…',
          Cookie: '…',
          'X-Api-Key': '…',
          'X-Custom': '…',
          'webhook-signature': '…',
          'webhook-id': 'msg_1',
        },
      },
      response: { headers: { 'set-cookie': '…', 'x-api-key': '…', 'x-custom': '…' } },
    })
    const written = JSON.stringify(exchange)
    for (const secret of [
      'cnry',
      Buffer.from(canary).toString('base64').slice(0, 12),
      login,
      '0815',
      custom,
      'publishable-1',
      'c2lnbmF0',
    ]) {
      expect(written.toLowerCase()).not.toContain(secret.toLowerCase())
    }

    const failed = await record(call, {
      ok: false,
      problem: 'redirected',
      detail: `HTTP 302 to https://x.com/?k=${encodeURIComponent(canary)}`,
    })
    expect(failed).toMatchObject({
      response: null,
      problem: { problem: 'redirected', detail: 'HTTP 302 to https://x.com/?k=…' },
    })
  })

  test('not by halves, where a body was cut', async () => {
    const secret = 'half-of-this-is-still-a-secret'
    for (let at = 1; at < secret.length; at++) {
      const body = 'x'.repeat(100) + secret.repeat(2).slice(0, secret.length + at)
      const answer: Answered = { ok: true, response: { status: 200, headers: {}, body, cut: true } }
      expect((await record(post('https://example.com/'), answer, [secret])).response?.body).not.toMatch(
        /h.*\[cut|…[^\n]/s,
      )
      const whole = ok('x'.repeat(16 * 1024 - at) + secret)
      expect((await record(post('https://example.com/'), whole, [secret])).response?.body).not.toMatch(/xh/)
    }
  })

  test('whatever it looks like, and wherever it stands', async () => {
    const secret = fc.oneof(
      fc.string({ minLength: 4 }),
      fc
        .array(fc.integer({ min: 0, max: 0x10ffff }), { minLength: 4 })
        .map((points) => String.fromCodePoint(...points)),
      fc.string({ unit: fc.constantFrom(...'\\^$.*+?()[]{}|/-'), minLength: 4 }),
    )
    const around = fc.string({ unit: fc.constantFrom('x', ' ', '/', '&', '\n', '%', '🂡') })
    await fc.assert(
      fc.asyncProperty(secret, around, around, async (secret, before, after) => {
        fc.pre(!`${before}${after}…[not text: about 1 KiB]`.includes(secret) && !/\p{Cs}/u.test(secret))
        const text = before + secret + after
        const exchange = await record(
          post('https://example.com/', { headers: { 'webhook-id': text }, body: text }),
          ok(text, { 'x-a': text }),
          [secret],
        )
        for (const kept of [
          exchange.request.headers['webhook-id'],
          exchange.request.body,
          exchange.response?.body,
          exchange.response?.headers['x-a'],
        ]) {
          expect(kept).not.toContain(secret)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is kept', () => {
  test('method, times, status and bodies as they went', async () => {
    const receiver = await listen((socket) =>
      socket.end('HTTP/1.1 503 Down\r\nretry-after: 9\r\ncontent-length: 4\r\n\r\nbusy'),
    )
    const { http, exchanges } = recording(client(), [])
    const url = `http://${somewhere}:${receiver.port}/in`
    await http.request(post(url, { headers: { 'content-type': 'application/json' }, body: '{"a":\t"ň"}\r\n' }))
    await http.request({ method: 'GET', url: `http://${somewhere}:1/` })
    expect(exchanges).toEqual([
      {
        method: 'POST',
        url,
        request: { headers: { 'content-type': 'application/json' }, body: '{"a":\t"ň"}\n' },
        response: { status: 503, headers: { 'retry-after': '9', 'content-length': '4' }, body: 'busy' },
        problem: null,
        started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        duration_ms: expect.any(Number),
      },
      expect.objectContaining({
        method: 'GET',
        request: { headers: {}, body: null },
        response: null,
        problem: { problem: 'connection_refused', detail: 'ECONNREFUSED' },
      }),
    ])
  })

  test('OUT-09 16 KiB of a body, and a note', async () => {
    const kept = async (body: string, cut = false) => {
      const answer: Answered = { ok: true, response: { status: 200, headers: {}, body, cut } }
      return (await record(post('https://example.com/'), answer)).response!.body
    }
    expect(await kept('x'.repeat(16 * 1024))).toBe('x'.repeat(16 * 1024))
    expect(await kept('x'.repeat(40 * 1024))).toBe(`${'x'.repeat(16 * 1024)}\n[cut at 16 KiB of 40 KiB]`)
    expect(await kept('x'.repeat(64 * 1024), true)).toBe(
      `${'x'.repeat(16 * 1024)}\n[cut at 16 KiB of more than 64 KiB]`,
    )
    expect(await kept(`${'x'.repeat(16 * 1024 - 1)}ňň`)).toBe(`${'x'.repeat(16 * 1024 - 1)}\n[cut at 16 KiB of 17 KiB]`)
  })

  test('OUT-09 a placeholder for what is no text', async () => {
    const body = async (text: string, headers = {}) =>
      (await record(post('https://example.com/'), ok(text, headers))).response!.body
    expect(await body('\ufffd\u0000PNG'.repeat(99), { 'content-type': 'image/png' })).toBe(
      '[not text: about 1 KiB, image/png]',
    )
    expect(await body('\u001f\ufffd\b', { 'content-encoding': 'gzip' })).toBe('[not text: about 1 KiB, gzip]')
    expect(await body('')).toBe('')
  })

  test('DA-15 nothing that PostgreSQL refuses, a terminal obeys or a reader overlooks', async () => {
    const long = 'x'.repeat(200)
    const { request, response } = await record(
      post('https://example.com/', { body: `a\0b\ud800${long}` }),
      ok(`\u001b[31mred\u202egnp.exe\u0085\rnew\u200b ${long}`, { 'x-a': 'a\u009bb' }),
    )
    expect(request.body).toBe(`a\\u0000b\\ud800${long}`)
    expect(response!.body).toBe(`\\u001b[31mred\\u202egnp.exe\\u0085\\u000dnew\\u200b ${long}`)
    expect(response!.headers['x-a']).toBe('a\\u009bb')
  })
})
