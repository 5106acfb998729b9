import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { kindOf } from '@/lib/destinations'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import type { Answered } from '@/lib/outbound/http'
import { keepAttempts } from '@/lib/retention/deliveries'
import { claim } from './claim'
import { DeliveryLoop } from './loop'
import { retryDelivery, retryMatching, stopDelivery } from './retry'
import { mostAttempts } from './schedule'
import { send } from './send'
import { testSend } from './test-send'
import { deliveriesOf, idsOf, makeDestination, receiver, sendAll, soon, status } from './testing'

useTestDatabase()

/** Of one person one thing is sent at a time. */
const someone = (i: number) => ({ billing_details: { email: `buyer${i}@example.com`, name: null } })

const hook = { url: 'https://example.com/hooks' }

/** A team with a webhook and some deliveries that wait. */
async function waiting(count = 1): Promise<Place & { destinationId: string }> {
  const place = await connectedTeam()
  const { id } = await makeDestination(place, 'webhook', hook, receiver().http)
  await postAll(
    Array.from({ length: count }, (_, i) =>
      stripeEvent(place, 'charge.succeeded', charge(`ch_${i}`, 100, someone(i)), i),
    ),
  )
  await applyAll()
  return { ...place, destinationId: id }
}

const attemptsOf = (place: Place) =>
  rowsOf<{ no: number; outcome: string; reason: string | null; asked_by: string | null }>(
    place,
    sql`select no, outcome, reason, asked_by from delivery_attempts order by delivery_id, no`,
  )

test('OUT-01 a receiver that is away is tried on schedule, with one id, until it is dead with a reason', async () => {
  const place = await waiting()
  const away = receiver(() => ({ ok: false, problem: 'connection_refused', detail: 'ECONNREFUSED' }) satisfies Answered)
  const pauses: number[] = []
  for (let no = 1; no <= mostAttempts; no++) {
    await sendAll(place, away.http)
    const [next] = await rowsOf<{ s: number }>(
      place,
      sql`select extract(epoch from next_at - at)::float8 as s from delivery_attempts where no = ${no}`,
    )
    if (next?.s) pauses.push(next.s)
    await soon(place)
  }
  const schedule = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
  expect(pauses).toHaveLength(schedule.length)
  for (const [i, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThan((schedule[i] ?? 0) * 0.79)
    expect(pause).toBeLessThan((schedule[i] ?? 0) * 1.21 + 2)
  }
  expect(await deliveriesOf(place)).toMatchObject([
    { state: 'dead', reason: 'connection_refused', attempts: mostAttempts },
  ])
  expect(new Set(idsOf(away.calls)).size).toBe(1)
})

test('OUT-03 a receiver that names a time is not called before it, nor after more than a day', async () => {
  for (const [said, least, most] of [
    ['120', 120, 140],
    ['31536000', 86_400, 96_000],
  ] as const) {
    const place = await waiting()
    await sendAll(place, receiver(() => status(503, { 'retry-after': said })).http)
    const [row] = await rowsOf<{ s: number }>(
      place,
      sql`select extract(epoch from due_at - now())::float8 as s from delivery_queue`,
    )
    expect(row?.s).toBeGreaterThan(least - 5)
    expect(row?.s).toBeLessThan(most)
  }
})

test('PR-07 a sender that was frozen and lost its claim settles nothing', async () => {
  const place = await waiting()
  const stale = await claim(place.teamId, place.destinationId, () => 1)
  const webhook = kindOf('webhook')
  if (!stale || !webhook) throw new Error('nothing was claimed')
  // The lease ends, as it does when nobody says that it lives.
  await rowsOf(place, sql`update delivery_queue set due_at = now() - interval '1 second'`)
  const fresh = receiver(() => status(500))
  await sendAll(place, fresh.http)
  await send(stale, webhook, receiver(() => status(204)).http)
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'queued', attempts: 2 }])
  expect(await attemptsOf(place)).toEqual([
    { no: 1, outcome: 'try-again', reason: 'answer_lost', asked_by: null },
    { no: 2, outcome: 'try-again', reason: 'receiver_failed', asked_by: null },
  ])
})

test('PR-16 twenty clicks beside the schedule: attempts without gaps, never two at once', async () => {
  const place = await waiting()
  let flying = 0
  let most = 0
  const slow = receiver(async () => {
    flying += 1
    most = Math.max(most, flying)
    await new Promise((go) => setTimeout(go, 60))
    flying -= 1
    return status(500)
  })
  const [delivery] = await deliveriesOf(place)
  const mia = { ...sluice, label: 'Mia' }
  const loops = [new DeliveryLoop(slow.http), new DeliveryLoop(slow.http)]
  for (const loop of loops) loop.start()
  await expect.poll(() => slow.calls.length, { interval: 5 }).toBe(1)
  for (let click = 0; click < 20; click++) {
    await retryDelivery(place.teamId, delivery?.id ?? '', mia)
    await new Promise((go) => setTimeout(go, 30))
  }
  await expect.poll(() => slow.calls.length, { interval: 20 }).toBeGreaterThan(2)
  await Promise.all(loops.map((loop) => loop.stop()))
  const attempts = await attemptsOf(place)
  expect(attempts.length).toBeGreaterThan(2)
  expect(attempts.map(({ no }) => no)).toEqual(attempts.map((_, i) => i + 1))
  expect(attempts.some(({ asked_by }) => asked_by === 'Mia')).toBe(true)
  expect(most).toBe(1)
})

