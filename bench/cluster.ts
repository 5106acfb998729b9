import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { killServer } from '@/db/embedded/cluster'
import { type EmbeddedPostgres, reachableFolder, startEmbedded } from '@/db/embedded/index'
import { identityOf } from '@/db/embedded/processes'
import { migrate } from '@/db/migrate'
import { projectRoot } from '@/db/root'
import { makeWorld } from './world'

/** The database of the run: our own embedded PostgreSQL, as durable as in production, and gone afterwards. */
export interface Cluster {
  /** A folder for what else the run leaves behind. */
  folder: string
  version: string
  postmaster: number
  /** A database of its own, the product's tables and the bench's accounts in it. */
  product(name: string): Promise<Database>
  /** A database of its own, empty. */
  empty(name: string): Promise<Database>
  remove(): Promise<void>
}

export interface Database {
  url: string
  /** The superuser's, for the peer: its migrations hand its functions to `postgres`. */
  adminUrl: string
  /** As superuser, so that counting and emptying meet no policy. */
  query<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  count(table: string): Promise<number>
  /** Empties tables and writes out what is left, so that each run begins alike. */
  truncate(tables: readonly string[]): Promise<void>
}

const settings = {
  shared_buffers: '512MB',
  max_connections: '200',
  // No checkpoint of its own accord in the middle of a run: there is one before each.
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  // Tells exactly when a row became visible: what "stored → applied" is measured by.
  track_commit_timestamp: 'on',
}

export async function startCluster(): Promise<Cluster> {
  const base = reachableFolder(join(projectRoot(), '.data', 'bench'))
  await removeLeftovers(base)
  const folder = join(base, String(process.pid))
  mkdirSync(folder, { recursive: true })
  const server = await startEmbedded(join(folder, 'postgres'), settings)
  const pools: pg.Pool[] = []
  const open = (name: string) => {
    const pool = new pg.Pool({ connectionString: server.adminUrl(name), max: 3, application_name: 'bench' })
    pool.on('error', () => {})
    pools.push(pool)
    return pool
  }
  const admin = open('postgres')
  const { rows } = await admin.query<{ version: string }>(`select current_setting('server_version') as version`)
  let template: Promise<void> | undefined
  return {
    folder,
    version: rows[0]?.version ?? 'unknown',
    postmaster: Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
    product: async (name) => {
      template ??= makeTemplate(admin, server)
      await template
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`create database ${name} template bench_template owner sluice`)
      return databaseOf(server, name, open(name))
    },
    empty: async (name) => {
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`create database ${name} owner sluice`)
      return databaseOf(server, name, open(name))
    },
    remove: async () => {
      await Promise.all(pools.map((pool) => pool.end().catch(() => {})))
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeTemplate(admin: pg.Pool, server: EmbeddedPostgres) {
  await admin.query('create database bench_template owner sluice')
  await migrate(server.url('bench_template'))
  const client = new pg.Client({ connectionString: server.adminUrl('bench_template') })
  await client.connect()
  await makeWorld(client)
  await client.end()
}

function databaseOf(server: EmbeddedPostgres, name: string, pool: pg.Pool): Database {
  return {
    url: server.url(name),
    adminUrl: server.adminUrl(name),
    query: async <Row extends object>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    count: async (table) => Number((await pool.query(`select count(*) as n from ${table}`)).rows[0].n),
    truncate: async (tables) => {
      await pool.query(`truncate ${tables.join(', ')}`)
      await pool.query('checkpoint')
    },
  }
}

/** A run that was killed leaves its server and its folder; the next run clears them. */
async function removeLeftovers(base: string) {
  mkdirSync(base, { recursive: true })
  for (const name of readdirSync(base)) {
    if (identityOf(Number(name)) !== undefined) continue
    await killServer(join(base, name, 'postgres', 'cluster'))
    rmSync(join(base, name), { recursive: true, force: true })
  }
}
