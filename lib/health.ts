import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '@/db/client'
import { projectRoot } from '@/db/root'

type Check = { ok: true } | { ok: false; reason: string }
export type Readiness = { ok: boolean; checks: { database: Check; schema: Check; indexes: Check } }

/**
 * Whether this process may be sent work: the database answers within 3 s, its schema has every migration this version
 * brings, and every unique index the schema declares stands and is valid (without one, "exactly once" is not held by
 * anything: PR-19). Reasons name what is wrong and hold no secrets.
 */
export function readiness(): Promise<Readiness> {
  // Probes that come together share one look.
  running ??= look().finally(() => {
    running = undefined
  })
  return running
}

let running: Promise<Readiness> | undefined

/** `GET /healthz` and `/readyz` for a bare HTTP server; undefined for any other path. Never throws. */
export async function healthAnswer(path: string): Promise<{ status: 200 | 503; body: string } | undefined> {
  if (path === '/healthz') return { status: 200, body: JSON.stringify({ ok: true }) }
  if (path !== '/readyz') return undefined
  const found = await readiness()
  return { status: found.ok ? 200 : 503, body: JSON.stringify(found) }
}

async function look(): Promise<Readiness> {
  const wanted = required()
  try {
    const [migrated, indexes] = await Promise.race([ask(), tooLate()])
    const checks = { database: fine, schema: schemaCheck(wanted, migrated), indexes: indexCheck(wanted, indexes) }
    return { ok: checks.schema.ok && checks.indexes.ok, checks }
  } catch {
    const unknown: Check = { ok: false, reason: 'Not known without the database.' }
    const database: Check = { ok: false, reason: 'The database does not answer.' }
    return { ok: false, checks: { database, schema: unknown, indexes: unknown } }
  }
}

const fine: Check = { ok: true }

type Index = { name: string; isUnique: boolean; isValid: boolean }

function ask() {
  return Promise.all([newestMigration(), existingIndexes()])
}

async function tooLate(): Promise<never> {
  await sleep(3_000, undefined, { ref: false })
  throw new Error('no answer in 3 s')
}

/** When the newest applied migration was made (ms since 1970, drizzle's own mark); 0 before the first. */
async function newestMigration() {
  const exists = await pool.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as is`)
  if (!exists.rows[0]?.is) return 0
  const { rows } = await pool.query('select max(created_at)::text as newest from drizzle.__drizzle_migrations')
  return Number(rows[0]?.newest ?? 0)
}

async function existingIndexes() {
  const { rows } = await pool.query<Index>(
    `select c.relname as name, i.indisunique as "isUnique", i.indisvalid and i.indisready as "isValid"
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace`,
  )
  return rows
}

/** A newer schema is fine: during an upgrade the old version goes on while the new one has migrated already. */
function schemaCheck({ newest }: Required, migrated: number): Check {
  if (migrated >= newest.when) return fine
  return { ok: false, reason: `Migration ${newest.tag} is not applied. Run: node dist/launch.mjs migrate` }
}

function indexCheck({ uniqueIndexes }: Required, indexes: Index[]): Check {
  const sound = new Set(indexes.filter(({ isUnique, isValid }) => isUnique && isValid).map(({ name }) => name))
  const invalid = indexes.filter(({ isValid }) => !isValid).map(({ name }) => name)
  const missing = uniqueIndexes.filter((name) => !sound.has(name) && !invalid.includes(name))
  if (invalid.length + missing.length === 0) return fine
  const parts = [missing.length && `Missing: ${listed(missing)}.`, invalid.length && `Invalid: ${listed(invalid)}.`]
  return { ok: false, reason: parts.filter(Boolean).join(' ') }
}

function listed(names: string[]) {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}

type Journal = { entries: { idx: number; when: number; tag: string }[] }
type Snapshot = { tables: Record<string, SnapshotTable> }
type SnapshotTable = {
  name: string
  columns: Record<string, { primaryKey: boolean }>
  indexes: Record<string, { name: string; isUnique: boolean }>
  compositePrimaryKeys: Record<string, { name: string }>
  uniqueConstraints: Record<string, { name: string }>
}

/** What the shipped migrations amount to: read from the folder they are applied from, so the two cannot differ. */
function required() {
  kept ??= readRequired(join(projectRoot(), 'drizzle', 'meta'))
  return kept
}

type Required = ReturnType<typeof readRequired>
let kept: Required | undefined

function readRequired(folder: string) {
  const journal = JSON.parse(readFileSync(join(folder, '_journal.json'), 'utf8')) as Journal
  const newest = journal.entries.at(-1)
  if (!newest) throw new Error(`There are no migrations in ${folder}.`)
  const name = `${String(newest.idx).padStart(4, '0')}_snapshot.json`
  const snapshot = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Snapshot
  return { newest, uniqueIndexes: Object.values(snapshot.tables).flatMap(uniqueIndexesOf) }
}

function uniqueIndexesOf(table: SnapshotTable) {
  const hasOwnKey = Object.values(table.columns).some(({ primaryKey }) => primaryKey)
  return [
    ...(hasOwnKey ? [`${table.name}_pkey`] : []),
    ...Object.values(table.compositePrimaryKeys).map(({ name }) => name),
    ...Object.values(table.uniqueConstraints).map(({ name }) => name),
    ...Object.values(table.indexes).flatMap(({ name, isUnique }) => (isUnique ? [name] : [])),
  ]
}