test('retries can be stopped, and asked for again one by one or by filter', async () => {
  const place = await waiting(3)
  await sendAll(place, receiver(() => status(500)).http)
  const [first] = await deliveriesOf(place)
  expect(await stopDelivery(place.teamId, first?.id ?? '', sluice)).toBe(true)
  expect(await stopDelivery(place.teamId, first?.id ?? '', sluice)).toBe(false)
  expect(await deliveriesOf(place)).toMatchObject([
    { state: 'cancelled', reason: 'stopped' },
    { state: 'queued' },
    { state: 'queued' },
  ])
  const all = { siteId: place.siteId, states: ['queued', 'cancelled'] as const }
  expect(await retryMatching(place.teamId, all, sluice)).toBe(3)
  await sendAll(place, receiver().http)
  expect((await deliveriesOf(place)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
  expect(await retryDelivery(place.teamId, first?.id ?? '', sluice)).toEqual({ ok: false, reason: 'delivered' })
})

test('OUT-17 what was said is kept without what is secret', async () => {
  const place = await connectedTeam()
  const { http } = receiver((call) => ({
    ok: true,
    response: {
      status: 500,
      headers: { 'set-cookie': 'canary-cookie' },
      body: JSON.stringify(call.headers),
      cut: false,
    },
  }))
  const headers = { authorization: 'Bearer canary-bearer-1234' }
  await makeDestination(place, 'webhook', { ...hook, headers }, receiver().http)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))])
  await applyAll()
  await sendAll(place, http)
  const kept = JSON.stringify([
    await rowsOf(place, sql`select * from delivery_calls`),
    await rowsOf(place, sql`select * from delivery_attempts`),
    await rowsOf(place, sql`select * from destinations`),
  ])
  expect(kept).toContain('webhook-id')
  expect(kept).not.toMatch(/canary/)
})

test('OUT-17 a test send repeats no secret either', async () => {
  const place = await connectedTeam()
  const echo = receiver((call) => ({
    ok: true,
    response: { status: 400, headers: {}, body: JSON.stringify({ message: call.headers }), cut: false },
  }))
  const headers = { authorization: 'Bearer canary-bearer-1234' }
  const { record } = await makeDestination(place, 'webhook', { ...hook, headers }, receiver().http)
  const asked = { type: 'charge.succeeded', email: 'ada@example.com' }
  const sent = await testSend({ teamId: place.teamId, actor: sluice }, record.id, asked, echo.http)
  expect(sent?.exchanges).toHaveLength(1)
  expect(JSON.stringify(sent)).toContain('webhook-id')
  expect(JSON.stringify(sent)).not.toMatch(/canary/)
})

test('DA-12 attempts and what was said at them go after thirty days; that it was delivered stays', async () => {
  const place = await waiting(2)
  await sendAll(place, receiver().http)
  await rowsOf(
    place,
    sql`update delivery_calls set at = at - interval '31 days' where id in (select id from delivery_calls limit 1)`,
  )
  await rowsOf(
    place,
    sql`update delivery_attempts set at = at - interval '31 days' where no = 1
    and delivery_id in (select id from deliveries order by id limit 1)`,
  )
  await keepAttempts()
  expect(await rowsOf(place, sql`select 1 from delivery_attempts`)).toHaveLength(1)
  expect(await rowsOf(place, sql`select 1 from delivery_calls`)).toHaveLength(1)
  expect((await deliveriesOf(place)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
})

test('a delivery that cannot even be made, and one nobody ever hears the end of, follow the schedule and end', async () => {
  const place = await waiting()
  await rowsOf(place, sql`update destinations set config = jsonb_set(config, '{secrets}', '"v1.nowhere.a.b"')`)
  const { http, calls } = receiver()
  await sendAll(place, http)
  expect(await attemptsOf(place)).toMatchObject([{ no: 1, outcome: 'try-again', reason: 'could_not_send' }])
  const [row] = await rowsOf<{ s: number }>(
    place,
    sql`select extract(epoch from due_at - now())::float8 as s from delivery_queue`,
  )
  expect(row?.s).toBeGreaterThan(2)
  // As a process leaves it that died at the last attempt.
  await rowsOf(
    place,
    sql`update delivery_queue set attempt_no = ${mostAttempts}, call_id = gen_random_uuid(), due_at = now()`,
  )
  expect(await claim(place.teamId, place.destinationId, () => 1)).toBeNull()
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'dead', reason: 'answer_lost', attempts: mostAttempts }])
  expect(await rowsOf(place, sql`select 1 from delivery_queue`)).toEqual([])
  expect(calls).toEqual([])
})
