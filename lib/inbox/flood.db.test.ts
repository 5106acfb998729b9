import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneLoop } from '@/lib/lane/loop'
import { connectedTeam, type Place, rowsOf, signatureOf } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { limits } from './limits'
import { closeReceiver } from './node-http'
import { flushRefusals } from './refusals'
import { openDoor, platformPath, sendTo, type TestDoor } from './testing-door'

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

let made = 0
const paid = () => Buffer.from(JSON.stringify(stripeEvent(place, 'charge.succeeded', charge(`ch_${made++}`, 100))))
const forged = (body: Buffer) => ({ body, headers: { 'stripe-signature': signatureOf(body, 'whsec_of_a_stranger') } })

/** Starts `count` of them, `perSecond` of them each second, however long each takes. */
async function atRate<T>(count: number, perSecond: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const from = performance.now()
  const all: Promise<T>[] = []
  while (all.length < count) {
    const dueNow = Math.min(count, Math.ceil(((performance.now() - from) / 1_000) * perSecond))
    while (all.length < dueNow) all.push(work(all.length))
    await sleep(5)
  }
  return Promise.all(all)
}

const p = (times: number[], share: number) =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0)

async function timed(body: Buffer) {
  const from = performance.now()
  const status = await door.post(body)
  return { status, ms: performance.now() - from }
}

test('IN-15 a flood of bad signatures is refused without asking the database, and good ones beside it are all taken', {
  timeout: 120_000,
}, async () => {
  const [perSecond, seconds] = long ? [2_000, 30] : [200, 1.5]
  const before = await atRate(20, 20, () => timed(paid()))
  const strangers = new Agent({ keepAlive: true, maxSockets: 16 })
  const bad = paid()
  const statements = vi.spyOn(pg.Client.prototype, 'query')
  // At first alone: whatever is asked of the database now, the flood asked it.
  const alone = await atRate(perSecond, perSecond, () => sendTo(door.port, forged(bad), strangers))
  // The counts of two seconds are one statement.
  expect(statements.mock.calls.length).toBeLessThanOrEqual(2)
  statements.mockRestore()

  const [refused, taken] = await Promise.all([
    atRate(perSecond * seconds, perSecond, () => sendTo(door.port, forged(bad), strangers)),
    atRate(20 * seconds, 20, () => timed(paid())),
  ])
  strangers.destroy()
  expect(new Set([...alone, ...refused].map((answer) => answer.status))).toEqual(new Set([400]))
  expect(taken.map((answer) => answer.status)).toEqual(Array(20 * seconds).fill(200))
  const [row] = await rowsOf(place, sql`select count(*)::int as kept from inbox`)
  expect(row).toEqual({ kept: 20 + 20 * seconds })
  const p95Ms = { before: p95(before), beside: p95(taken) }
  console.info(JSON.stringify({ flood: perSecond, p95Ms }))
  if (long) expect(p95Ms.beside).toBeLessThanOrEqual(Math.max(20, 2 * p95Ms.before))
})

test('IN-15 a connection that only brings bad signatures is closed after ten; one that brings good ones as well stays', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const closes = async (good: boolean) => {
    const body = paid()
    const headers = good ? { 'stripe-signature': signatureOf(body) } : forged(body).headers
    return (await sendTo(door.port, { body, headers }, agent)).headers.connection === 'close'
  }
  const one = []
  for (let n = 0; n < limits.badInARow * 2; n++) one.push(await closes(false))
  expect(one.flatMap((closed, n) => (closed ? [n + 1] : []))).toEqual([limits.badInARow, limits.badInARow * 2])
  // A proxy sends everybody's requests over the same few connections.
  for (let n = 0; n < limits.badInARow * 2; n++) expect(await closes(n % 5 === 4)).toBe(false)
  agent.destroy()
})

test('IN-16 a burst is acknowledged after one insert each and drains without help', { timeout: 240_000 }, async () => {
  const [count, perSecond] = long ? [10_000, 100] : [200, 200]
  const own = await connectedTeam()
  const events = Array.from({ length: count }, (_, n) =>
    stripeEvent(own, 'charge.succeeded', charge(`ch_burst_${n}`, 100)),
  )
  await flushRefusals()
  const inserts = vi.spyOn(pg.Client.prototype, 'query')
  const answers = await atRate(count, perSecond, (n) => timed(Buffer.from(JSON.stringify(events[n]))))
  const texts = inserts.mock.calls.map(([query]) => String(Reflect.get(Object(query), 'name')))
  inserts.mockRestore()
  expect(answers.map((answer) => answer.status)).toEqual(Array(count).fill(200))
  // Nothing but the insert, which requests that wait together share.
  expect(new Set(texts)).toEqual(new Set(['receive']))
  expect(texts.length).toBeLessThanOrEqual(count)
  expect(await eventsOf(own)).toEqual([])
  const lane = new LaneLoop()
  lane.start()
  await expect.poll(async () => (await eventsOf(own)).length, { timeout: 120_000 }).toBe(count)
  await lane.stop()
  const times = answers.map((answer) => answer.ms)
  const ackMs = { p95: p(times, 0.95), p99: p(times, 0.99) }
  console.info(JSON.stringify({ burst: count, ackMs }))
  if (long) expect([ackMs.p95 <= 100, ackMs.p99 <= 250]).toEqual([true, true])
})

test('IN-09 five hundred senders that drip a byte at a time hold nobody up', { timeout: 60_000 }, async () => {
  const start = `POST ${platformPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{`
  const slow = await Promise.all(Array.from({ length: 500 }, () => opened(door.port, start)))
  const drip = setInterval(() => {
    for (const socket of slow) socket.write(' ')
  }, 500)
  const seconds = long ? 12 : 2
  const dripping = await atRate(20 * seconds, 20, () => timed(paid()))
  clearInterval(drip)
  for (const socket of slow) socket.destroy()
  expect(dripping.map((answer) => answer.status)).toEqual(Array(20 * seconds).fill(200))
  const alone = await atRate(20 * seconds, 20, () => timed(paid()))
  const p95Ms = { beside: p95(dripping), alone: p95(alone) }
  console.info(JSON.stringify({ dripping: slow.length, p95Ms }))
  if (long) expect(p95Ms.beside).toBeLessThanOrEqual(Math.max(20, 2 * p95Ms.alone))
})

const p95 = (answers: readonly { ms: number }[]) =>
  p(
    answers.map(({ ms }) => ms),
    0.95,
  )

function opened(port: number, start: string): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(start)
      done(socket)
    })
    socket.once('error', failed)
    socket.on('error', () => {})
  })
}
