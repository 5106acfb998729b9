import { connect } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POST as ownRoute } from '@/app/api/webhooks/stripe/[endpointKey]/route'
import * as platformRoute from '@/app/api/webhooks/stripe/route'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { applyAll, connectedTeam, type Place, rowsOf, signatureOf, testSecret } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { limits } from './limits'
import { closeReceiver } from './node-http'
import { flushRefusals } from './refusals'
import { openDoor, platformPath, type TestDoor } from './testing-door'

useTestDatabase()

const long = process.env.SLUICE_LONG === '1'
let door: TestDoor
let place: Place

beforeAll(async () => {
  door = await openDoor()
  place = await connectedTeam()
})
afterAll(async () => {
  await door.close()
  await closeReceiver()
})

const bytesOf = (event: object) => Buffer.from(JSON.stringify(event))
const paid = () => bytesOf(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100)))
const stored = async () => Number((await rowsOf(place, sql`select count(*) as n from inbox`))[0]?.n)
const refusals = async () => {
  await flushRefusals()
  const { rows } = await db.execute<{ n: string }>(
    sql`select coalesce(sum(count), 0) as n from counters where name like 'refused:%'`,
  )
  return Number(rows[0]?.n)
}

/** The same request through the Next route functions, the other door. */
async function route(method: string, body: Buffer | null, headers: Record<string, string>) {
  const handler = Reflect.get(platformRoute, method) as typeof platformRoute.POST
  return handler(
    new Request(`http://localhost${platformPath}`, { method, headers, body: body && new Uint8Array(body) }),
  )
}

