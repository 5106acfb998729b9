import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Passwords of the two logins: the superuser (the launcher's only) and the app's own role. */
export type Passwords = { postgres: string; sluice: string }

/** Made once, kept beside the data (0600). */
export function passwordsIn(folder: string): Passwords {
  const file = join(folder, 'passwords.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  const made = { postgres: randomBytes(24).toString('hex'), sluice: randomBytes(24).toString('hex') }
  writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  return made
}

export function urlOf(user: keyof Passwords, passwords: Passwords, port: number, database: string) {
  // sslmode is said because PGSSLMODE of the surroundings would apply otherwise; the server listens on loopback only.
  return `postgres://${user}:${passwords[user]}@127.0.0.1:${port}/${database}?sslmode=disable`
}

/** True when the superuser can log in: what "ready" means, whatever the log says. */
export async function canLogIn(passwords: Passwords, port: number) {
  const client = new pg.Client({
    connectionString: urlOf('postgres', passwords, port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * The app's role and database. Not a superuser and not exempt from row-level security (a superuser would see every
 * team); may create roles, because the migrations make the tenant role and the pipeline's.
 */
export async function ensureAppLogin(passwords: Passwords, port: number) {
  const client = new pg.Client({ connectionString: urlOf('postgres', passwords, port, 'postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'sluice') as role,
              exists (select from pg_database where datname = 'sluice') as database`,
    )
    if (!rows[0]?.role) {
      await client.query(
        `create role sluice login nosuperuser nobypassrls nocreatedb createrole password '${passwords.sluice}'`,
      )
      // An open transaction nobody works in keeps dead rows alive and locks held.
      await client.query(`alter role sluice set idle_in_transaction_session_timeout = '30s'`)
    }
    if (!rows[0]?.database) await client.query('create database sluice owner sluice')
  } finally {
    await client.end()
  }
}
