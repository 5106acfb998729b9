import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from './client'
import { newId, type TeamId } from './schema/columns'
import { useTestDatabase } from './testing'
import { fillTable } from './testing-fill'

const { url, adminUrl } = useTestDatabase()

/** The whole list of global tables; everything else leads its keys with team_id. */
const globalTables = [
  'accounts',
  'api_keys',
  'counters',
  'dev_mails',
  'exchange_rates',
  'invitations',
  'oauth_states',
  'routes',
  'sessions',
  'team_members',
  'teams',
  'unrouted',
  'users',
  'verification_tokens',
  'workers',
]

async function names(query: ReturnType<typeof sql>): Promise<string[]> {
  return (await db.execute<{ name: string }>(query)).rows.map((row) => row.name)
}

const tenantTables = () =>
  names(sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not (relname = any(${`{${globalTables.join(',')}}`}::text[])) order by relname`)

describe('the catalog keeps the rule of tenancy', () => {
  test('the global tables are exactly the ones the design names', async () => {
    const all = await names(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    )
    expect(all.filter((name) => globalTables.includes(name))).toEqual(globalTables)
    expect(await tenantTables()).toContain('inbox')
  })

  test('every primary key and unique index of a tenant table leads with team_id', async () => {
    const wrong = await names(sql`
      select i.indexrelid::regclass::text as name
      from pg_index i join pg_class t on t.oid = i.indrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where t.relnamespace = 'public'::regnamespace and i.indisunique and a.attname <> 'team_id'
        and not (t.relname = any(${`{${globalTables.join(',')}}`}::text[]))`)
    expect(wrong).toEqual([])
    const withKey = await names(sql`
      select distinct t.relname as name from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and i.indisprimary
        and not (t.relname = any(${`{${globalTables.join(',')}}`}::text[])) order by 1`)
    expect(withKey).toEqual(await tenantTables())
  })

  test('every foreign key of a tenant table leads with team_id, and the hot tables have none', async () => {
    const keys = await db.execute<{ table: string; first: string }>(sql`
      select c.conrelid::regclass::text as table, a.attname as first from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace
        and not (c.conrelid::regclass::text = any(${`{${globalTables.join(',')}}`}::text[]))`)
    expect(keys.rows.filter((key) => key.first !== 'team_id')).toEqual([])
    const hot = [
      'inbox',
      'inbox_queue',
      'events',
      'facts',
      'parties',
      'subscribers',
      'ledger',
      'subscriptions',
      'waiting',
    ]
    expect(keys.rows.filter((key) => hot.includes(key.table))).toEqual([])
  })

  test('row-level security is on and forced on every tenant table, on routes and on unrouted', async () => {
    const open = await names(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity) order by 1`)
    expect(open).toEqual(globalTables.filter((name) => !['routes', 'unrouted'].includes(name)))
  })
})

describe('AU-21 a forgotten where', () => {
  const [ours, theirs] = [newId() as TeamId, newId() as TeamId]

  beforeAll(async () => {
    const admin = new pg.Client({ connectionString: adminUrl() })
    await admin.connect()
    for (const team of [ours, theirs])
      for (const table of [...(await tenantTables()), 'routes']) await fillTable(admin, table, team, 1)
    await admin.end()
  })

  test('AU-21 without teams every table is empty, with team A nothing of B is there, and B cannot be written', async () => {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    const tables = [...(await tenantTables()), 'routes']
    const look = async (teams: string, table: string): Promise<string[]> => {
      await client.query(`begin; set local role sluice_tenant; set local sluice.team_ids = '${teams}'`)
      const { rows } = await client.query<{ team_id: string }>(`select team_id from ${table}`)
      await client.query('commit')
      return rows.map((row) => row.team_id)
    }
    for (const table of tables) {
      expect([table, await look('{}', table)]).toEqual([table, []])
      expect([table, await look(`{${ours}}`, table)]).toEqual([table, [ours]])
      await client.query(`begin; set local role sluice_tenant; set local sluice.team_ids = '{${ours}}'`)
      await expect(client.query(`insert into ${table} (team_id) values ($1)`, [theirs])).rejects.toMatchObject({
        code: '42501',
      })
      await client.query('rollback')
    }
    await client.end()
  })

  test('after a transaction with teams the setting is an empty string, and that means no team at all', async () => {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    await client.query(`begin; set local sluice.team_ids = '{${ours}}'; commit`)
    await client.query('begin; set local role sluice_tenant')
    const left = await client.query(`select current_setting('sluice.team_ids', true) as teams`)
    expect(left.rows).toEqual([{ teams: '' }])
    expect((await client.query('select team_id from sites')).rows).toEqual([])
    await client.query('rollback')
    await client.end()
  })

  test('the owner of the tables sees nothing outside the tenant role either', async () => {
    for (const table of await tenantTables())
      expect([table, (await db.execute(sql`select team_id from ${sql.identifier(table)}`)).rows]).toEqual([table, []])
  })
})
