import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { deliveriesOf, makeDestination, receiver, status } from '@/lib/deliveries/testing'
import { removeDestination } from '@/lib/destinations/mutations'
import { addSite, applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { retryFailedRuns, retryRun } from '../runs/retry'
import { call, liveFlow, notes, runAll, runsOf, trailOf } from './testing'

useTestDatabase()

async function charged(place: Place, id = 'ch_1', more: object = {}) {
  await postAll([stripeEvent(place, 'charge.succeeded', charge(id, 4_900, { metadata: { order: 'a "1"' }, ...more }))])
  await applyAll()
}

/** Retries are due now. */
const soon = (place: Place) => rowsOf(place, sql`update flow_queue set due_at = now() where claim_id is null`)

const sendTo = (destinationId: string, id = 'send1') => ({
  id,
  kind: 'destination' as const,
  destination_id: destinationId,
})

test('an HTTP step calls with its variables, a key of run and step, and how deep it is', async () => {
  const place = await connectedTeam()
  await liveFlow(place, {
    steps: [
      call('call1', {
        url: 'https://example.com/people/{{ subscriber.email }}',
        headers: [{ name: 'X-Key', value: 'top-secret-key' }],
        body: '{"order": "{{ event.metadata.order }}", "paid": "{{ event.amount }}"}',
      }),
    ],
  })
  await charged(place)
  const { http, calls } = receiver(() => ({
    ok: true,
    response: { status: 200, headers: {}, body: '{"message":"Welcome, top-secret-key"}', cut: false },
  }))
  await runAll(place, { http })
  const [run] = await runsOf(place)
  expect(calls).toMatchObject([
    {
      method: 'POST',
      url: 'https://example.com/people/ada%40example.com',
      headers: {
        'x-key': 'top-secret-key',
        'content-type': 'application/json',
        'sluice-depth': '1',
        'idempotency-key': `${run?.id}-call1`,
      },
    },
  ])
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ order: 'a "1"', paid: '49.00' })
  expect(run).toMatchObject({ state: 'done' })
  const [step] = await rowsOf(place, sql`select says, detail::text as detail from flow_steps where step_id = 'call1'`)
  expect(step?.says).toBe('Welcome, …')
  expect(step?.detail).not.toContain('top-secret-key')
})

test('a receiver that is away is tried five times, then the run has failed, and a person tries again', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call(), call('after')] })
  await charged(place)
  const away = receiver(() => status(503))
  for (let turn = 0; turn < 5; turn++) {
    await soon(place)
    await runAll(place, { http: away.http })
  }
  expect(away.calls).toHaveLength(5)
  expect(new Set(away.calls.map(({ headers }) => headers?.['idempotency-key'])).size).toBe(1)
  const [run] = await runsOf(place)
  expect(run).toMatchObject({ state: 'failed', reason: 'receiver_failed', step_id: 'call1' })
  expect(await retryRun(place.teamId, run?.id ?? '', { ...sluice, label: 'Mia Lee' })).toMatchObject({ ok: true })
  await runAll(place, { http: away.http })
  expect(await runsOf(place)).toMatchObject([{ state: 'failed' }])
  expect(await retryFailedRuns(place.teamId, run?.flow_id ?? '', sluice)).toBe(1)
  await runAll(place, { http: receiver(() => status(200)).http })
  expect(await runsOf(place)).toMatchObject([{ state: 'done', reason: null }])
  expect(await rowsOf(place, sql`select no, asked_by from flow_steps where asked_by is not null order by no`)).toEqual([
    { no: 7, asked_by: 'Mia Lee' },
    { no: 8, asked_by: 'Sluice' },
  ])
  expect(await retryRun(place.teamId, run?.id ?? '', sluice)).toEqual({ ok: false, reason: 'not_failed' })
})

test('a failed run that is tried again after Stripe was disconnected does nothing more', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  await charged(place)
  await runAll(place, { http: receiver(() => status(404)).http })
  await rowsOf(place, sql`update connections set state = 'disconnected' where id = ${place.connectionId}`)
  const [run] = await runsOf(place)
  expect(await retryRun(place.teamId, run?.id ?? '', sluice)).toMatchObject({ ok: true })
  const { http, calls } = receiver()
  await runAll(place, { http })
  expect(calls).toEqual([])
  expect(await runsOf(place)).toMatchObject([{ state: 'cancelled', reason: 'connection_ended' }])
})

