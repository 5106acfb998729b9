import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from './index'
import { identityOf } from './processes'
import { removeEmbedded } from './testing'

/** Commits must survive the end of the server here, only not the end of the machine. */
const settings = { fsync: 'off' }
let folder: string
let server: EmbeddedPostgres

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`))
  server = await startEmbedded(folder, settings)
})

afterAll(() => removeEmbedded(folder))

const pidFile = () => join(folder, 'cluster', 'postmaster.pid')
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    await client.end()
  }
}

test('the app logs in as a role that row-level security binds, to a UTF-8 database of its own', async () => {
  expect(
    await ask(
      server.url(),
      `select rolsuper, rolbypassrls, rolcreatedb, pg_encoding_to_char(encoding) as encoding, datdba = r.oid as owns,
              current_setting('idle_in_transaction_session_timeout') as idle
       from pg_roles r, pg_database where rolname = current_user and datname = current_database()`,
    ),
  ).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, encoding: 'UTF8', owns: true, idle: '30s' })
})

test('passwords are made up, private to the owner, and needed', async () => {
  expect(statSync(join(folder, 'passwords.json')).mode & 0o777).toBe(0o600)
  const wrong = new URL(server.url())
  wrong.password = 'wrong'
  await expect(ask(wrong.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a server that runs is joined, and started three at a time it is still one', async () => {
  const joined = await Promise.all([1, 2, 3].map(() => startEmbedded(folder, settings)))
  expect(joined.map((each) => each.url())).toEqual([server.url(), server.url(), server.url()])
})

test('killed, it comes back on the same port with everything that was committed', async () => {
  await ask(server.url(), 'create table kept as select 42 as answer')
  process.kill(serverPid(), 'SIGKILL')
  while (server.isRunning()) await sleep(10)
  await server.restart()
  expect(await ask(server.url(), 'select answer from kept')).toEqual({ answer: 42 })
})

test('the last user stops it; a pid file that names another program does not keep it from starting', async () => {
  const pid = serverPid()
  await server.stop()
  expect(identityOf(pid)).toBeUndefined()
  writeFileSync(pidFile(), `${process.pid}\n${join(folder, 'cluster')}\n0\n1\n`)
  server = await startEmbedded(folder, settings)
  expect(await ask(server.url(), 'select answer from kept')).toEqual({ answer: 42 })
})

test('data of another major version is refused with a way out', async () => {
  await server.stop()
  const version = join(folder, 'cluster', 'PG_VERSION')
  const own = readFileSync(version, 'utf8')
  writeFileSync(version, '9\n')
  await expect(startEmbedded(folder, settings)).rejects.toThrow(/written by PostgreSQL 9; .* brings \d+\. Dump it/)
  writeFileSync(version, own)
})
