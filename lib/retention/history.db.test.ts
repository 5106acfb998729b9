import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { fillTable } from '@/db/testing-fill'
import { sluice } from '@/lib/connections/actor'
import { retryMatching } from '@/lib/deliveries/retry'
import { deliveriesOf, makeDestination, receiver, sendAll } from '@/lib/deliveries/testing'
import { readEnv } from '@/lib/env'
import { mostCapHours } from '@/lib/flows/definition'
import { call, liveFlow, notes, runAll, runsOf, wait } from '@/lib/flows/engine/testing'
import { retryFailedRuns } from '@/lib/flows/runs/retry'
import { applyAll, connectedTeam, type Place, post, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { keepDeliveries } from './deliveries'
import { keepRuns } from './flows'

const database = useTestDatabase()
const keptDays = readEnv({}).HISTORY_RETENTION_DAYS

const charged = (place: Place, id: string) => stripeEvent(place, 'charge.succeeded', charge(id, 100))

/** Lets days pass for what has come to its end. */
async function age(place: Place, days: number) {
  const ago = sql`${days} * interval '1 day'`
  await rowsOf(place, sql`update flow_runs set ended_at = ended_at - ${ago}, created_at = created_at - ${ago}`)
  await rowsOf(place, sql`update deliveries set settled_at = settled_at - ${ago}, created_at = created_at - ${ago}`)
}

const webhook = (place: Place) =>
  makeDestination(place, 'webhook', { url: 'https://example.com/hooks' }, receiver().http)

async function keep() {
  await keepRuns()
  await keepDeliveries()
}

/** Charges that were told a webhook and went through a flow. */
async function toldAndThrough(ids: string[]) {
  const place = await connectedTeam()
  await webhook(place)
  const flow = await liveFlow(place, { steps: [call()] })
  const events = ids.map((id) => charged(place, id))
  await postAll(events)
  await applyAll()
  const { http } = receiver()
  await sendAll(place, http)
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  return { place, flow, events, http, kinds, seen }
}

test('DA-12 what is kept for a disabled destination goes with its time as well, whether it came by the lane or by a step', async () => {
  const place = await connectedTeam()
  const { id } = await webhook(place)
  const { id: second } = await makeDestination(place, 'webhook', { url: 'https://example.com/two' }, receiver().http, {
    types: [],
  })
  await liveFlow(place, { steps: [{ id: 'send1', kind: 'destination', destination_id: second }] })
  await rowsOf(place, sql`update destinations set state = 'disabled'`)
  await postAll([charged(place, 'ch_1')])
  await applyAll()
  await runAll(place)
  expect(
    await rowsOf(place, sql`select destination_id, reason from deliveries order by destination_id = ${id} desc`),
  ).toEqual([
    { destination_id: id, reason: 'destination_disabled' },
    { destination_id: second, reason: 'destination_disabled' },
  ])
  await age(place, keptDays + 1)
  await keep()
  expect(await deliveriesOf(place)).toEqual([])
})

test('DA-12 runs that ended and deliveries that were settled go after their time, with what was done; what is open stays', async () => {
  const { place } = await toldAndThrough(['ch_1', 'ch_2'])
  await liveFlow(place, { steps: [wait()] })
  await postAll([charged(place, 'ch_3')])
  await applyAll()
  await runAll(place, { kinds: notes(place).kinds })
  await age(place, keptDays - 1)
  await keep()
  expect([(await runsOf(place)).length, (await deliveriesOf(place)).length]).toEqual([4, 3])
  await age(place, 2)
  await keep()
  expect(await runsOf(place)).toMatchObject([{ state: 'open', step_id: 'wait1' }])
  expect(await rowsOf(place, sql`select distinct run_id from flow_steps`)).toHaveLength(1)
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'queued' }])
  expect(await rowsOf(place, sql`select 1 from events where type = 'charge.succeeded'`)).toHaveLength(3)
})

