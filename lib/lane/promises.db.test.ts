import { performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { fillTable } from '@/db/testing-fill'
import { applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { charge, customer, eventsOf, postAll, stripeEvent } from './testing-stripe'
import { Statistics } from './upkeep/statistics'

const { adminUrl } = useTestDatabase()

const long = process.env.SLUICE_LONG === '1'
const hot = ['inbox', 'inbox_queue', 'events', 'facts', 'parties', 'subscribers', 'ledger', 'subscriptions', 'waiting']

const charges = (place: Place, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) =>
    stripeEvent(
      place,
      'charge.succeeded',
      charge(`ch_${from + n}`, 100, { billing_details: { email: `buyer${n % 40}@example.com` } }),
    ),
  )

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

describe('what a batch costs', () => {
  test.each([1, 128])('six round trips for %i entries', async (count) => {
    const place = await connectedTeam()
    await postAll(charges(place, count))
    const client = await LaneClient.connect()
    expect((await applyBatch(client, [place.teamId])).entries).toBe(count)
    expect(client.roundTrips).toBeLessThanOrEqual(6)
    await client.close()
  })

  test('a batch has at most 1 MiB of bodies, but always one entry', async () => {
    const place = await connectedTeam()
    const big = { metadata: { note: 'x'.repeat(400_000) } }
    await postAll(
      Array.from({ length: 5 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 1, big))),
    )
    const client = await LaneClient.connect()
    expect((await applyBatch(client, [place.teamId])).entries).toBe(2)
    expect(await applyAll(undefined, client)).toBe(3)
    await client.close()
  })

  test('no NOTIFY without slow work, and one with it', async () => {
    const heard = await asAdmin(async (listener) => {
      let count = 0
      listener.on('notification', () => {
        count += 1
      })
      await listener.query('listen "jobs:insert"')
      const place = await connectedTeam()
      await postAll(charges(place, 200))
      await applyAll()
      await listener.query('select 1')
      const without = count
      await postAll([
        stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_600),
      ])
      await applyAll()
      await listener.query('select 1')
      return [without, count]
    })
    expect(heard).toEqual([0, 1])
  })

  test('no hot table is read from end to end, by poll, take, load, store, project or outflow', async () => {
    const place = await connectedTeam()
    await asAdmin(async (admin) => {
      for (const table of hot) await fillTable(admin, table, place.teamId, 5_000)
      await admin.query(`analyze ${hot.join(', ')}`)
    })
    await postAll([
      ...charges(place, 120),
      stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
      stripeEvent(place, 'charge.succeeded', charge('ch_waits', 5, { customer: 'cus_2', billing_details: {} })),
    ])
    const client = await LaneClient.connect()
    await client.script('select pg_stat_force_next_flush()')
    const before = await scans()
    expect(await client.openLanes(32)).toHaveLength(1)
    expect((await applyBatch(client, [place.teamId])).entries).toBe(122)
    await client.script('select pg_stat_force_next_flush()')
    await client.script('select 1')
    const after = await scans()
    await client.close()
    await asAdmin((admin) => admin.query('truncate inbox_queue'))
    expect(after.seq).toEqual(before.seq)
    // The figures move at all, or this would prove nothing.
    expect(after.idx).toBeGreaterThan(before.idx)
  })

  test('the tables are analyzed after the first thousand entries', async () => {
    const statistics = new Statistics()
    const analyzed = async () =>
      (
        await db.execute<{ n: number }>(
          sql`select sum(analyze_count)::int as n from pg_stat_user_tables where relname = 'events'`,
        )
      ).rows[0]?.n
    const before = await analyzed()
    statistics.count(999)
    await statistics.settled()
    expect(await analyzed()).toBe(before)
    statistics.count(1)
    await statistics.settled()
    await expect.poll(analyzed).toBe((before ?? 0) + 1)
  })
})

test('sums are taken in a statement of their own: lifetime value has the rows of the same batch', async () => {
  const place = await connectedTeam()
  await postAll([0, 1, 2].map((n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
  await applyAll()
  expect(await rowsOf(place, sql`select lifetime_value::text as ltv from subscribers`)).toEqual([{ ltv: '300' }])
})

test('under an old snapshot, the poll and the lane stay quick and lose nothing', { timeout: 300_000 }, async () => {
  const place = await connectedTeam()
  const count = long ? 10_000 : 1_000
  await asAdmin(async (old) => {
    await old.query('begin isolation level repeatable read; select 1')
    for (let at = 0; at < count; at += 500) {
      await postAll(charges(place, 500, at))
      await applyAll()
    }
    const client = await LaneClient.connect()
    const from = performance.now()
    for (let polls = 0; polls < 10; polls++) expect(await client.openLanes(32)).toEqual([])
    const ms = (performance.now() - from) / 10
    await client.close()
    await old.query('commit')
    expect(ms).toBeLessThan(250)
  })
  expect(await eventsOf(place)).toHaveLength(count)
})

async function scans() {
  const { rows } = await db.execute<{ table: string; seq: string; idx: string }>(sql`
    select relname as table, seq_scan::text as seq, coalesce(idx_scan, 0)::text as idx from pg_stat_user_tables
    where relname = any(${`{${hot.join(',')}}`}::text[]) order by 1`)
  return {
    seq: Object.fromEntries(rows.map((row) => [row.table, row.seq])),
    idx: rows.reduce((sum, row) => sum + Number(row.idx), 0),
  }
}
