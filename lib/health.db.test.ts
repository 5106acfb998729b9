import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { healthAnswer, readiness } from './health'

const database = useTestDatabase()
let admin: pg.Client

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
})

afterAll(() => admin.end())

/** Breaks something for the length of one look. */
async function readinessAfter(breakIt: string) {
  await admin.query(breakIt)
  return readiness()
}

test('a migrated database is ready', async () => {
  expect(await readiness()).toEqual({
    ok: true,
    checks: { database: { ok: true }, schema: { ok: true }, indexes: { ok: true } },
  })
})

test('PR-19 a missing unique index makes it unready, by name', async () => {
  const { ok, checks } = await readinessAfter('alter table inbox drop constraint inbox_stripe_event')
  expect(ok).toBe(false)
  expect(checks.indexes).toEqual({ ok: false, reason: 'Missing: inbox_stripe_event.' })
  await admin.query(
    'alter table inbox add constraint inbox_stripe_event unique (team_id, connection_id, stripe_event_id, livemode)',
  )
  expect((await readiness()).ok).toBe(true)
})

test('PR-19 an index left invalid makes it unready, by name', async () => {
  await admin.query('create unique index sluice_probe on inbox_queue (id)')
  const invalid = `update pg_index set indisvalid = false where indexrelid = 'sluice_probe'::regclass`
  expect((await readinessAfter(invalid)).checks.indexes).toEqual({ ok: false, reason: 'Invalid: sluice_probe.' })
  expect((await readinessAfter('drop index sluice_probe')).ok).toBe(true)
})

test('a schema older than this version makes it unready; a newer one does not', async () => {
  const newer = 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($$later$$, 99999999999999)'
  expect((await readinessAfter(newer)).ok).toBe(true)
  expect((await readinessAfter('delete from drizzle.__drizzle_migrations')).checks.schema).toMatchObject({ ok: false })
})

test('DA-17 without a database the process is healthy and not ready, and the answer holds no secrets', async () => {
  // The pool reads DATABASE_URL when it connects; its open connections are ended from the other side.
  const url = process.env.DATABASE_URL
  process.env.DATABASE_URL = 'postgres://sluice:CANARY@127.0.0.1:1/sluice'
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'sluice' and datname = current_database()`,
  )
  try {
    expect(await healthAnswer('/healthz')).toEqual({ status: 200, body: '{"ok":true}' })
    const ready = await healthAnswer('/readyz')
    expect(ready).toMatchObject({ status: 503 })
    expect(ready?.body).not.toContain('CANARY')
  } finally {
    process.env.DATABASE_URL = url
  }
})
