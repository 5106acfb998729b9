import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { addSite, applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { applyBatch } from '@/lib/pipeline'
import { call, liveFlow, notes, runAll, runsOf, trailOf, wait } from './testing'

const { adminUrl } = useTestDatabase()

const day = 86_400
const paid = (place: Place, id: string, amount = 4_900, more: object = {}) =>
  stripeEvent(place, 'charge.succeeded', charge(id, amount, more))

const replay = (place: Place) =>
  rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 1, id, 1, 'replay' from inbox`,
  )

test('a flow begins by its event, on its site and mode, and goes through its steps', async () => {
  const place = await connectedTeam()
  const other = await addSite(place, 'Other')
  await liveFlow(place, { steps: [call('first'), call('then1')] })
  await liveFlow(place, { on: 'charge.refunded', steps: [call()] })
  await liveFlow(place, { steps: [call()] }, false)
  await liveFlow({ ...place, siteId: other }, { steps: [call()] })
  await postAll([paid(place, 'ch_1')])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'done', reason: null, step_id: null, version_no: 1, depth: 0 }])
  expect(await trailOf(place)).toEqual(['enter done', 'first done', 'then1 done'])
  expect(seen[0]).toMatchObject({
    attemptNo: 1,
    livemode: true,
    site: { name: 'Main' },
    subscriber: { email: 'ada@example.com', lifetime_value: '49.00' },
    event: { type: 'charge.succeeded', value: { amount: '49.00' } },
  })
  expect(await rowsOf(place, sql`select 1 from flow_queue`)).toEqual([])
})

test('conditions on the event are looked at by the lane, those on the person when the run enters', async () => {
  const place = await connectedTeam()
  const atLeast = (field: string, value: string) => ({ field, op: 'at_least' as const, value, currency: 'USD' })
  await liveFlow(place, {
    steps: [call()],
    filters: {
      match: 'all',
      conditions: [atLeast('event.amount', '10'), atLeast('subscriber.lifetime_value', '100')],
    },
  })
  await postAll([paid(place, 'ch_1', 900), paid(place, 'ch_2', 5_000), paid(place, 'ch_3', 5_000)])
  await applyAll()
  expect(await runsOf(place)).toHaveLength(2)
  await runAll(place, { kinds: notes(place).kinds })
  expect(await runsOf(place)).toMatchObject([{ state: 'done' }, { state: 'done' }])
  await postAll([paid(place, 'ch_b', 5_000, { billing_details: { email: 'bo@example.com' } })])
  await applyAll()
  await runAll(place, { kinds: notes(place).kinds })
  const [, , skipped] = await rowsOf(place, sql`select state, reason, says, entered_at from flow_runs order by id`)
  expect(skipped).toMatchObject({ state: 'skipped', reason: 'filter_not_met', entered_at: null })
  expect(skipped?.says).toContain('100')
})

test('FL-01 history, what is too old, and what triggers nothing by its setting begin nothing', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  await liveFlow(place, { on: 'customer.created', steps: [call()] })
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
      values (${place.teamId}, ${place.connectionId}, 'customer.created', true, false, true, false)`,
  )
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_old', 100), -3 * day),
    paid(place, 'ch_past'),
    stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
  ])
  await rowsOf(
    place,
    sql`update inbox set kind = 'backfill' where raw::text like '%' || encode('ch_past', 'hex') || '%'`,
  )
  await applyAll()
  expect(await rowsOf(place, sql`select 1 from events where status = 'processed'`)).toHaveLength(3)
  expect(await runsOf(place)).toEqual([])
})

test('FL-02 an event begins a flow once, however often it comes and is replayed, and none made since', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  const event = paid(place, 'ch_1')
  await postAll([event, event])
  await applyAll()
  await postAll([event])
  await liveFlow(place, { steps: [call()] })
  await replay(place)
  await applyAll()
  expect(await runsOf(place)).toHaveLength(1)
})

test('an event that waits for its person begins its flow when it is released, once, about that person', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  await postAll([paid(place, 'ch_1', 100, { customer: 'cus_1', billing_details: { email: null, name: null } })])
  await applyAll()
  expect(await runsOf(place)).toEqual([])
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 10)])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen.map(({ subscriber }) => subscriber.email)).toEqual(['ada@example.com'])
})

test('RT-05 a connection that ends takes its runs along, and a charge beside the word of it begins none', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [wait(), call()] })
  await postAll([paid(place, 'ch_1')])
  await applyAll()
  await runAll(place)
  await postAll([
    paid(place, 'ch_2'),
    stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_700),
  ])
  await applyAll()
  expect(await runsOf(place)).toMatchObject([{ state: 'cancelled', reason: 'connection_ended' }])
  expect(await rowsOf(place, sql`select 1 from flow_queue`)).toEqual([])
})

test.each([
  ['a flow that is paused', sql`update flows set state = 'paused'`],
  ['a flow that is removed', sql`update flows set deleted_at = now()`],
  ['a connection that is ended', sql`update connections set state = 'disconnected'`],
])('%s while the lane is at it begins nothing', async (_, change) => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  await postAll([paid(place, 'ch_1')])
  let applied: Promise<number> | undefined
  await withTeams(place.teamId, async (tx) => {
    await tx.execute(change)
    // It has loaded what was there before, and waits for us where it looks again.
    applied = applyAll()
    await sleep(500)
  })
  expect(await applied).toBe(1)
  expect(await rowsOf(place, sql`select status from events`)).toEqual([{ status: 'processed' }])
  expect(await runsOf(place)).toEqual([])
})

test('what begins costs the lane no round trip more, and notifies nobody', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()], ends_when: ['charge.succeeded'] })
  await postAll(
    Array.from({ length: 100 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100), n)),
  )
  const listener = new pg.Client({ connectionString: adminUrl() })
  await listener.connect()
  let heard = 0
  listener.on('notification', () => {
    heard += 1
  })
  const client = await LaneClient.connect()
  try {
    await listener.query('listen "jobs:insert"')
    const applied = await applyBatch(client, [place.teamId])
    await listener.query('select 1')
    // A hundred begin, and each event wakes whoever listens for it.
    expect([applied.entries, applied.runs, client.roundTrips, heard]).toEqual([100, 200, 6, 0])
  } finally {
    await client.close()
    await listener.end()
  }
})
