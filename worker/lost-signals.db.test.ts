import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { accountLabelJob } from '@/lib/connections/jobs'
import { enqueue } from '@/lib/jobs'
import { connectedTeam } from '@/lib/lane/testing'
import { charge, eventsOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { type RunningWorker, startWorker } from '.'

const { adminUrl } = useTestDatabase()
const count = process.env.SLUICE_LONG === '1' ? 2_000 : 60

let worker: RunningWorker
let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  worker = await startWorker()
})
afterAll(async () => {
  await worker.stop()
  await admin.end()
})

/** Ends whoever listens for a word of new work; how many there were. */
async function deafen() {
  const listening = `datname = current_database() and query ilike '%listen%' and pid <> pg_backend_pid()`
  const { rowCount } = await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`)
  return rowCount ?? 0
}

test('PR-15 nobody hears of new work: all events are applied and all jobs run, because both are looked for', {
  timeout: 120_000,
}, async () => {
  const place = await connectedTeam()
  let working = true
  let deafened = 0
  const deafening = (async () => {
    while (working) {
      deafened += await deafen()
      await sleep(50)
    }
  })()
  const jobsLeft = async () =>
    (await admin.query(`select 1 from graphile_worker.jobs where task_identifier = 'account-label'`)).rowCount
  try {
    for (let at = 0; at < count; at += 20) {
      const some = Array.from({ length: 20 }, (_, n) => at + n)
      await postAll(some.map((n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
      // The name of an account that is gone: looked for, and done. One that failed would stay.
      await enqueue(
        db,
        some.map(() => accountLabelJob(place.teamId, newId())),
      )
      await sleep(100)
    }
    await expect.poll(async () => (await eventsOf(place)).length, { timeout: 30_000 }).toBe(count)
    await expect.poll(jobsLeft, { timeout: 30_000 }).toBe(0)
  } finally {
    working = false
    await deafening
  }
  expect(deafened).toBeGreaterThan(0)
})
