import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { disconnect } from '@/lib/connections/mutations'
import { kindOf } from '@/lib/destinations'
import { changeDestination, removeDestination } from '@/lib/destinations/mutations'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { endLapsed } from './cancel'
import { claim } from './claim'
import { DeliveryLoop } from './loop'
import { retryDelivery } from './retry'
import { send } from './send'
import { deliveriesOf, makeDestination, receiver, sendAll, status } from './testing'

useTestDatabase()

/** Of one person one thing is sent at a time. */
const someone = (i: number) => ({ billing_details: { email: `buyer${i}@example.com`, name: null } })

const hook = { url: 'https://example.com/hooks' }
const webhook = kindOf('webhook')
if (!webhook) throw new Error('there is no webhook')

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

/** A call that is answered when the test says so. */
function held() {
  let answer: (code: number) => void = () => {}
  const answered = new Promise<number>((done) => {
    answer = done
  })
  const { http, calls } = receiver(async () => status(await answered))
  return { http, calls, answer }
}

/** Nothing may be left that nobody will ever look at. */
const astray = (place: Place) =>
  rowsOf(
    place,
    sql`select d.state, q.ends_by from deliveries d full join delivery_queue q on q.id = d.id
      where (d.state = 'queued') <> (q.id is not null)`,
  )

test('a call that is answered while its destination is removed is written down as it ended', async () => {
  for (const [code, state] of [
    [204, 'delivered'],
    [500, 'cancelled'],
  ] as const) {
    const place = await waiting()
    const taken = await claim(place.teamId, place.destinationId, () => 1)
    if (!taken) throw new Error('nothing was claimed')
    const call = held()
    const sending = send(taken, webhook, call.http)
    await expect.poll(() => call.calls.length).toBe(1)
    const removing = removeDestination({ teamId: place.teamId, actor: sluice }, place.destinationId)
    await expect
      .poll(() => rowsOf(place, sql`select ends_by from delivery_queue`))
      .toEqual([{ ends_by: 'destination_removed' }])
    call.answer(code)
    await Promise.all([sending, removing])
    expect(await deliveriesOf(place)).toMatchObject([{ state, attempts: 1 }])
    expect(await astray(place)).toEqual([])
  }
})

test('of a cancelled call whose process died the delivery ends all the same', async () => {
  const place = await waiting()
  await claim(place.teamId, place.destinationId, () => 1)
  await disconnect(place.teamId, place.connectionId, sluice)
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'queued' }])
  await rowsOf(place, sql`update delivery_queue set due_at = now() - interval '1 second'`)
  expect(await endLapsed()).toBe(1)
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'cancelled', reason: 'connection_ended', attempts: 1 }])
})

test('five calls that hear 410 at once end without a deadlock, and everything is kept', async () => {
  for (let round = 0; round < 6; round++) {
    const place = await waiting(8)
    const claims = []
    for (let i = 0; i < 5; i++) claims.push(await claim(place.teamId, place.destinationId, () => 1))
    const gone = receiver(() => status(410))
    await Promise.all(claims.map((one) => one && send(one, webhook, gone.http)))
    const rows = await deliveriesOf(place)
    expect(rows.map(({ state, reason }) => `${state} ${reason}`)).toEqual(
      Array(8).fill('cancelled destination_disabled'),
    )
    expect(rows.filter(({ attempts }) => attempts === 1)).toHaveLength(5)
    expect(await astray(place)).toEqual([])
  }
})

test('what the lane queues beside a removal, a disable and a disconnect is sent by nobody and lost to nobody', async () => {
  const place = await waiting()
  const other = await makeDestination(place, 'webhook', hook, receiver().http, { name: 'Disabled meanwhile' })
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_late', 100), 90)])
  const meddling = (async () => {
    await rowsOf(place, sql`update destinations set state = 'disabled', disabled_at = now() where id = ${other.id}`)
    await removeDestination({ teamId: place.teamId, actor: sluice }, place.destinationId)
  })()
  await Promise.all([applyAll(), meddling])
  const { http, calls } = receiver()
  const loop = new DeliveryLoop(http)
  loop.start()
  await new Promise((go) => setTimeout(go, 300))
  await loop.stop()
  expect(calls).toEqual([])
  expect((await deliveriesOf(place)).filter(({ state }) => state !== 'cancelled')).toEqual([])
  expect(await astray(place)).toEqual([])
})

test('RT-05 a charge beside the word that Stripe disconnected, in one batch, is not sent', async () => {
  const place = await waiting(0)
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 100), 10),
    stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_700),
  ])
  await applyAll()
  expect(await deliveriesOf(place)).toMatchObject([
    { type: 'charge.succeeded', state: 'cancelled', reason: 'connection_ended' },
    { type: 'account.application.deauthorized', state: 'cancelled' },
  ])
})

test('OUT-03 a receiver that names a time is left alone with everything until then, but for a retry by hand', async () => {
  const place = await waiting(30)
  const busy = receiver(() => status(429, { 'retry-after': '3600' }))
  const loop = new DeliveryLoop(busy.http)
  loop.start()
  await new Promise((go) => setTimeout(go, 700))
  await loop.stop()
  expect(busy.calls.length).toBeGreaterThan(0)
  expect(busy.calls.length).toBeLessThanOrEqual(5)
  const [last] = (await deliveriesOf(place)).slice(-1)
  await retryDelivery(place.teamId, last?.id ?? '', sluice)
  await sendAll(place, receiver().http)
  expect((await deliveriesOf(place)).slice(-1)).toMatchObject([{ state: 'delivered' }])
})

test('a retry while it is being sent says so, and attempts go on counting whatever became of them', async () => {
  const place = await waiting()
  await claim(place.teamId, place.destinationId, () => 1)
  const [delivery] = await deliveriesOf(place)
  const retry = () => retryDelivery(place.teamId, delivery?.id ?? '', sluice)
  expect(await retry()).toEqual({ ok: false, reason: 'being_sent' })
  await rowsOf(place, sql`update delivery_queue set due_at = now() - interval '1 second'`)
  await claim(place.teamId, place.destinationId, () => 1)
  await disconnect(place.teamId, place.connectionId, sluice)
  await rowsOf(place, sql`update delivery_queue set due_at = now() - interval '1 second'`)
  await endLapsed()
  expect(await retry()).toMatchObject({ ok: true })
  await sendAll(place, receiver().http)
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'delivered', attempts: 3 }])
})

test('OUT-12 days of a pause are no days of failures', async () => {
  const place = await waiting()
  await sendAll(place, receiver(() => status(503)).http)
  const failing = () => rowsOf(place, sql`select failing_since is not null as failing from destinations`)
  expect(await failing()).toEqual([{ failing: true }])
  const by = { teamId: place.teamId, actor: sluice }
  for (const state of ['paused', 'on'] as const)
    await changeDestination(by, place.destinationId, { state }, async () => receiver().http)
  expect(await failing()).toEqual([{ failing: false }])
})
