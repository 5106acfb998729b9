import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Logger, runMigrations as migrateJobs } from 'graphile-worker'
import pg from 'pg'
import { failureOf } from './failure'
import { projectRoot } from './root'

/** Any number: whoever migrates this database takes the same lock. */
const lockKey = 7_110_546_211

/**
 * Brings the schema to the newest migration, then the job library's own. Safe to call any number of times and from
 * several processes at once: the second waits and finds nothing to do. Needs a direct or session-mode connection
 * (the lock is the session's).
 */
export async function migrate(databaseUrl: string, folder = join(projectRoot(), 'drizzle')) {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sluice migrate' })
  // A server that stops meanwhile ends the query in flight; without a listener it would end the process instead.
  client.on('error', () => {})
  await connect(client)
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await apply(client, folder)
    await migrateJobs({ connectionString: databaseUrl, logger: quiet })
  } finally {
    await client.end()
  }
}

/**
 * All in one transaction, while others work. An `alter table` that waits for one of theirs has everybody after it wait as
 * well, Stripe among them; so it waits for a second at most, lets them through and tries again, as it does after a deadlock.
 */
async function apply(client: pg.Client, folder: string) {
  await client.query(`set lock_timeout = '1s'`)
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyMigrations(drizzle({ client, casing: 'snake_case' }), { migrationsFolder: folder })
    } catch (error) {
      if (!['collided', 'busy'].includes(failureOf(error)) || attempt === 60) throw error
      await sleep(200 + Math.random() * 800)
    }
  }
}

async function connect(client: pg.Client) {
  try {
    await client.connect()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'no answer'
    throw new Error(`The database at ${client.host}:${client.port} cannot be used (${code}). Check DATABASE_URL.`, {
      cause,
    })
  }
}

async function refuseOldServer(client: pg.Client) {
  const { rows } = await client.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  )
  const { version, number } = rows[0] ?? { version: 'unknown', number: 0 }
  if (number < 150_000) throw new Error(`Sluice needs PostgreSQL 15 or newer; this server is ${version}.`)
}

/** Its lines about each step are nobody's news; a failure throws. */
const quiet = new Logger(() => () => {})
