import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { enqueue } from '@/lib/jobs'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, eventsOf, ledgerOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { useBundles } from './testing-bundle'
import { endChildren, startChild } from './testing-processes'

const { adminUrl } = useTestDatabase()
const bundle = useBundles('worker/testing-skewed-worker.ts')
afterAll(endChildren)

const rounds = process.env.SLUICE_LONG === '1' ? 20 : 3
const tenMinutes = 600_000

/** A job nobody has a use for, due in a while by the database's clock, as a look-up that was put off. */
const job = (key: string, inMs: number) =>
  enqueue(db, [{ identifier: 'purge-site', payload: { canary: key }, job_key: key, in_ms: inMs, max_attempts: 1 }])

async function attempts(key: string) {
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  const { rows } = await admin.query<{ attempts: number }>('select attempts from graphile_worker.jobs where key = $1', [
    key,
  ])
  await admin.end()
  return rows[0]?.attempts
}

const due = (place: Place, when: string) =>
  rowsOf(place, sql`update inbox_queue set not_before = now() + ${when}::interval`)

test('PR-14 clocks ten minutes off on both sides and set back an hour: nothing is early, nothing happens twice', {
  timeout: 180_000,
}, async () => {
  const place = await connectedTeam()
  const put = await connectedTeam()
  await postAll([stripeEvent(put, 'charge.succeeded', charge('ch_put_off', 100))])
  await due(put, '5 minutes')
  await job('in five minutes', 5 * 60_000)
  await job('at once', 0)

  const skews = [tenMinutes, -tenMinutes]
  const workers = await Promise.all(
    skews.map((ms) => startChild(bundle('worker/testing-skewed-worker.ts'), { env: { CLOCK_OFFSET_MS: String(ms) } })),
  )
  for (let round = 0; round < rounds; round++) {
    // Half way each clock is set back, in the middle of work.
    if (round === 1) for (const worker of workers) worker.signal('SIGUSR2')
    await postAll(
      Array.from({ length: 40 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${round}_${n}`, 100))),
    )
    await sleep(400)
  }
  await expect.poll(async () => (await eventsOf(place)).length, { timeout: 30_000 }).toBe(rounds * 40)
  expect(Object.keys(await ledgerOf(place))).toHaveLength(rounds * 40)
  const [row] = await rowsOf(
    place,
    sql`select sum((lifetime_value_by_currency->>'USD')::int)::int as ltv from subscribers`,
  )
  expect(row).toEqual({ ltv: rounds * 4_000 })

  // A clock ten minutes ahead finds neither of these due; what is due is run, by whichever clock.
  await expect.poll(() => attempts('at once'), { timeout: 10_000 }).toBe(1)
  expect(await attempts('in five minutes')).toBe(0)
  expect(await eventsOf(put)).toEqual([])
  await due(put, '0 s')
  await expect.poll(async () => (await eventsOf(put)).length, { timeout: 10_000 }).toBe(1)

  // Leases too: both are seen as alive, whatever they believe the time is, and nothing is taken for a crash.
  const { rows } = await db.execute(
    sql`select count(*)::int as alive from workers where stopped_at is null and seen_at > now() - interval '5 seconds'`,
  )
  expect(rows).toEqual([{ alive: 2 }])
  expect(workers.every((worker) => worker.alive())).toBe(true)
})