describe('is it really Stripe', () => {
  const now = Math.floor(Date.now() / 1000)
  const mac = 'a'.repeat(64)
  const headers = [
    undefined,
    '',
    ' ',
    ',',
    '=',
    't',
    't=',
    'v1',
    'v1=',
    `t=${now}`,
    `v1=${mac}`,
    `t=${now},`,
    `t=${now},v1`,
    `t=${now},v1=`,
    `t=${now},v0=${mac}`,
    `t=${now},v2=${mac}`,
    `t=${now},v1=${mac}`,
    `t=${now},v1=${'g'.repeat(64)}`,
    `t=${now},v1=${mac.toUpperCase()}`,
    `t=${now},t=${now},v1=${mac}`,
    `t=NaN,v1=${mac}`,
    `t=-1,v1=${mac}`,
    `t=0,v1=${mac}`,
    `t=1e9,v1=${mac}`,
    `t=${now}.5,v1=${mac}`,
    `t=0x10,v1=${mac}`,
    `t=+${now},v1=${mac}`,
    `t= ${now},v1=${mac}`,
    `t=${now} ,v1=${mac}`,
    `t=${now}, v1=${mac}`,
    `t=${now};v1=${mac}`,
    `T=${now},V1=${mac}`,
    `t=${now},v1=${mac}00`,
    `t=${now},v1=${mac.slice(1)}`,
    `t=Infinity,v1=${mac}`,
    `t=99999999999999,v1=${mac}`,
    `v1=${mac},t=`,
    `t=${now},v1=${mac},v1=`,
    `t=${now},v1=${mac},x=1`,
    `t=${now}&v1=${mac}`,
    '[object Object]',
    'null',
    'x'.repeat(8_192),
    `t=${now},v1=${'ab'.repeat(4_000)}`,
    `t=${now}${',v1=aa'.repeat(1_500)}`,
    '{"t":1}',
    `sha256=${mac}`,
    '%00',
    't=%31,v1=%61',
  ]

  test('IN-01 fifty malformed or missing signature headers: 400 at once, nothing kept but a count', async () => {
    const [kept, counted] = [await stored(), await refusals()]
    const body = paid()
    const bodies = new Set<string>()
    for (const header of headers) {
      const from = performance.now()
      const answer = await door.send({ body, headers: header === undefined ? {} : { 'stripe-signature': header } })
      expect([header, answer.status]).toEqual([header, 400])
      expect(performance.now() - from).toBeLessThan(250)
      bodies.add(answer.body)
    }
    expect(headers.length).toBeGreaterThanOrEqual(40)
    expect(bodies.size).toBe(1)
    expect(await stored()).toBe(kept)
    expect(await refusals()).toBe(counted + headers.length)
  })

  test('IN-02 a thousand wrong secrets: none is accepted', async () => {
    const body = paid()
    const kept = await stored()
    const secrets = Array.from({ length: 1_000 }, (_, n) => (n % 2 ? `whsec_${n}` : `${testSecret}${n}`))
    const statuses = await Promise.all(
      secrets.map(
        async (secret) =>
          (await door.send({ body, headers: { 'stripe-signature': signatureOf(body, secret) } })).status,
      ),
    )
    expect(new Set(statuses)).toEqual(new Set([400]))
    expect(await stored()).toBe(kept)
  })

  test('IN-03 every byte of 4 KiB changed, or the whole written anew by a proxy: none is accepted', {
    timeout: 300_000,
  }, async () => {
    const event = stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, { description: 'x'.repeat(3_600) }))
    const body = Buffer.from(JSON.stringify(event, null, 1))
    expect(body.length).toBeGreaterThanOrEqual(4_096)
    const signature = signatureOf(body)
    const kept = await stored()
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      if (long || at % 64 === 0) {
        expect((await door.send({ body: changed, headers: { 'stripe-signature': signature } })).status).toBe(400)
        continue
      }
      const answer = await route('POST', changed, { 'stripe-signature': signature })
      expect(answer.status).toBe(400)
    }
    const again = Buffer.from(JSON.stringify(JSON.parse(body.toString())))
    expect((await door.send({ body: again, headers: { 'stripe-signature': signature } })).status).toBe(400)
    expect(await stored()).toBe(kept)
    expect((await door.send({ body, headers: { 'stripe-signature': signature } })).status).toBe(200)
  })

  test.each([
    [-302, 400],
    [-299, 200],
    [0, 200],
    [299, 200],
    [302, 400],
  ])('IN-04 signed %i s from now: %i', async (offset, status) => {
    const body = paid()
    const signature = signatureOf(body, testSecret, Math.floor(Date.now() / 1000) + offset)
    expect((await door.send({ body, headers: { 'stripe-signature': signature } })).status).toBe(status)
  })

  test('IN-05 the same signed bytes ten times: 200 each, one event', async () => {
    const own = await connectedTeam()
    const body = bytesOf(stripeEvent(own, 'charge.succeeded', charge('ch_1', 100)))
    const signature = signatureOf(body)
    const all = Array.from({ length: 10 }, () => door.send({ body, headers: { 'stripe-signature': signature } }))
    expect((await Promise.all(all)).map((answer) => answer.status)).toEqual(Array(10).fill(200))
    await applyAll()
    expect(await eventsOf(own)).toHaveLength(1)
  })

  test('IN-06 every v1 entry and every secret is tried', async () => {
    const body = paid()
    const right = signatureOf(body).split('v1=')[1]
    const header = `t=${Math.floor(Date.now() / 1000)},v1=${mac},v1=${right},v0=${mac}`
    expect((await door.send({ body, headers: { 'stripe-signature': header } })).status).toBe(200)
  })

  test('IN-07 without a secret nothing is accepted, and Stripe is asked to come again', async () => {
    const kept = await stored()
    process.env.STRIPE_WEBHOOK_SECRETS = ''
    forgetEnv()
    const body = paid()
    const answer = await door.send({ body, headers: { 'stripe-signature': signatureOf(body, '') } })
    process.env.STRIPE_WEBHOOK_SECRETS = testSecret
    forgetEnv()
    expect(answer.status).toBe(503)
    expect(await stored()).toBe(kept)
    expect(await door.post(body)).toBe(200)
  })

  test('IN-02 a test endpoint’s secret does not speak for live events', async () => {
    process.env.STRIPE_WEBHOOK_SECRETS = `${testSecret},test:whsec_of_test`
    forgetEnv()
    const live = paid()
    const test = bytesOf(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100), 0, { livemode: false }))
    const status = async (body: Buffer) =>
      (await door.send({ body, headers: { 'stripe-signature': signatureOf(body, 'whsec_of_test') } })).status
    expect([await status(live), await status(test)]).toEqual([400, 200])
    process.env.STRIPE_WEBHOOK_SECRETS = testSecret
    forgetEnv()
  })
})