test('DA-12 what is forgotten neither begins again nor is sent again, when Stripe repeats it or it is replayed', async () => {
  const { place, events, http, kinds, seen } = await toldAndThrough(['ch_1'])
  await age(place, keptDays + 1)
  await keep()
  for (const event of events) expect(await post(event)).toBe(200)
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, created, why)
      select team_id, 1, id, 100, created, 'replay' from inbox where kind = 'webhook'`,
  )
  expect(await applyAll()).toBe(1)
  await sendAll(place, http)
  await runAll(place, { kinds })
  expect([await runsOf(place), await deliveriesOf(place), seen.length]).toEqual([[], [], 1])
})

test('a delivery stays as long as a run of its event may come to send it: it goes there once', async () => {
  const place = await connectedTeam()
  const { record } = await webhook(place)
  await liveFlow(place, { steps: [wait(), { id: 'dest', kind: 'destination', destination_id: record.id }] })
  await postAll([charged(place, 'ch_1')])
  await applyAll()
  const { http, calls } = receiver()
  await sendAll(place, http)
  await runAll(place)
  await age(place, keptDays + 1)
  await keep()
  expect(await deliveriesOf(place)).toMatchObject([{ state: 'delivered' }])
  await rowsOf(place, sql`update flow_queue set due_at = now(), waits_until = now()`)
  await runAll(place)
  await sendAll(place, http)
  expect([(await runsOf(place)).map(({ state }) => state), calls.length]).toEqual([['done'], 1])
  await keep()
  expect(await deliveriesOf(place)).toEqual([])
})

test('FL-04 no run goes while a cap may still count it', () => {
  const least = /(\d+) days or more/.exec(problemOf(1))?.[1]
  expect(Number(least) * 24).toBeGreaterThan(mostCapHours)
})

function problemOf(days: number): string {
  try {
    readEnv({ HISTORY_RETENTION_DAYS: String(days) })
  } catch (error) {
    return String(error)
  }
  return expect.unreachable()
}

test('what somebody tries again while it goes is gone, and leaves nothing in a queue', async () => {
  const { place, flow } = await toldAndThrough(['ch_1', 'ch_2'])
  await rowsOf(place, sql`update deliveries set state = 'dead'`)
  await rowsOf(place, sql`update flow_runs set state = 'failed', step_id = 'call1'`)
  await age(place, keptDays + 1)
  const admin = await connected()
  const going = async (purge: string, retried: () => Promise<number>) => {
    await admin.query(`begin; select ${purge}(now() - interval '400 days', 1000)`)
    const count = retried()
    await expect.poll(() => waitsForLock(), { timeout: 5_000 }).toBe(true)
    await admin.query('commit')
    return count
  }
  expect(await going('sluice_purge_flow_runs', () => retryFailedRuns(place.teamId, flow, sluice))).toBe(0)
  const dead = { siteId: place.siteId, states: ['dead' as const] }
  expect(await going('sluice_purge_deliveries', () => retryMatching(place.teamId, dead, sluice))).toBe(0)
  await admin.end()
  expect(await rowsOf(place, sql`select id from delivery_queue union all select run_id from flow_queue`)).toEqual([])
})

async function waitsForLock() {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length > 0
}

async function connected() {
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  return admin
}

test.each([
  ['flow_runs', 'sluice_purge_flow_runs', `state = 'done', ended_at = now()`],
  ['deliveries', 'sluice_purge_deliveries', `state = 'delivered', settled_at = now()`],
])('old rows of %s are found by index', async (table, purge, ended) => {
  const admin = await connected()
  await fillTable(admin, table, (await connectedTeam()).teamId, 5_000)
  await admin.query(`update ${table} set ${ended}`)
  await admin.query(`analyze ${table}`)
  const scans = async () => {
    const { rows } = await admin.query<{ n: number }>(
      'select seq_scan::int as n from pg_stat_xact_user_tables where relname = $1',
      [table],
    )
    return rows[0]?.n
  }
  await admin.query('begin')
  const before = await scans()
  await admin.query(`select ${purge}(now() - interval '400 days', 1000)`)
  expect(await scans()).toBe(before)
  await admin.query('rollback')
  await admin.end()
})
