import type pg from 'pg'
import type { TeamId } from './schema/columns'

/**
 * Fills a tenant table with rows of whatever its columns allow, past every policy and foreign key (superuser only): for
 * tests that need rows, not meaning.
 */
export async function fillTable(admin: pg.Client, table: string, team: TeamId, count: number) {
  const { rows } = await admin.query<{ column: string; value: string }>(
    `select attname as column, case when typcategory = 'A' then $q$'{}'$q$ else case format_type(atttypid, null)
        when 'uuid' then 'gen_random_uuid()' when 'text' then 'gen_random_uuid()' when 'jsonb' then $q$'{}'$q$
        when 'bytea' then $q$'x'$q$ when 'boolean' then 'true' when 'timestamp with time zone' then 'now()'
        else '1' end end as value
     from pg_attribute join pg_type t on t.oid = atttypid where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and attname <> 'team_id'`,
    [table],
  )
  const columns = rows.map((row) => `, "${row.column}"`).join('')
  const values = rows.map((row) => `, ${row.value}`).join('')
  await admin.query('set session_replication_role = replica')
  await admin.query(
    `insert into ${table} (team_id${columns}) select '${team}'${values} from generate_series(1, ${Math.trunc(count)})`,
  )
}
