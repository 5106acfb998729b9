import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { call, liveFlow, notes, pass, runAll, runsOf, trailOf, wait } from './testing'

useTestDatabase()

const invoice = (id: string, paid: boolean) => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  customer_email: 'ada@example.com',
  amount_due: 4_900,
  amount_paid: paid ? 4_900 : 0,
  currency: 'usd',
  status: paid ? 'paid' : 'open',
})

const failed = (place: Place, id = 'in_1', second = 1) =>
  stripeEvent(place, 'invoice.payment_failed', invoice(id, false), second)
const paid = (place: Place, id = 'in_1', second = 60) => stripeEvent(place, 'invoice.paid', invoice(id, true), second)

async function happen(...events: object[]) {
  await postAll(events)
  await applyAll()
}

async function withAda() {
  const place = await connectedTeam()
  await happen(stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')))
  return place
}

const dunning = { on: 'invoice.payment_failed', ends_when: ['invoice.paid'], steps: [wait(), call()] }

test('FL-05 somebody who pays while a flow waits gets nothing', async () => {
  const place = await withAda()
  await liveFlow(place, dunning)
  await happen(failed(place))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'open', step_id: 'wait1' }])
  await happen(paid(place))
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'left', reason: 'happened_meanwhile' }])
  await pass(place, 2)
  await runAll(place, { kinds })
  expect(seen).toEqual([])
})

test('FL-05 another invoice that is paid ends nothing, and the wait goes on as long as it was to', async () => {
  const place = await withAda()
  await liveFlow(place, dunning)
  await happen(failed(place))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  const until = () => rowsOf(place, sql`select waits_since, waits_until, listens from flow_queue`)
  const before = await until()
  await happen(paid(place, 'in_2'))
  await runAll(place, { kinds })
  expect(await until()).toEqual(before)
  await pass(place, 1)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(1)
})

