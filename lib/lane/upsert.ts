import { toSnakeCase } from 'drizzle-orm/casing'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { type BinaryType, isBinaryType } from '@/db/binary-array'
import type { Inputs } from './inputs'

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
 * The text of an upsert of rows whose fields are the table's names in code. Made once from the table's own definition, so
 * that a column is named in one place. Rows go in in the order they are given.
 */
export function upsert<T extends PgTable, Name extends string>(
  inputs: Inputs<Name>,
  input: Name,
  table: T,
  { only, without = [], also, where }: Upsert<T['$inferInsert']> = {},
): string {
  const { name, columns, primaryKeys } = getTableConfig(table)
  const given = columns.filter((c) => (only ? isIn(only, c) : true) && !isIn(without, c))
  const key = (primaryKeys[0]?.columns ?? []) as AnyPgColumn[]
  const changed = given.filter((column) => !key.includes(column)).map((c) => `${sqlName(c)} = excluded.${sqlName(c)}`)
  const list = given.map(sqlName).join(', ')
  const shape = Object.fromEntries(given.map((column) => [keyOf(column), travelsAs(column)]))
  return `
  insert into ${name} (${list})
  select ${given.map(asTyped).join(', ')}
  from ${inputs.rows(input, shape)} with ordinality as r(${given.map(quoted).join(', ')}, nth)
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
const quoted = (column: AnyPgColumn) => `"${keyOf(column)}"`

/** Lists travel as JSON, other types without a binary form as text; PostgreSQL makes of it what the column holds. */
function travelsAs(column: AnyPgColumn): BinaryType {
  const type = column.getSQLType()
  if (type === 'text[]') return 'jsonb'
  return isBinaryType(type) ? type : 'text'
}

function asTyped(column: AnyPgColumn): string {
  const type = column.getSQLType()
  if (type === 'text[]') return `array(select jsonb_array_elements_text(${quoted(column)}))`
  return isBinaryType(type) ? quoted(column) : `${quoted(column)}::${type}`
}