test.each([
  [404, 'receiver_refused'],
  [410, 'receiver_refused'],
  [401, 'key_refused'],
  [302, 'redirected'],
])('what a receiver refuses with %i is not tried again', async (code, reason) => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call(), call('after')] })
  await charged(place)
  const { http, calls } = receiver(() => status(code))
  await runAll(place, { http })
  expect(calls).toHaveLength(1)
  expect(await runsOf(place)).toMatchObject([{ state: 'failed', reason, step_id: 'call1' }])
})

test('FL-10 a call with a variable that is missing is not made', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call('call1', { url: 'https://example.com/{{ event.metadata.nothing }}' })] })
  await charged(place)
  const { http, calls } = receiver()
  await runAll(place, { http })
  expect(calls).toEqual([])
  expect(await runsOf(place)).toMatchObject([{ state: 'failed', reason: 'variable_missing' }])
})

test('a destination step queues the event once, however many steps and forwards send it there', async () => {
  const place = await connectedTeam()
  const hook = await makeDestination(place, 'webhook', { url: 'https://example.com/hooks' }, receiver().http, {
    types: ['invoice.paid'],
  })
  await liveFlow(place, { steps: [sendTo(hook.id), sendTo(hook.id, 'again')] })
  await charged(place)
  await runAll(place)
  expect(await deliveriesOf(place)).toMatchObject([{ type: 'charge.succeeded', what: 'event', state: 'queued' }])
  const [delivery] = await rowsOf(
    place,
    sql`select captured, party_key, event->>'sluice_depth' as depth, event ? 'details' as more from deliveries`,
  )
  expect(delivery).toEqual({ captured: true, party_key: 'mail:ada@example.com', depth: '1', more: false })
  expect(await trailOf(place)).toEqual(['enter done', 'send1 done', 'again done'])
  expect(await rowsOf(place, sql`select says from flow_steps where step_id = 'again'`)).toEqual([
    { says: 'This event is on its way there already.' },
  ])
})

test.each([
  ['delivered', 'event', 'done', 'It had this event already.'],
  ['refused', 'event', 'skipped', 'It refused this event before.'],
  ['dead', 'event', 'skipped', 'It was tried for days and given up.'],
  ['cancelled', 'event', 'skipped', 'Its delivery was cancelled before.'],
  ['delivered', 'contact', 'skipped', 'It got the contact of this event, not the event.'],
])('a destination step says what became of the event before: %s, as %s', async (state, what, outcome, says) => {
  const place = await connectedTeam()
  const hook = await makeDestination(place, 'webhook', { url: 'https://example.com/hooks' }, receiver().http, {
    types: ['charge.succeeded'],
  })
  await liveFlow(place, { steps: [sendTo(hook.id)] })
  await charged(place)
  await rowsOf(
    place,
    sql`with ended as (delete from delivery_queue) update deliveries set state = ${state}, what = ${what}`,
  )
  await runAll(place)
  expect(await rowsOf(place, sql`select outcome, says from flow_steps where step_id = 'send1'`)).toEqual([
    { outcome, says },
  ])
  expect(await deliveriesOf(place)).toHaveLength(1)
})

test('a destination that was removed, or is another site’s, is a step to mend; of a disabled one the event is kept', async () => {
  const place = await connectedTeam()
  const { http } = receiver()
  const make = (at = place) => makeDestination(at, 'webhook', { url: 'https://example.com/hooks' }, http, { types: [] })
  const [removed, disabled] = [await make(), await make()]
  const elsewhere = await make({ ...place, siteId: await addSite(place, 'Other') })
  await removeDestination({ teamId: place.teamId, actor: sluice }, removed.id)
  await rowsOf(place, sql`update destinations set state = 'disabled' where id = ${disabled.id}`)
  for (const { id } of [removed, elsewhere, disabled]) await liveFlow(place, { steps: [sendTo(id)] })
  await charged(place)
  await runAll(place)
  expect((await runsOf(place)).map(({ reason, state }) => reason ?? state)).toEqual(['step_gone', 'step_gone', 'done'])
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'cancelled', reason: 'destination_disabled' }])
})

test('a step that breaks on our side is tried again, and said so', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  await charged(place)
  const { kinds, seen } = notes(place, (_, nth) => {
    if (nth === 1) throw new Error('a fault of ours')
    return { status: 'done' }
  })
  await runAll(place, { kinds })
  await soon(place)
  await runAll(place, { kinds })
  expect(seen.map(({ attemptNo }) => attemptNo)).toEqual([1, 2])
  expect(await trailOf(place)).toEqual(['enter done', 'call1 try-again step_broke', 'call1 done'])
})