describe('can it hurt us', () => {
  test('IN-08 one byte over the limit: 413 through both doors; at the limit it is read', async () => {
    const over = Buffer.alloc(limits.bodyBytes + 1, 0x20)
    expect((await door.send({ body: over })).status).toBe(413)
    expect((await route('POST', over, {})).status).toBe(413)
    expect((await door.send({ body: over.subarray(1) })).status).toBe(400)
  })

  test('IN-08 a sender that writes on and reads later still sees its 413', async () => {
    const { answer, closed } = await flood(door.port, 100 * 1024 * 1024, 120)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(closed).toBe(true)
  })

  test('IN-08 100 MB in chunks without a length: 413, the socket is closed, memory stays flat', async () => {
    // The sender lives in this process too: its memory is there before we look. What is left is far less than one of the floods.
    await flood(door.port, 100 * 1024 * 1024)
    const before = process.memoryUsage().rss
    const { answer, closed, sent } = await flood(door.port, 100 * 1024 * 1024)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(closed).toBe(true)
    expect(sent).toBeGreaterThan(limits.bodyBytes)
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024)
  })

  test('IN-08 a length that lies: too large is refused unread, too small ends the request, cut short is dropped', async () => {
    expect(
      await raw(door.port, `POST ${platformPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 104857600\r\n\r\n{}`),
    ).toMatch(/^HTTP\/1\.1 413 /)
    const small = await raw(door.port, `POST ${platformPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}{}{}{}`)
    expect(small).toMatch(/^HTTP\/1\.1 400 /)
    const kept = await stored()
    const cut = await raw(door.port, `POST ${platformPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{}`, true)
    expect(cut).not.toMatch(/^HTTP\/1\.1 [23]/)
    expect(await stored()).toBe(kept)
  })

  test.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x-gzip', 'GZIP'])(
    'IN-10 %s: 415, never inflated',
    async (codec) => {
      const body = paid()
      const sent = { 'content-encoding': codec, 'stripe-signature': signatureOf(body) }
      expect((await door.send({ body, headers: sent })).status).toBe(415)
      expect((await route('POST', body, sent)).status).toBe(415)
    },
  )

  test('IN-10 bombs, nested ones too: refused unread, memory stays flat', async () => {
    const bomb = Buffer.alloc(64 * 1024 * 1024)
    const once = gzipSync(bomb, { level: 9 })
    const bombs: [codec: string, body: Buffer][] = [
      // Members one after the other are one stream: a megabyte that becomes a gigabyte.
      ['gzip', Buffer.concat(Array.from({ length: 15 }, () => once))],
      ['gzip, gzip', gzipSync(once)],
      ['deflate', deflateSync(bomb, { level: 9 })],
      ['br', brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })],
      ['zstd', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(900_000)])],
    ]
    const send = ([codec, body]: [string, Buffer]) =>
      door.send({ body, headers: { 'content-encoding': codec, 'stripe-signature': signatureOf(body) } })
    for (const each of bombs) expect([each[0], (await send(each)).status]).toEqual([each[0], 415])
    const before = process.memoryUsage().rss
    for (let n = 0; n < 20; n++) await Promise.all(bombs.map(send))
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024)
  })

  test('IN-13 POST only, whatever the slashes; never a redirect, no cookie, no CORS', async () => {
    const body = paid()
    const signed = { 'stripe-signature': signatureOf(body) }
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await door.send({ method, headers: { ...signed, origin: 'https://evil.example' } })
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'POST'])
      expect(Object.keys(answer.headers).filter((name) => /cookie|access-control|location/.test(name))).toEqual([])
      expect([method, (await route(method, null, signed)).status]).toEqual([method, 405])
    }
    for (const path of [
      platformPath,
      `${platformPath}/`,
      `/${platformPath}`,
      `${platformPath}//`,
      `${platformPath}?a=b`,
      `${platformPath}/?a=/b`,
    ]) {
      const answer = await door.send({ path, body, headers: { ...signed, host: 'evil.example' } })
      expect([path, answer.status]).toEqual([path, 200])
    }
    for (const path of [
      `${platformPath}/unknown-endpoint-key-000000`,
      `${platformPath}/unknown-endpoint-key-000000/`,
      `${platformPath}/%00`,
    ])
      expect([path, (await door.send({ path, body, headers: signed })).status]).toEqual([path, 400])
    for (const path of ['/api/webhooks', '/api/webhooks/stripes', '/en/api/webhooks/stripe', `${platformPath}/a/b`])
      expect([path, (await door.send({ path, body, headers: signed })).status]).toEqual([path, 404])
  })

  test('IN-14 900 KiB arrive whole, through both doors', async () => {
    const big = { metadata: { note: 'ü'.repeat(450 * 1024) } }
    for (const send of [
      (body: Buffer) => door.post(body),
      async (body: Buffer) => (await route('POST', body, { 'stripe-signature': signatureOf(body) })).status,
    ]) {
      const event = stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, big))
      const body = bytesOf(event)
      expect(body.length).toBeGreaterThan(900 * 1024)
      expect(await send(body)).toBe(200)
      const [row] = await rowsOf<{ raw: Buffer }>(place, sql`select raw from inbox where stripe_event_id = ${event.id}`)
      expect(row?.raw.equals(body)).toBe(true)
    }
  })

  test('IN-01 an unknown key of a connection’s own URL: 400 through the other door too', async () => {
    const body = paid()
    const request = new Request(`http://localhost${platformPath}/x`, { method: 'POST', body: new Uint8Array(body) })
    const answer = await ownRoute(request, { params: Promise.resolve({ endpointKey: 'unknown\0key' }) })
    expect(answer.status).toBe(400)
    await expect(refusals()).resolves.toBeGreaterThan(0)
  })
})

