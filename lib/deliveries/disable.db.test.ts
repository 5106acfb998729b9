import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { enableDestination, removeDestination } from '@/lib/destinations/mutations'
import { findDestination } from '@/lib/destinations/queries'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { DeliveryLoop } from './loop'
import { deliveriesOf, idsOf, makeDestination, receiver, sendAll, soon, status } from './testing'

useTestDatabase()

const hook = { url: 'https://example.com/hooks' }
let sent = 0

async function charged(place: Place, count = 1) {
  const events = Array.from({ length: count }, () =>
    stripeEvent(place, 'charge.succeeded', charge(`ch_${++sent}`, 100)),
  )
  await postAll(events)
  await applyAll()
}

async function withHook() {
  const place = await connectedTeam()
  const { id } = await makeDestination(place, 'webhook', hook, receiver().http)
  const state = async () => (await findDestination(place.teamId, id))?.record.state
  return { place, id, by: { teamId: place.teamId, actor: sluice }, state }
}

/** Jobs are nobody's of one team. */
const jobsOf = async (id: string) =>
  (await db.execute(sql`select 1 from graphile_worker.jobs where key = ${`destination-disabled:${id}:all`}`)).rows

test('OUT-11 410 Gone disables at once; what waits and what comes is kept, and sent when it is enabled', async () => {
  const { place, id, by, state } = await withHook()
  await charged(place, 3)
  await sendAll(place, receiver(() => status(410)).http)
  expect(await state()).toBe('disabled')
  await charged(place, 2)
  expect((await findDestination(place.teamId, id))?.health.missed).toBe(5)
  expect((await deliveriesOf(place)).map(({ reason }) => reason)).toEqual(Array(5).fill('destination_disabled'))
  expect(await rowsOf(place, sql`select distinct reason from delivery_attempts`)).toEqual([{ reason: 'gone' }])

  const back = receiver()
  expect(await enableDestination(by, id, true)).toBe(5)
  await sendAll(place, back.http)
  expect(new Set(idsOf(back.calls)).size).toBe(5)
  expect(await state()).toBe('on')
  expect(await enableDestination(by, id, true)).toBeNull()
})

test('OUT-11 five days of nothing but failures disable it, and its owners hear once', async () => {
  const { place, id, state } = await withHook()
  await charged(place, 2)
  const away = receiver(() => status(503))
  await sendAll(place, away.http)
  await rowsOf(place, sql`update destinations set failing_since = now() - interval '4 days 23 hours'`)
  await soon(place)
  await sendAll(place, away.http)
  expect(await state()).toBe('on')
  await rowsOf(place, sql`update destinations set failing_since = now() - interval '5 days 1 minute'`)
  await soon(place)
  await sendAll(place, away.http)
  expect(await state()).toBe('disabled')
  expect(await rowsOf(place, sql`select disabled_reason from destinations`)).toEqual([
    { disabled_reason: 'receiver_failed' },
  ])
  expect(await jobsOf(id)).toHaveLength(1)
})

test('OUT-12 any success starts the clock anew', async () => {
  const { place, state } = await withHook()
  await charged(place, 4)
  const moody = receiver((_, nth) => status(nth % 2 === 0 ? 200 : 500))
  for (let turn = 0; turn < 4; turn++) {
    await sendAll(place, moody.http)
    await rowsOf(place, sql`update destinations set failing_since = failing_since - interval '2 days'`)
    await soon(place)
  }
  expect(await state()).toBe('on')
})

test('OUT-15 nothing is sent once a destination is removed, and what waited says why', async () => {
  const { place, id, by } = await withHook()
  await charged(place, 60)
  const slow = receiver(async () => {
    await new Promise((go) => setTimeout(go, 40))
    return status(200)
  })
  const loop = new DeliveryLoop(slow.http)
  loop.start()
  await expect.poll(() => slow.calls.length, { interval: 5 }).toBeGreaterThan(5)
  await removeDestination(by, id)
  const removedAt = performance.now()
  await new Promise((go) => setTimeout(go, 300))
  await loop.stop()
  expect(slow.calls.filter(({ at }) => at > removedAt)).toEqual([])
  const rows = await deliveriesOf(place)
  expect(rows.filter(({ state }) => state === 'queued')).toEqual([])
  expect(rows.filter(({ state }) => state === 'delivered').length).toBe(slow.calls.length)
  expect(rows.filter(({ reason }) => reason === 'destination_removed').length).toBe(60 - slow.calls.length)
})

test('a paused destination keeps its queue, and sends it when it goes on', async () => {
  const { place, state } = await withHook()
  await rowsOf(place, sql`update destinations set state = 'paused'`)
  await charged(place, 2)
  const { http, calls } = receiver()
  const loop = new DeliveryLoop(http)
  loop.start()
  await new Promise((go) => setTimeout(go, 400))
  await loop.stop()
  expect([await state(), calls.length]).toEqual(['paused', 0])
  await rowsOf(place, sql`update destinations set state = 'on'`)
  await sendAll(place, http)
  expect(calls.length).toBe(2)
})
