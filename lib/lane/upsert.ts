import { toSnakeCase } from 'drizzle-orm/casing'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

interface Upsert<Row> {
  /** Which of the table's columns are given; all of them where this is left out. */
  only?: readonly (keyof Row & string)[]
  without?: readonly (keyof Row & string)[]
  /** More to set when the row is there already, as SQL. */
  also?: string
  /** Which rows that are there already are written again, as SQL; all of them where this is left out. */
  where?: string
}

/**
 * The text of an upsert from one JSON parameter, whose keys are the table's names in code. Made once from the table's own
 * definition, so that a column is named in one place. Rows go in in the order they are given.
 */
export function upsert<T extends PgTable>(
  table: T,
  parameter: number,
  { only, without = [], also, where }: Upsert<T['$inferInsert']> = {},
): string {
  const { name, columns, primaryKeys } = getTableConfig(table)
  const given = columns.filter((c) => (only ? isIn(only, c) : true) && !isIn(without, c))
  const key = (primaryKeys[0]?.columns ?? []) as AnyPgColumn[]
  const changed = given.filter((column) => !key.includes(column)).map((c) => `${sqlName(c)} = excluded.${sqlName(c)}`)
  const list = given.map(sqlName).join(', ')
  const quoted = given.map((column) => `"${keyOf(column)}"`).join(', ')
  return `
  insert into ${name} (${list})
  select ${quoted}
  from rows from (json_to_recordset($${parameter}::json) as (${given.map(typed).join(', ')})) with ordinality as r(${quoted}, nth)
  order by nth
  on conflict (${key.map(sqlName).join(', ')}) do update set ${[...changed, ...(also ? [also] : [])].join(', ')}${
    where
      ? `
  where ${where}`
      : ''
  }`
}

const isIn = (names: readonly string[], column: AnyPgColumn) => names.includes(keyOf(column))
const keyOf = (column: AnyPgColumn) => column.name
/** Quoted: `on` and the like are words of SQL. */
const sqlName = (column: AnyPgColumn) => `"${toSnakeCase(column.name)}"`
const typed = (column: AnyPgColumn) => `"${keyOf(column)}" ${column.getSQLType()}`
