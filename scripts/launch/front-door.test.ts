import { createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clientAddress } from '@/lib/auth/client-address'
import { forgetEnv } from '@/lib/env'
import { type FrontDoor, openFrontDoor } from './front-door'
import { ingestPages } from './ingest-pages'

let door: FrontDoor | undefined
let neighbour: Server | undefined

beforeEach(() => {
  vi.stubEnv('HOST', '127.0.0.1')
  vi.stubEnv('PORT', '0')
})

afterEach(async () => {
  await door?.close()
  await new Promise((resolve) => (neighbour ? neighbour.close(resolve) : resolve(undefined)))
  door = neighbour = undefined
  vi.unstubAllEnvs()
  forgetEnv()
})

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${door?.port}${path}`, init)

async function occupy(port: number, host: string) {
  neighbour = createServer()
  await new Promise<void>((resolve) => neighbour?.listen(port, host, resolve))
  const address = neighbour.address()
  return typeof address === 'object' && address ? address.port : 0
}

test('while Sluice starts, the process is healthy and everything else is asked to come back', async () => {
  door = await openFrontDoor()
  expect((await get('/healthz')).status).toBe(200)
  const early = await get('/api/webhooks/stripe', { method: 'POST', body: '{}' })
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await get('/readyz')).status).toBe(503)
})

test('IN-13 webhooks are answered before the pages see them, and never with a redirect', async () => {
  door = await openFrontDoor()
  const seen: (string | undefined)[] = []
  door.serve(async (req, res) => {
    seen.push(req.url)
    res.end('page')
  })
  for (const path of [
    '/api/webhooks/stripe',
    '/api/webhooks/stripe/',
    '//api/webhooks/stripe',
    '/api/webhooks/stripe?x=1',
  ]) {
    const answer = await get(path, { method: 'GET', redirect: 'manual' })
    expect([path, answer.status]).toEqual([path, 405])
  }
  expect(await (await get('/sign-in')).text()).toBe('page')
  expect(seen).toEqual(['/sign-in'])
})

test('ingest knows webhooks, health and metrics; the rest is 404', async () => {
  vi.stubEnv('METRICS_TOKEN', 'a-token-for-this-test')
  forgetEnv()
  door = await openFrontDoor()
  door.serve(ingestPages)
  expect((await get('/sign-in')).status).toBe(404)
  expect((await get('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  expect((await get('/metrics', { method: 'POST' })).status).toBe(404)
})

test('DA-14 a page that throws is 500 without details, with a reference', async () => {
  door = await openFrontDoor()
  door.serve(() => Promise.reject(new Error('CANARY')))
  const broken = await get('/sign-in')
  const text = await broken.text()
  expect([broken.status, text.includes('CANARY')]).toEqual([500, false])
  expect(text).toContain(broken.headers.get('x-request-id'))
})

test.each(['/%E0%A4%A', '/sites/%E0%A4%A?mode=test', '/sites/%', '/_next/static/%ff', '/account/%zz/x'])(
  'AU-18 %s does not decode: a calm 400 with the security headers, and the pages never see it',
  async (path) => {
    door = await openFrontDoor()
    door.serve(() => Promise.reject(new Error('asked')))
    const answer = await get(path)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
    const text = await answer.text()
    expect(text).toContain('This address cannot be read')
    expect(text).toContain(answer.headers.get('x-request-id'))
  },
)

test('AU-18 below /api an address that does not decode answers 400 as JSON', async () => {
  door = await openFrontDoor()
  door.serve(() => Promise.reject(new Error('asked')))
  const answer = await get('/api/v1/events/%E0%A4%A')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/json'])
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(await answer.json()).toMatchObject({
    error: { code: 'bad_address' },
    request_id: answer.headers.get('x-request-id'),
  })
})

test('AU-18 TRACE, which no page can be asked with, is 405', async () => {
  door = await openFrontDoor()
  door.serve(() => Promise.reject(new Error('asked')))
  for (const path of ['/sign-in', '/api/v1/sites']) {
    // fetch() may not send it.
    const status = await new Promise((resolve, reject) => {
      request({ port: door?.port, host: '127.0.0.1', method: 'TRACE', path }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(405)
  }
})

test('AU-10 what a client sends as its peer is overwritten with what the socket says', async () => {
  door = await openFrontDoor()
  let seen = ''
  door.serve(async (req, res) => {
    seen = clientAddress(new Headers({ 'x-sluice-peer': String(req.headers['x-sluice-peer']) }), [])
    res.end()
  })
  await get('/sign-in', { headers: { 'x-sluice-peer': '198.51.100.7' } })
  expect(seen).toBe('127.0.0.1')
})

test('a port that was asked for and is in use is said; nothing else is taken', async () => {
  const port = await occupy(0, '127.0.0.1')
  vi.stubEnv('PORT', String(port))
  await expect(openFrontDoor()).rejects.toThrow(`Port ${port} is in use by another program. Set PORT to a free one.`)
})

test('a program on ::1 would answer "localhost" in our place, so its port counts as in use', async () => {
  const port = await occupy(0, '::1')
  vi.stubEnv('PORT', String(port))
  await expect(openFrontDoor()).rejects.toThrow(`Port ${port} is in use`)
})

test('closing lets a request in flight finish and takes no new one', async () => {
  door = await openFrontDoor()
  let finish = () => {}
  const reached = new Promise<void>((resolve) => {
    door?.serve((_req, res) => {
      resolve()
      return new Promise((done) => {
        finish = () => {
          res.end('finished')
          done()
        }
      })
    })
  })
  const answer = get('/slow')
  await reached
  const closed = door.close()
  await expect(get('/late')).rejects.toThrow()
  finish()
  expect(await (await answer).text()).toBe('finished')
  await closed
})

test.each([
  ['headers', 'POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\n'],
  ['a body', 'POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'],
] as const)('IN-09 %s without an end: cut off', async (_what, start) => {
  door = await openFrontDoor()
  door.serve(ingestPages)
  expect(door.server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 15_000 })
  // Shortened, to see that the server enforces it rather than only holding the number.
  Object.assign(door.server, { headersTimeout: 200, requestTimeout: 200 })
  const slow = connect(door.port, '127.0.0.1')
  slow.write(start)
  slow.resume()
  const startedAt = Date.now()
  await new Promise((resolve) => slow.once('close', resolve))
  expect(Date.now() - startedAt).toBeLessThan(3_000)
})
