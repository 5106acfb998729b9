import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as schema from './schema/index'

/** Reads DATABASE_URL when it connects, not when it is imported: the launcher sets it first, and `next build` has none. */
class AppClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionString: process.env.DATABASE_URL, application_name: 'sluice' })
  }
}

function createPool() {
  const made = new pg.Pool({ max: 10, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 5_000, Client: AppClient })
  // Without listeners a dropped connection would end the process; the next query reports it to its caller anyway.
  made.on('error', () => {})
  made.on('connect', (client) => client.on('error', () => {}))
  return made
}

const kept = globalThis as typeof globalThis & { sluicePool?: pg.Pool }

/** One pool a process, also when a development server reloads this module. */
export const pool = kept.sluicePool ?? createPool()
kept.sluicePool = pool

export const db = drizzle({ client: pool, schema, casing: 'snake_case' })
export type Db = typeof db
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

/** Ends the pool: at shutdown, and after a test file. */
export async function closeDb() {
  delete kept.sluicePool
  await pool.end()
}
