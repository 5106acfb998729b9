import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDb } from '@/db/client'
import { type EmbeddedPostgres, startEmbedded } from '@/db/embedded'
import { killServer } from '@/db/embedded/cluster'
import { removeEmbedded, throwAwaySettings } from '@/db/embedded/testing'
import { migrate } from '@/db/migrate'
import { sendAllUntilTaken } from '@/lib/inbox/testing-sender'
import { connectedTeam, rowsOf } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { useBundles } from './testing-bundle'
import { type Child, endChildren, startChild } from './testing-processes'

const long = process.env.SLUICE_LONG === '1'
const [count, restarts] = long ? [10_000, 20] : [400, 2]

const bundle = useBundles('worker/testing-worker.ts', 'worker/testing-door.ts')
const folder = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`))
let server: EmbeddedPostgres
let children: Child[]

beforeAll(async () => {
  // What was answered 200 must be there after a crash of the server, so this one does wait for its log.
  server = await startEmbedded(folder, { ...throwAwaySettings, synchronous_commit: 'on' })
  process.env.DATABASE_URL = server.url()
  process.env.AUTH_SECRET ||= 'only-for-tests-'.repeat(4)
  process.env.ENCRYPTION_KEYS ||= `test:${Buffer.alloc(32, 7).toString('base64')}`
  await migrate(server.url())
}, 60_000)
afterAll(async () => {
  await endChildren()
  await closeDb()
  await server.stop()
  await removeEmbedded(folder)
})

/** As far as anybody can see: the server ends in the middle of everything, and is started again. */
async function restart(n: number) {
  await killServer(join(folder, 'cluster'))
  await sleep(n % 2 ? 0 : 700)
  await server.restart()
}

/** Asks until the database answers again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt > 100) throw error
      await sleep(100)
    }
  }
}

test('PR-10 the database restarts again and again under load: the same processes go on, and all that was taken is applied once', {
  timeout: 600_000,
}, async () => {
  const place = await connectedTeam()
  children = await Promise.all([
    startChild(bundle('worker/testing-door.ts')),
    startChild(bundle('worker/testing-worker.ts')),
    startChild(bundle('worker/testing-worker.ts')),
  ])
  const events = Array.from({ length: count }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)))
  const sending = sendAllUntilTaken(events, () => [children[0]?.ready ?? 0], { atOnce: 8, pauseMs: 25 })
  for (let n = 0; n < restarts; n++) {
    await sleep(700)
    await restart(n)
  }
  const answers = await sending
  const open = async () => (await patiently(() => eventsOf(place))).length
  await expect.poll(open, { timeout: 60_000 }).toBe(count)
  console.info(JSON.stringify({ restarts, answers }))

  // A connection that is reset while nobody uses it, and a server that only reads for a moment.
  await onServer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'sluice' and pid <> pg_backend_pid()`,
  )
  await onServer('alter system set default_transaction_read_only = on; ', 'select pg_reload_conf()')
  const more = Array.from({ length: 50 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_more_${n}`, 100)))
  const later = sendAllUntilTaken(more, () => [children[0]?.ready ?? 0])
  await sleep(500)
  await onServer(
    'set default_transaction_read_only = off',
    'alter system reset default_transaction_read_only',
    'select pg_reload_conf()',
  )
  expect(await later).toMatchObject({ 200: 50 })
  await expect.poll(open, { timeout: 30_000 }).toBe(count + 50)

  // The processes are those of the beginning: nothing was left unhandled, which would have ended them.
  expect(children.map((child) => child.alive())).toEqual([true, true, true])
  const [row] = await rowsOf(
    place,
    sql`select sum((lifetime_value_by_currency->>'USD')::int)::int as ltv, (select count(*)::int from events where status = 'processed') as processed from subscribers`,
  )
  expect(row).toEqual({ ltv: (count + 50) * 100, processed: count + 50 })
})

/** Statement by statement, as the superuser. */
async function onServer(...statements: string[]) {
  const admin = new pg.Client({ connectionString: server.adminUrl() })
  await admin.connect()
  for (const statement of statements) await admin.query(statement)
  await admin.end()
}
