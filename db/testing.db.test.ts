import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from './client'
import { useTestDatabase } from './testing'

useTestDatabase()

test('tests run as the app role: no superuser, bound by row-level security, owner of the tables as in production', async () => {
  const { rows } = await db.execute(sql`
    select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreatedb,
           (select tableowner from pg_tables where schemaname = 'public' and tablename = 'inbox') as owner
    from pg_roles r where r.rolname = current_user`)
  expect(rows).toEqual([
    { rolname: 'sluice', rolsuper: false, rolbypassrls: false, rolcreatedb: false, owner: 'sluice' },
  ])
})
