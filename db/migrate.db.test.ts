import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from './migrate'

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
