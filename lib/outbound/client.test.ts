import { afterEach, describe, expect, test, vi } from 'vitest'
import { readAllowed } from './allowed'
import {
  certificate,
  client,
  elsewhere,
  listen,
  post,
  receiverName,
  resolvesTo,
  says,
  saysOk,
  somewhere,
} from './testing'
import { certificateFor } from './testing-certificate'

describe('what is sent', () => {
  test('over TLS to the address the name had, with the name in SNI and Host, and no wish for compression', async () => {
    const SNICallback = vi.fn((_name: string, done: (error: null) => void) => done(null))
    const receiver = await listen(saysOk, { tls: { ...certificate, SNICallback } })
    const http = client({ resolve: resolvesTo(somewhere) })
    const url = `https://${receiverName}:${receiver.port}/in?team=acme`

    expect(await http.request(post(url, { headers: { 'Webhook-Id': 'msg_1' }, body: '{"name":"Ňová"}' }))).toEqual({
      ok: true,
      response: { status: 200, headers: { 'content-length': '4' }, body: 'fine', cut: false },
    })
    expect(SNICallback.mock.calls.map(([name]) => name)).toEqual([receiverName])
    const [head = '', body] = receiver.received[0]!.split('\r\n\r\n')
    expect(head).toMatch(/^POST \/in\?team=acme HTTP\/1\.1\r\n/)
    expect(head.split('\r\n').slice(1).sort()).toEqual([
      'Connection: close',
      'accept-encoding: identity',
      'content-length: 17',
      `host: ${receiverName}:${receiver.port}`,
      expect.stringMatching(/^user-agent: Sluice\/\d+\.\d+\.\d+ \(\+http:\/\/localhost:3000\)$/),
      'webhook-id: msg_1',
    ])
    expect(Buffer.from(body!, 'latin1').toString()).toBe('{"name":"Ňová"}')
  })

  test('without a body where there is none, over a new connection each time', async () => {
    const receiver = await listen(saysOk)
    for (let times = 0; times < 3; times++) {
      await client().request({ method: 'GET', url: `http://${somewhere}:${receiver.port}/` })
    }
    expect(receiver.count()).toBe(3)
    expect(receiver.received[0]).not.toMatch(/content-length|transfer-encoding/)
  })

  test('a place on the allow-list may have any name and http', async () => {
    const receiver = await listen(saysOk, { address: '127.0.0.1' })
    const http = client({ allowed: readAllowed([`localhost:${receiver.port}`]) })
    expect(await http.request(post(`http://localhost:${receiver.port}/`))).toMatchObject({ ok: true })
    expect(await http.request(post(`http://127.0.0.1:${receiver.port}/`))).toMatchObject({ problem: 'address_refused' })
  })

  test('an address that does not answer is followed by the next one of the same look-up', async () => {
    const receiver = await listen(saysOk, { tls: certificate })
    const http = client({ resolve: resolvesTo(elsewhere, somewhere) })
    expect(await http.request(post(`https://${receiverName}:${receiver.port}/`))).toMatchObject({ ok: true })
  })

  test('a header of the client itself is the caller’s mistake', async () => {
    const mistake = client().request(post(`http://${somewhere}/`, { headers: { 'Transfer-Encoding': 'chunked' } }))
    await expect(mistake).rejects.toThrow('transfer-encoding')
  })
})

describe('OUT-01 each way to fail is a value of its own', () => {
  const ask = (port: number, guard = {}) => client(guard).request(post(`http://${somewhere}:${port}/`))

  test('nobody listens', async () => {
    expect(await ask(1)).toEqual({ ok: false, problem: 'connection_refused', detail: 'ECONNREFUSED' })
  })

  test.each([
    ['reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()],
    ['closed without a word', (socket: { end(): void }) => socket.end()],
    ['no HTTP', (socket: { end(text: string): void }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['a head of 20 KiB', says(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(20_000)}`)],
    ['two lengths', says('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked')],
    [
      'half a body',
      (socket: { end(text: string): void }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf'),
    ],
    ['an upgrade', says('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: h2c')],
  ])('%s', async (_what, answer) => {
    const { port } = await listen(answer)
    expect(await ask(port)).toMatchObject({ ok: false, problem: 'connection_lost' })
  })

  test.each([
    ['ENOTFOUND', 'host_not_found'],
    ['EAI_AGAIN', 'host_not_found'],
    ['ENODATA', 'host_not_found'],
    ['ESERVFAIL', 'host_not_found'],
  ])('the look-up fails with %s', async (code, problem) => {
    const resolve = async () => Promise.reject(Object.assign(new Error(code), { code }))
    expect(await client({ resolve }).request(post('https://example.com/'))).toMatchObject({ ok: false, problem })
    expect(await client({ resolve: resolvesTo() }).request(post('https://example.com/'))).toMatchObject({ problem })
  })

  test.each([
    ['of another name', certificateFor(['other.example.com'])],
    ['that has expired', certificateFor([receiverName], { until: new Date('2021-01-01') })],
    ['nobody vouches for', certificateFor([receiverName]), certificate.cert],
  ])('a certificate %s, whatever the environment says', async (_what, tls, ca = tls.cert) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const receiver = await listen(saysOk, { tls })
    const http = client({ resolve: resolvesTo(somewhere), ca })
    const answer = await http.request(post(`https://${receiverName}:${receiver.port}/`))
    expect(answer).toMatchObject({ ok: false, problem: 'certificate' })
    expect(receiver.received).toEqual([])
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('no TLS at all', async () => {
    const { port } = await listen(() => {}, { greets: 'HTTP/1.1 400 Bad Request\r\n\r\n' })
    const http = client({ resolve: resolvesTo(somewhere) })
    const asked = http.request(post(`https://${receiverName}:${port}/`))
    expect(await asked).toMatchObject({ ok: false, problem: 'certificate' })
  })
})
