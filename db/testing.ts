import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDb } from './client'

/**
 * Call at the top level of a `*.db.test.ts` file: its tests run on a clone of the migrated template, logged in as the
 * app's real role, and the clone is gone afterwards.
 *
 * `url()` is that login; `adminUrl()` the superuser's on the same database, for tests that break something on purpose.
 */
export function useTestDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`

  beforeAll(async () => {
    await asAdmin(`create database ${name} template template_sluice strategy file_copy owner sluice`)
    process.env.DATABASE_URL = on(inject('testServer').url, name)
    process.env.AUTH_SECRET ||= 'only-for-tests-'.repeat(4)
    process.env.ENCRYPTION_KEYS ||= `test:${Buffer.alloc(32, 7).toString('base64')}`
  })

  afterAll(async () => {
    await closeDb()
    await asAdmin(`drop database ${name} with (force)`)
  })

  return { url: () => on(inject('testServer').url, name), adminUrl: () => on(inject('testServer').adminUrl, name) }
}

function on(url: string, database: string) {
  const moved = new URL(url)
  moved.pathname = `/${database}`
  return moved.toString()
}

async function asAdmin(statement: string) {
  const client = new pg.Client({ connectionString: inject('testServer').adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
