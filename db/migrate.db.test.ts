import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from './migrate'
import { projectRoot } from './root'

const name = `migrate_${process.pid}`
const url = new URL(inject('testServer').url)
url.pathname = `/${name}`
const admin = new pg.Client({ connectionString: inject('testServer').adminUrl })

beforeAll(async () => {
  await admin.connect()
  await admin.query(`create database ${name} owner sluice`)
})

afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

async function count(sql: string) {
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    return Number((await client.query(sql)).rows[0]?.n)
  } finally {
    await client.end()
  }
}

test('three at once apply each migration once, and again changes nothing', async () => {
  await Promise.all([1, 2, 3].map(() => migrate(url.toString())))
  const applied = await count('select count(*) as n from drizzle.__drizzle_migrations')
  expect(applied).toBe(await count('select count(distinct created_at) as n from drizzle.__drizzle_migrations'))
  expect(applied).toBeGreaterThan(0)

  await migrate(url.toString())
  expect(await count('select count(*) as n from drizzle.__drizzle_migrations')).toBe(applied)
  expect(await count('select count(*) as n from graphile_worker.jobs')).toBe(0)
})

test('a database that is not there is named without its password', async () => {
  const nowhere = 'postgres://sluice:CANARY@127.0.0.1:1/sluice'
  await expect(migrate(nowhere)).rejects.toThrow(
    'The database at 127.0.0.1:1 cannot be used (ECONNREFUSED). Check DATABASE_URL.',
  )
})

test('0002 takes when a connection first came from the audit log, and row-level security holds again after it', async () => {
  const client = await asOf(2)
  const [team, site, known, unknown] = [1, 2, 3, 4].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
  await client.query(`insert into sites (team_id, id, name) values ('${team}', '${site}', 'Main')`)
  for (const id of [known, unknown])
    await client.query(`insert into connections (team_id, id, site_id, stripe_account, livemode, kind, name, state, connected_at)
      values ('${team}', '${id}', '${site}', 'acct_${id}', true, 'oauth', 'Acme', 'connected', '2026-05-05Z')`)
  await client.query(`insert into audit_log (team_id, id, at, actor, action, subject)
    values ('${team}', gen_random_uuid(), '2026-01-01Z', 'system', 'connection.connected', '${known}')`)

  await migrate(url.toString())
  const { rows } = await client.query('select id, first_connected_at as at from connections order by id')
  const { rows: open } = await client.query(
    `select relname from pg_class where relname in ('connections', 'audit_log') and not relforcerowsecurity`,
  )
  await client.end()
  expect(rows).toEqual([
    { id: known, at: new Date('2026-01-01Z') },
    { id: unknown, at: new Date('2026-05-05Z') },
  ])
  expect(open).toEqual([])
})

test('0025 fills in what everybody subscribes to from what is stored', async () => {
  const client = await asOf(25)
  const [team, site, stripe, ada, bo] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
  for (const [id, customers] of [
    [ada, ['cus_1', 'cus_2']],
    [bo, ['cus_3']],
  ] as const) {
    await client.query(`insert into subscribers (team_id, id, site_id, livemode, email, email_key)
      values ('${team}', '${id}', '${site}', true, '${id}@x', '${id}@x')`)
    for (const one of customers)
      await client.query(`insert into parties (team_id, key, site_id, livemode, subscriber_id, first_seen_at)
        values ('${team}', 'cus:${stripe}:${one}', '${site}', true, '${id}', now())`)
  }
  await client.query(`insert into products (team_id, connection_id, product_id, livemode, name)
    values ('${team}', '${stripe}', 'seats', true, 'Seats')`)
  for (const [id, customer, status, rests] of [
    ['sub_1', 'cus_1', 'active', 'cus_1,gold,price_1,prod_b,seats,WINTER'],
    ['sub_2', 'cus_2', 'trialing', 'cus_2,gold,prod_a'],
    ['sub_3', 'cus_1', 'canceled', 'cus_1,prod_old'],
    ['sub_4', 'cus_3', 'unpaid', 'cus_3,prod_a'],
  ])
    await client.query(`insert into subscriptions (team_id, connection_id, subscription_id, site_id, livemode, party_key, status, mrr,
        mrr_exact, product_id, rests_on)
      values ('${team}', '${stripe}', '${id}', '${site}', true, 'cus:${stripe}:${customer}', '${status}', 0, 0, 'gold', '{${rests}}')`)

  await migrate(url.toString())
  const { rows } = await client.query('select subscription_id as id, product_ids as ids from subscriptions order by 1')
  const { rows: people } = await client.query('select id, product_ids as ids from subscribers order by id')
  const { rows: open } = await client.query(
    `select relname from pg_class where relname in ('subscribers', 'parties', 'products', 'subscriptions') and not relforcerowsecurity`,
  )
  await client.end()
  expect(rows.map(({ ids }) => ids)).toEqual([
    ['gold', 'prod_b', 'seats'],
    ['gold', 'prod_a'],
    ['prod_old'],
    ['prod_a'],
  ])
  expect(people).toEqual([
    { id: ada, ids: ['gold', 'prod_a', 'prod_b', 'seats'] },
    { id: bo, ids: [] },
  ])
  expect(open).toEqual([])
})

test('0026 dates what was cancelled as it was written, and nothing else', async () => {
  const client = await asOf(26)
  const [team, destination] = [1, 2].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
  for (const [n, state, settled] of [
    [3, 'cancelled', 'null'],
    [4, 'cancelled', "'2026-02-02Z'"],
    [5, 'queued', 'null'],
  ])
    await client.query(`insert into deliveries (team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, type, message_id,
        event, state, created_at, settled_at)
      values ('${team}', '00000000-0000-7000-8000-00000000000${n}', '${destination}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), true,
        'event', 'charge.succeeded', 'msg_${n}', '{}', '${state}', '2026-01-01Z', ${settled})`)

  await migrate(url.toString())
  const { rows } = await client.query('select settled_at as at from deliveries order by id')
  const { rows: open } = await client.query(
    `select relname from pg_class where relname = 'deliveries' and not relforcerowsecurity`,
  )
  await client.end()
  expect(rows).toEqual([{ at: new Date('2026-01-01Z') }, { at: new Date('2026-02-02Z') }, { at: null }])
  expect(open).toEqual([])
})

/** A database of its own as that many migrations left it, for whoever row-level security does not stop. */
async function asOf(migrations: number): Promise<pg.Client> {
  await admin.query(`drop database ${name} with (force)`)
  await admin.query(`create database ${name} owner sluice`)
  const early = upTo(migrations)
  await migrate(url.toString(), early)
  rmSync(early, { recursive: true })
  const client = new pg.Client({ connectionString: onIt(inject('testServer').adminUrl) })
  await client.connect()
  return client
}

/** The folder as it was when it held `count` migrations. */
function upTo(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-migrations-'))
  cpSync(join(projectRoot(), 'drizzle'), folder, { recursive: true })
  const journal = join(folder, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, count) }))
  return folder
}

function onIt(server: string): string {
  const moved = new URL(server)
  moved.pathname = `/${name}`
  return moved.toString()
}
