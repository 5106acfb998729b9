import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sendTo } from '@/lib/inbox/testing-door'
import { connectedTeam, type Place, rowsOf, signatureOf } from '@/lib/lane/testing'
import { type Json, randomHistory, type StripeEvent, type World } from '@/sandbox/story'
import { endChildren, startChild } from './testing-processes'

useTestDatabase()
afterAll(endChildren)

const count = process.env.SLUICE_LONG === '1' ? 20_000 : 2_000

/**
 * One team, so one lane: whoever is killed or frozen may hold it. Two workers and a door are processes of their own; the
 * sender repeats what was not answered 2xx, as Stripe does.
 */
test('PR-06 PR-07 IN-18 workers and door killed and frozen in the middle of 2,000 events: none lost, none twice', {
  timeout: 600_000,
}, async () => {
  const place = await connectedTeam()
  const { world, events } = randomHistory('kill run', count / 20, { account: place.account })
  expect(events.length).toBeGreaterThan(count)
  let door = await startChild('testing-door.ts')
  let [first, second] = await Promise.all([startChild('testing-worker.ts'), startChild('testing-worker.ts')])

  const started = Date.now()
  const watch = watchProgress(place)
  const sending = sendAll(events, () => door.ready)

  // Each act waits until the workers are in the middle of their work.
  await watch.applied(events.length * 0.1)
  first.signal('SIGKILL')
  const afterKill = await watch.gapWithin(4_000)
  first = await startChild('testing-worker.ts')

  await watch.applied(events.length * 0.25)
  second.signal('SIGSTOP')
  const afterFreeze = await watch.gapWithin(8_000)
  second.signal('SIGCONT')

  door.signal('SIGKILL')
  door = await startChild('testing-door.ts')

  await watch.applied(events.length * 0.6)
  first.signal('SIGKILL')
  const afterSecondKill = await watch.gapWithin(4_000)

  await sending
  await watch.applied(events.length)
  watch.stop()
  const seconds = (Date.now() - started) / 1_000
  expect(second.alive()).toBe(true)
  await endChildren()

  console.info(
    JSON.stringify({
      events: events.length,
      seconds,
      gapMs: { kill: [afterKill, afterSecondKill], freeze: afterFreeze },
    }),
  )
  await nothingLostNothingTwice(place, events, world)
  // 2 s and 5 s are the promise; the rest is for a machine that runs other things beside.
  expect(Math.max(afterKill, afterSecondKill)).toBeLessThan(2_000 + 1_500)
  expect(afterFreeze).toBeLessThan(5_000 + 1_500)
})

/** Sends everything, some of it twice, forty at a time, until each was answered 2xx. */
async function sendAll(events: readonly StripeEvent[], port: () => number) {
  const wires = events.flatMap((event, n) => (n % 9 === 0 ? [event, event] : [event]))
  let next = 0
  const sender = async () => {
    for (let at = next++; at < wires.length; at = next++) {
      await sendUntilTaken(Buffer.from(JSON.stringify(wires[at])), port)
      // At most 400 a second: the run lasts long enough to be hit in the middle.
      await sleep(100)
    }
  }
  await Promise.all(Array.from({ length: 40 }, sender))
}

async function sendUntilTaken(body: Buffer, port: () => number) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const sent = sendTo(port(), { body, headers: { 'stripe-signature': signatureOf(body), connection: 'close' } })
    const status = await sent.then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await sleep(200)
  }
  throw new Error('an event was never taken')
}

/** Looks at the team every 30 ms: how many events are applied, and how long work lay open without any progress. */
function watchProgress(place: Place) {
  let applied = 0
  let lastProgress = Date.now()
  let longest = 0
  let running = true
  const look = async () => {
    while (running) {
      const [row] = await rowsOf<{ applied: number; open: boolean }>(
        place,
        sql`select count(*)::int as applied, exists (select 1 from inbox_queue) as open from events where derived_from is null`,
      )
      const now = Date.now()
      if (!row?.open || row.applied > applied) lastProgress = now
      longest = Math.max(longest, now - lastProgress)
      applied = row?.applied ?? applied
      await sleep(30)
    }
  }
  const looking = look()
  return {
    applied: async (wanted: number) => {
      while (applied < wanted) await sleep(10)
    },
    /** The longest time without progress in the next `ms`, in ms. */
    gapWithin: async (ms: number) => {
      longest = 0
      await sleep(ms)
      return longest
    },
    stop: () => {
      running = false
      return looking
    },
  }
}

async function nothingLostNothingTwice(place: Place, events: readonly StripeEvent[], world: World) {
  const ids = await rowsOf<{ id: string }>(
    place,
    sql`select stripe_event_id as id from events where derived_from is null`,
  )
  expect(ids.map((row) => row.id).sort()).toEqual(events.map((event) => event.id).sort())
  expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
  expect(await rowsOf(place, sql`select distinct status from events where status = 'dead'`)).toEqual([])

  const ledger = await rowsOf<{ id: string; net: string }>(
    place,
    sql`select charge_id as id, net::text as net from ledger`,
  )
  expect(Object.fromEntries(ledger.map((row) => [row.id, row.net]))).toEqual(netOfCharges(world))
  const people = await rowsOf<{ currency: string; sum: string }>(
    place,
    sql`select v.key as currency, sum(v.value::bigint)::text as sum from subscribers s
      cross join jsonb_each_text(s.lifetime_value_by_currency) v group by 1 order by 1`,
  )
  expect(Object.fromEntries(people.map((row) => [row.currency, row.sum]))).toEqual(sumByCurrency(world))
}

/** What the merchant's own books say of each charge, minor units. */
function netOfCharges(world: World): Record<string, string> {
  const moved = new Map<string, number>()
  for (const dispute of Object.values(world.rows.disputes))
    for (const line of dispute.balance_transactions)
      moved.set(dispute.charge, (moved.get(dispute.charge) ?? 0) + amountOf(line))
  return Object.fromEntries(
    Object.values(world.rows.charges).map((charge) => {
      const captured = charge.status === 'succeeded' && charge.captured ? charge.amount_captured : 0
      const net = captured - charge.amount_refunded + (moved.get(charge.id) ?? 0)
      return [charge.id, String(Math.max(0, net))]
    }),
  )
}

/** Of a balance line: what moved, minor units. */
const amountOf = (line: Json) =>
  typeof line === 'object' && line !== null && !Array.isArray(line) && typeof line.amount === 'number' ? line.amount : 0

function sumByCurrency(world: World): Record<string, string> {
  const nets = netOfCharges(world)
  const sums: Record<string, bigint> = {}
  for (const charge of Object.values(world.rows.charges)) {
    const currency = charge.currency.toUpperCase()
    sums[currency] = (sums[currency] ?? 0n) + BigInt(nets[charge.id] ?? 0)
  }
  return Object.fromEntries(Object.entries(sums).map(([currency, sum]) => [currency, String(sum)]))
}