const invoicePaidIs = (place: Place, on: boolean, filter: object | null = null) =>
  rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name, filter)
      values (${place.teamId}, ${place.connectionId}, 'invoice.paid', ${on}, true, true, false, ${filter && JSON.stringify(filter)}::jsonb)`,
  )

test.each([
  [
    'came while the connection was paused',
    'paused',
    (place: Place) => rowsOf(place, sql`update connections set is_active = false where id = ${place.connectionId}`),
  ],
  ['is switched off', 'switched_off', (place: Place) => invoicePaidIs(place, false)],
  [
    'is filtered out',
    'filtered',
    (place: Place) => invoicePaidIs(place, true, { metadata: [{ key: 'shop', value: 'other' }] }),
  ],
])('FL-05 a payment ends what waits for it, also when it %s', async (_, reason, set) => {
  const place = await withAda()
  await liveFlow(place, dunning)
  await happen(failed(place))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  await set(place)
  await happen(paid(place))
  expect(await rowsOf(place, sql`select reason from events where type = 'invoice.paid'`)).toEqual([{ reason }])
  expect(await rowsOf(place, sql`select due_at <= now() as due from flow_queue`)).toEqual([{ due: true }])
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'left', reason: 'happened_meanwhile' }])
  expect(seen).toEqual([])
})

test('FL-05 a payment that Stripe tells of before the failure is known all the same', async () => {
  const place = await withAda()
  await liveFlow(place, { ...dunning, steps: [call()] })
  await happen(paid(place))
  await happen(failed(place))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'skipped', reason: 'happened_meanwhile' }])
  expect(seen).toEqual([])
})

test('a wait until an event ends with it, at once, and else when its time is over', async () => {
  const place = await withAda()
  await liveFlow(place, { on: 'customer.updated', steps: [wait('wait1', 'charge.succeeded', 3), call()] })
  const begin = () => stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', { name: 'Ada' }), 5)
  await happen(begin(), begin())
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen).toEqual([])
  await happen(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, { customer: 'cus_1' }), 60))
  await runAll(place, { kinds })
  expect(seen).toHaveLength(2)
  expect((await trailOf(place)).slice(0, 4)).toEqual(['enter done', 'wait1 waiting', 'wait1 done', 'call1 done'])
  const [end] = await rowsOf(
    place,
    sql`select detail->>'type' as type from flow_steps where step_id = 'wait1' and outcome = 'done'`,
  )
  expect(end).toEqual({ type: 'charge.succeeded' })
  await happen(begin())
  await pass(place, 3)
  await runAll(place, { kinds })
  await pass(place, 3)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(3)
})

test('two waits for the same event in a row want two of them', async () => {
  const place = await withAda()
  await liveFlow(place, {
    on: 'customer.updated',
    steps: [wait('wait1', 'charge.succeeded'), wait('wait2', 'charge.succeeded'), call()],
  })
  await happen(stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', { name: 'Ada' }), 5))
  const { kinds, seen } = notes(place)
  const charged = (id: string) => stripeEvent(place, 'charge.succeeded', charge(id, 100, { customer: 'cus_1' }), 60)
  await runAll(place, { kinds })
  await happen(charged('ch_1'))
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ step_id: 'wait2' }])
  await happen(charged('ch_2'))
  await runAll(place, { kinds })
  expect(seen).toHaveLength(1)
})

test('an event whose batch was under way when the wait began is not missed', async () => {
  const place = await withAda()
  await liveFlow(place, { on: 'customer.updated', steps: [wait('wait1', 'charge.succeeded', 5), call()] })
  await happen(stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', { name: 'Ada' }), 5))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  // Such a batch saw nobody who listens: it commits its events, and wakes none.
  await rowsOf(place, sql`update flow_queue set listens = '{}'`)
  await happen(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, { customer: 'cus_1' }), 60))
  await rowsOf(place, sql`update flow_queue set listens = array['charge.succeeded']`)
  await runAll(place, { kinds })
  expect(seen).toEqual([])
  expect(
    await rowsOf(place, sql`select due_at - waits_since <= interval '10 seconds' as soon from flow_queue`),
  ).toEqual([{ soon: true }])
  await rowsOf(place, sql`update flow_queue set due_at = now()`)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(1)
})

test('what comes while a step is being done is looked at when it is through', async () => {
  const place = await withAda()
  await liveFlow(place, { ...dunning, steps: [call('first'), wait(), call('last1')] })
  await happen(failed(place))
  const lane = await LaneClient.connect()
  const { kinds, seen } = notes(place, async () => {
    await postAll([paid(place)])
    await applyAll(undefined, lane)
    return { status: 'done' }
  })
  await runAll(place, { kinds })
  await lane.close()
  expect(seen).toHaveLength(1)
  expect(await runsOf(place)).toMatchObject([{ state: 'left', reason: 'happened_meanwhile' }])
})

test('a person who is merged into another, or deleted, takes their runs along', async () => {
  const place = await withAda()
  await liveFlow(place, { on: 'charge.succeeded', steps: [wait(), call()] })
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name, on_delete)
      values (${place.teamId}, ${place.connectionId}, 'customer.deleted', true, true, true, false, 'delete')`,
  )
  const charged = (id: string) => stripeEvent(place, 'charge.succeeded', charge(id, 100, { customer: 'cus_1' }), 5)
  await happen(charged('ch_1'))
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  await happen(stripeEvent(place, 'customer.updated', customer('cus_1', 'countess@example.com'), 20))
  await pass(place, 1)
  await runAll(place, { kinds })
  expect(seen.map(({ subscriber }) => subscriber.email)).toEqual(['countess@example.com'])
  await happen(charged('ch_2'))
  await runAll(place, { kinds })
  await happen(stripeEvent(place, 'customer.deleted', customer('cus_1', 'countess@example.com', { deleted: true }), 30))
  await pass(place, 1)
  await runAll(place, { kinds })
  expect((await runsOf(place)).at(-1)).toMatchObject({ state: 'left', reason: 'no_subscriber' })
  expect(seen).toHaveLength(1)
})