/** Sends bytes as they are; the answer when the server closes, or when we hang up at once. */
function raw(port: number, bytes: string, hangUp = false): Promise<string> {
  return new Promise((done) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => (hangUp ? socket.end(bytes) : socket.write(bytes)))
    socket.on('data', (part) => {
      answer += part
    })
    socket.on('error', () => {})
    socket.on('close', () => done(answer))
    socket.setTimeout(1_500, () => socket.destroy())
  })
}

/** Sends chunk after chunk until all is sent or the server closes; reads nothing for the first `deafMs`. */
function flood(port: number, bytes: number, deafMs = 0): Promise<{ answer: string; closed: boolean; sent: number }> {
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x20), Buffer.from('\r\n')])
  return new Promise((done) => {
    let answer = ''
    let sent = 0
    const socket = connect(port, '127.0.0.1')
    const pump = () => {
      while (sent < bytes && socket.writable) {
        sent += 0x10000
        if (!socket.write(chunk)) return
      }
    }
    socket.on('drain', pump)
    setTimeout(() => {
      socket.on('data', (part) => {
        answer += part
      })
    }, deafMs)
    socket.on('error', () => {})
    socket.on('close', () => done({ answer, closed: true, sent }))
    socket.setTimeout(10_000, () => {
      socket.destroy()
      done({ answer, closed: false, sent })
    })
    socket.write(`POST ${platformPath} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`)
    pump()
  })
}
