import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { closeDb } from '@/db/client'
import { migrate } from '@/db/migrate'
import { projectRoot } from '@/db/root'
import { readiness } from '@/lib/health'
import { closeReceiver } from '@/lib/inbox/node-http'
import { openDoor, type TestDoor } from '@/lib/inbox/testing-door'
import { sendAllUntilTaken } from '@/lib/inbox/testing-sender'
import { LaneLoop } from '@/lib/lane/loop'
import { connectedTeam, rowsOf, testSecret } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'

const name = `migrate_live_${process.pid}`
const on = (server: string) => {
  const moved = new URL(server)
  moved.pathname = `/${name}`
  return moved.toString()
}
const url = on(inject('testServer').url)
const admin = new pg.Client({ connectionString: inject('testServer').adminUrl })
const next = nextVersion()
let door: TestDoor

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${name} owner sluice`)
  process.env.DATABASE_URL = url
  process.env.AUTH_SECRET ||= 'only-for-tests-'.repeat(4)
  process.env.ENCRYPTION_KEYS ||= `test:${Buffer.alloc(32, 7).toString('base64')}`
  process.env.STRIPE_WEBHOOK_SECRETS = testSecret
  door = await openDoor()
})
afterAll(async () => {
  await door.close()
  await closeReceiver()
  await closeDb()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  rmSync(next, { recursive: true })
})

/** What a later version would bring: it only adds, as every migration does that may run while the old version serves. */
function nextVersion(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-migrations-'))
  cpSync(join(projectRoot(), 'drizzle'), folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8'))
  const last = journal.entries.at(-1)
  const added = ['inbox', 'inbox_queue', 'events', 'facts', 'ledger', 'subscribers', 'routes']
    .flatMap((table) => [
      `alter table ${table} add column of_the_next_version text`,
      `create index ${table}_of_the_next_version on ${table} (of_the_next_version) where of_the_next_version is not null`,
    ])
    // Long enough for requests and batches to meet it half way.
    .join(';\n--> statement-breakpoint\n')
  writeFileSync(join(folder, '9999_next.sql'), `${added};\n--> statement-breakpoint\nselect pg_sleep(0.5)`)
  const entry = { ...last, idx: last.idx + 1, when: last.when + 1_000, tag: '9999_next' }
  writeFileSync(path, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }))
  return folder
}

test('PR-18 an app before its schema is there is not ready and says which migration is missing', async () => {
  const { ok, checks } = await readiness()
  expect(ok).toBe(false)
  expect(checks.schema).toEqual({
    ok: false,
    reason: expect.stringMatching(/^Migration \d{4}_\w+ is not applied\. Run: /),
  })
  // A webhook that comes now is sent again later, and never lost to an answer of 200.
  expect(await door.post(JSON.stringify(stripeEvent({ account: 'acct_early' }, 'charge.succeeded', {})))).toBe(503)
})

test('PR-18 two migrators at once while this version receives and applies: no answer but 200 or “send again”, and it stays ready', {
  timeout: 60_000,
}, async () => {
  await migrate(url)
  const place = await connectedTeam()
  const lanes = [new LaneLoop(), new LaneLoop()]
  for (const lane of lanes) lane.start()
  const events = Array.from({ length: 300 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)))
  const sending = sendAllUntilTaken(events, () => [door.port], { atOnce: 6, pauseMs: 80 })
  await sleep(300)
  // Somebody reads for a while: the migration has to wait for them, and nobody for the migration.
  const reader = new pg.Client({ connectionString: url })
  await reader.connect()
  await reader.query('begin; lock table inbox in access share mode')
  const migrating = Promise.all([migrate(url, next), migrate(url, next)])
  const kept = async () => Number((await rowsOf(place, sql`select count(*) as n from inbox`))[0]?.n)
  await sleep(1_500)
  const before = await kept()
  await sleep(1_500)
  expect(await kept()).toBeGreaterThan(before)
  await reader.query('commit')
  await reader.end()
  await migrating
  const answers = await sending
  console.info(JSON.stringify({ answers }))
  expect(answers[200]).toBe(300)
  expect(Object.keys(answers).filter((status) => status !== '200' && status !== '503')).toEqual([])
  await expect.poll(async () => (await eventsOf(place)).length, { timeout: 20_000 }).toBe(300)
  await Promise.all(lanes.map((lane) => lane.stop()))

  const again = await rowsOf(place, sql`select count(*)::int as processed from events where status = 'processed'`)
  expect(again).toEqual([{ processed: 300 }])
  const client = new pg.Client({ connectionString: on(inject('testServer').adminUrl) })
  await client.connect()
  const { rows } = await client.query(
    'select count(*)::int as all, count(distinct created_at)::int as different from drizzle.__drizzle_migrations',
  )
  await client.end()
  expect(rows[0].all).toBe(rows[0].different)
  // A newer schema does not make the version before it unready: it goes on until it is replaced.
  expect(await readiness()).toMatchObject({ ok: true })
})
