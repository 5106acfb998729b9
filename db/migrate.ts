import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Logger, runMigrations as migrateJobs } from 'graphile-worker'
import pg from 'pg'
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
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await applyMigrations(drizzle({ client, casing: 'snake_case' }), { migrationsFolder: folder })
    await migrateJobs({ connectionString: databaseUrl, logger: quiet })
  } finally {
    await client.end()
  }
}

/** Its lines about each step are nobody's news; a failure throws. */
const quiet = new Logger(() => () => {})
