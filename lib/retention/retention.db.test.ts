import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pool } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { readiness } from '@/lib/health'
import { applyAll, connectedTeam, type Place, post, rowsOf } from '@/lib/lane/testing'
import { charge, peopleOf, refund, stripeEvent } from '@/lib/lane/testing-stripe'
import { partitionInbox } from './partition-inbox'
import { inboxPartitions } from './partitions'
import { keepRaw } from './raw'

const day = 24 * 60 * 60_000
const database = useTestDatabase()

let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
})
afterAll(() => admin.end())

let place: Place
beforeEach(async () => {
  place = await connectedTeam()
})

/** Makes everything in the team's inbox look as if it came long ago; a superuser sees all partitions. */
const age = (place: Place, days: number) =>
  admin.query(`update inbox set received_at = received_at - make_interval(days => $2) where team_id = $1`, [
    place.teamId,
    days,
  ])
const rawIds = async (place: Place) =>
  (await rowsOf<{ id: string }>(place, sql`select stripe_event_id as id from inbox order by 1`)).map((row) => row.id)

async function told(...events: ReturnType<typeof stripeEvent>[]) {
  for (const event of events) expect(await post(event)).toBe(200)
  await applyAll()
}

describe('one table', () => {
  test('what was received long ago goes; what is open or waits for its person stays, and so does what it told', async () => {
    const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))
    const waits = stripeEvent(place, 'refund.created', refund('re_1', 'ch_unknown', 200))
    await told(paid, waits)
    const open = stripeEvent(place, 'charge.succeeded', charge('ch_2', 500))
    expect(await post(open)).toBe(200)
    await keepRaw()
    expect(await rawIds(place)).toHaveLength(3)
    await age(place, 91)
    await keepRaw()
    expect(await rawIds(place)).toEqual([open.id, waits.id].sort())
    expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '1000' } }])
    await applyAll()
    await keepRaw()
    expect(await rawIds(place)).toEqual([waits.id])
  })
})

describe('a table of weeks', () => {
  const inDays = (days: number) => new Date(Date.now() + days * day)
  const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000)

  beforeAll(async () => {
    const early = await connectedTeam()
    const known = stripeEvent(early, 'charge.succeeded', charge('ch_early', 1_000))
    const odd = { ...stripeEvent(early, 'charge.succeeded', charge('ch_odd', 100)), created: 4_000_000_000 }
    const old = { ...stripeEvent(early, 'charge.succeeded', charge('ch_old', 10)), created: seconds(inDays(-200)) }
    const all = [known, odd, old]
    for (const event of all) expect(await post(event)).toBe(200)
    expect(await inboxPartitions()).toBeNull()
    // As if it had been done eighty days ago.
    expect(await partitionInbox(inDays(-80))).toBe(true)
    expect(await partitionInbox()).toBe(false)
    await keepRaw()

    // What was kept before is applied after, and known when it is sent again.
    expect(await applyAll()).toBe(3)
    for (const event of all) expect(await post(event)).toBe(200)
    expect(await applyAll()).toBe(0)
    expect(await peopleOf(early)).toMatchObject([{ ltv: { USD: '1110' } }])
  })

  test('has the weeks to come, the same names of keys, and the same fence', async () => {
    const partitions = (await inboxPartitions()) ?? []
    expect(partitions[0]?.name).toBe('inbox_before')
    expect(partitions.at(-1)).toEqual({ name: 'inbox_default', ends: null })
    expect(partitions.length).toBeGreaterThan(5)
    expect((await readiness()).checks.indexes).toEqual({ ok: true })
    const { rows } = await pool.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relname like 'inbox%'
        and relkind in ('r', 'p') and relname <> 'inbox_queue' and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(rows).toEqual([])
    // The login owns the tables, and sees nothing of any team.
    for (const { name } of partitions) expect((await pool.query(`select 1 from ${name}`)).rows).toEqual([])
  })

  test('takes webhooks, finds repetitions, and keeps odd dates in the default partition', async () => {
    const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))
    const next = {
      ...stripeEvent(place, 'charge.succeeded', charge('ch_2', 500)),
      created: seconds(inDays(20)),
    }
    const never = { ...stripeEvent(place, 'charge.succeeded', charge('ch_3', 5)), created: 'yesterday' }
    for (const event of [paid, next, never, paid, next, never]) expect(await post(event)).toBe(200)
    expect(await applyAll()).toBe(3)
    const { rows } = await admin.query<{ at: string; count: number }>(
      `select case when tableoid::regclass::text like 'inbox_2%' then 'week' else tableoid::regclass::text end as at, count(*)::int
       from inbox where team_id = $1 group by 1 order by 1`,
      [place.teamId],
    )
    expect(rows).toEqual([
      { at: 'inbox_before', count: 1 },
      { at: 'week', count: 2 },
    ])
  })

  test('an entry is looked for in its own week only', async () => {
    await admin.query(`set enable_seqscan = off`)
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off, timing off) select i.raw from (values ($1::uuid, $2::uuid, now())) q(team_id, id, created)
       join inbox i on i.team_id = q.team_id and i.id = q.id and i.created = q.created`,
      [place.teamId, place.teamId],
    )
    const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => /Scan/.test(line))
    expect(scans.filter((line) => !/never executed/.test(line)).length).toBeLessThanOrEqual(2)
  })

  test('old weeks are dropped; what is open, waits or came late is kept, and a repetition is still known', async () => {
    const old = seconds(inDays(-1_000))
    const paid = { ...stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000)), created: old }
    const waits = { ...stripeEvent(place, 'refund.created', refund('re_1', 'ch_unknown', 200)), created: old }
    await told(paid, waits)
    await age(place, 300)
    const late = { ...stripeEvent(place, 'charge.succeeded', charge('ch_2', 500)), created: old }
    await told(late)
    const open = { ...stripeEvent(place, 'charge.succeeded', charge('ch_3', 7)), created: old }
    expect(await post(open)).toBe(200)

    // In twenty-five days the partition of everything before has ended more than ninety days ago.
    await keepRaw(inDays(25))
    expect((await inboxPartitions())?.map(({ name }) => name)).not.toContain('inbox_before')
    expect(await rawIds(place)).toEqual([late.id, open.id, waits.id].sort())
    expect(await post(open)).toBe(200)
    expect(await applyAll()).toBe(1)
    expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '1507' } }])
  })
})
