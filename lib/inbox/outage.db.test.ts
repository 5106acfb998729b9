import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, type Place, rowsOf, signatureOf } from '@/lib/lane/testing'
import { charge, stripeEvent } from '@/lib/lane/testing-stripe'
import { limits } from './limits'
import { closeReceiver } from './node-http'
import { openDoor, type TestDoor } from './testing-door'
import { sendAllUntilTaken } from './testing-sender'

const { url } = useTestDatabase()

let door: TestDoor
let wall: Wall
let place: Place

beforeAll(async () => {
  wall = await buildWall(new URL(url()))
  const through = new URL(url())
  through.port = String(wall.port)
  through.hostname = '127.0.0.1'
  place = await connectedTeam()
  door = await openDoor()
  // The receiver's own connections go through the wall; what the test looks with does not.
  process.env.DATABASE_URL = through.toString()
  expect((await send(paid())).status).toBe(200)
  process.env.DATABASE_URL = url()
})
afterAll(async () => {
  wall.be('open')
  await door.close()
  await closeReceiver()
  await wall.close()
})

const paid = () => Buffer.from(JSON.stringify(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))))
const send = (body: Buffer) => door.send({ body, headers: { 'stripe-signature': signatureOf(body) } })

async function timed(body: Buffer) {
  const from = performance.now()
  const { status, headers } = await send(body)
  return { status, retryAfter: headers['retry-after'], ms: performance.now() - from }
}

describe('IN-17 the database at receipt', () => {
  test.each(['stalled', 'down'] as const)(
    'IN-17 %s: 503 within 2 s and never 2xx, and it recovers alone',
    async (state) => {
      const before = paid()
      expect((await send(before)).status).toBe(200)
      wall.be(state)
      const lost = Array.from({ length: 20 }, paid)
      for (const wave of [lost.slice(0, 10), lost.slice(10)]) {
        for (const { status, retryAfter, ms } of await Promise.all(wave.map(timed))) {
          expect([status, retryAfter]).toEqual([503, '5'])
          expect(ms).toBeLessThan(2_000 + 300)
        }
      }
      wall.be('open')
      // Stripe sends again; so do we, until it works.
      const again = await Promise.all(lost.map(sendUntilTaken))
      expect(Math.max(...again)).toBeLessThan(5_000)
      const rows = sql`select count(distinct stripe_event_id)::int as ids, count(*)::int as n from inbox`
      const [row] = await rowsOf<{ ids: number; n: number }>(place, rows)
      expect(row?.ids).toBe(row?.n)
      expect(row?.n).toBe(state === 'stalled' ? 22 : 43)
    },
  )

  test('IN-17 down for a while under a steady stream: what is sent again until it is taken is there once', {
    timeout: 240_000,
  }, async () => {
    const [downMs, perSecond] = [process.env.SLUICE_LONG === '1' ? 60_000 : 1_500, 50]
    const own = await connectedTeam()
    const count = Math.ceil((downMs / 1_000) * perSecond)
    const events = Array.from({ length: count }, (_, n) => stripeEvent(own, 'charge.succeeded', charge(`ch_${n}`, 100)))
    wall.be('down')
    const sending = sendAllUntilTaken(events, () => [door.port], { atOnce: perSecond, pauseMs: 1_000, retryMs: 500 })
    await sleep(downMs)
    wall.be('open')
    const answers = await sending
    expect(answers).toEqual({ 200: count, 503: answers[503] })
    const [row] = await rowsOf(own, sql`select count(*)::int as n from inbox`)
    expect(row).toEqual({ n: count })
  })

  test('more than may wait: 503 with Retry-After at once, and the rest is kept', { timeout: 60_000 }, async () => {
    wall.be('stalled')
    const some = paid()
    const { receive } = await import('./receive')
    const all = Array.from({ length: limits.waitingRows + 300 }, () =>
      receive(some, signatureOf(some), { kind: 'platform' }),
    )
    const at = performance.now()
    const first = await Promise.race(all)
    expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    expect(performance.now() - at).toBeLessThan(1_000)
    const answers = await Promise.all(all)
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]))
    wall.be('open')
    expect(await sendUntilTaken(paid())).toBeLessThan(8_000)
  })
})

/** How long until it was answered 200, in ms. */
async function sendUntilTaken(body: Buffer): Promise<number> {
  const from = performance.now()
  while ((await send(body)).status !== 200) {
    if (performance.now() - from > 15_000) throw new Error('never taken')
    await sleep(100)
  }
  return performance.now() - from
}

interface Wall {
  port: number
  be(state: 'open' | 'stalled' | 'down'): void
  close(): Promise<void>
}

/** Stands between the receiver and PostgreSQL: lets bytes pass, holds them back for ever, or cuts every connection. */
async function buildWall(to: URL): Promise<Wall> {
  let state: 'open' | 'stalled' | 'down' = 'open'
  const sockets = new Set<Socket>()
  const server: Server = createServer((near) => {
    if (state === 'down') return near.destroy()
    const far = connect(Number(to.port), to.hostname)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        // What was held back is lost with its connection, as on a real network that comes back too late.
        if (state === 'open') into.write(bytes)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        into.destroy()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    be: (next) => {
      state = next
      if (next === 'down') for (const socket of sockets) socket.destroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
