import { type SQL, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { join } from '@/lib/auth/testing'
import { sluice } from '@/lib/connections/actor'
import { disconnectAll } from '@/lib/connections/mutations'
import { liveFlow, notes, runAll, wait } from '@/lib/flows/engine/testing'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { deleteSite } from '@/lib/sites/mutations'
import { deleteTeam } from '@/lib/teams/mutations'
import { laneKey } from '@/lib/tenancy/lane-key'
import { makeDestination, receiver } from './testing'

useTestDatabase()

/** A site of two Stripe accounts, with a delivery and a run each that wait: Ada's of the first at later rows than Bo's of the second. */
async function shared() {
  const a = await connectedTeam()
  const other = await connectedTeam({ teamId: a.teamId })
  await routeTo(other, a.siteId)
  const b = { ...other, siteId: a.siteId }
  const [first, second] = [await hook(a, 'First'), await hook(a, 'Second')]
  const [flowB, flowA] = [await liveFlow(a, { steps: [awaited] }), await liveFlow(a, { steps: [awaited] })]
  await begins(b, 'bo@example.com', first, flowB)
  await begins(a, 'ada@example.com', second, flowA)
  return { a, b, first, second, flowA, flowB }
}

const awaited = wait('wait1', 'invoice.paid')
const hook = async (place: Place, name: string) =>
  (await makeDestination(place, 'webhook', { url: 'https://example.com/hooks' }, receiver().http, { name })).record.id

/** An event of a place that waits at one destination and in one flow alone. */
async function begins(place: Place, email: string, destination: string, flow: string) {
  await rowsOf(
    place,
    sql`update destinations set types = case when id = ${destination} then null else '{}'::text[] end`,
  )
  await rowsOf(place, sql`update flows set state = case when id = ${flow} then 'live' else 'paused' end`)
  await postAll([stripeEvent(place, 'charge.succeeded', charge(newId(), 100, { billing_details: { email } }))])
  await applyAll()
  await runAll(place, { kinds: notes(place).kinds })
  await rowsOf(place, sql`update destinations set types = '{invoice.paid}'`)
}

/** Lets `work` run into rows that are held, and looks what it has by then: `free` must all be there to be locked. */
async function meanwhile(
  place: Place,
  held: SQL,
  work: () => Promise<unknown>,
  free: readonly SQL[],
  read: (rows: SQL) => Promise<unknown[]> = (rows) => rowsOf(place, rows),
) {
  let working: Promise<unknown> | undefined
  await withTeams(place.teamId, async (tx) => {
    expect((await tx.execute(held)).rows).not.toEqual([])
    working = work()
    await expect.poll(waitsForLock, { timeout: 5_000, interval: 10 }).toBe(true)
    for (const rows of free) {
      const all = (await read(rows)).length
      expect(all).toBeGreaterThan(0)
      expect(await read(sql`${rows} for update skip locked`)).toHaveLength(all)
    }
  })
  await working
}

async function waitsForLock() {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length > 0
}

const paid = (place: Place) =>
  stripeEvent(
    place,
    'invoice.paid',
    {
      id: 'in_1',
      object: 'invoice',
      customer_email: 'ada@example.com',
      amount_paid: 100,
      currency: 'usd',
      status: 'paid',
    },
    60,
  )
const ended = (place: Place) =>
  stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_700)

const destination = (id: string) => sql`select id from destinations where id = ${id}`
const queued = (flow: string) => sql`select run_id from flow_queue where flow_id = ${flow}`

test('PR-09 the lane takes destinations in their order, also those whose deliveries end, and no row of a queue before', async () => {
  const { a, b, first, second, flowA, flowB } = await shared()
  await rowsOf(
    a,
    sql`update destinations set types = case when id = ${second} then '{invoice.paid}'::text[] else '{}' end`,
  )
  await postAll([paid(a), ended(b)])
  await meanwhile(a, sql`${destination(first)} for update`, applyAll, [
    destination(second),
    queued(flowA),
    queued(flowB),
  ])
  expect(await rowsOf(a, sql`select state from flow_runs where flow_id = ${flowB}`)).toEqual([{ state: 'cancelled' }])
})

test('PR-09 the lane takes runs that it wakes and runs that end in one order', async () => {
  const { a, b, flowA, flowB } = await shared()
  await postAll([paid(a), ended(b)])
  await meanwhile(a, sql`${queued(flowB)} for update`, applyAll, [queued(flowA)])
})

test('PR-09 who disconnects every account of a team takes all destinations before any run', async () => {
  const { a, first, flowA, flowB, second } = await shared()
  const all = () => withTeams(a.teamId, (tx) => disconnectAll(tx, a.teamId, sluice))
  await meanwhile(a, sql`${destination(first)} for update`, all, [destination(second), queued(flowA), queued(flowB)])
})

test('PR-09 who disconnects every account of a team has none of them while the lane is at it', async () => {
  const { a } = await shared()
  const all = () => withTeams(a.teamId, (tx) => disconnectAll(tx, a.teamId, sluice))
  const lane = sql`select pg_advisory_xact_lock(${laneKey(a.teamId).toString()}::bigint)`
  await meanwhile(a, lane, all, [sql`select id from connections`])
})

test('PR-09 who deletes a team has nobody of it while the lane is at it', async () => {
  const { a } = await shared()
  await join(a.teamId, 'owner')
  const gone = () => deleteTeam({ teamId: a.teamId, actor: sluice })
  const seats = sql`select user_id from team_members where team_id = ${a.teamId}`
  const lane = sql`select pg_advisory_xact_lock(${laneKey(a.teamId).toString()}::bigint)`
  const read = async (rows: SQL) => (await db.execute(rows)).rows
  await meanwhile(a, lane, gone, [seats], read)
  expect(await read(seats)).toEqual([])
})

test('PR-09 who deletes a site takes its destinations in their order, and then its flows', async () => {
  const { a, b, first, second, flowA } = await shared()
  const home = await addSite(a, 'Home')
  for (const place of [a, b]) await routeTo(place, home)
  const gone = () => deleteSite({ teamId: a.teamId, actor: sluice }, a.siteId)
  const flow = sql`select id from flows where id = ${flowA}`
  await meanwhile(a, sql`${destination(first)} for update`, gone, [destination(second), flow])
})
