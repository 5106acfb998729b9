import { type SQL, sql } from 'drizzle-orm'

/**
 * A statement written with `$1`, `$2` … for the lane's own client, for drizzle: each number becomes its value. Throws when a number has
 * none.
 */
export function numbered(statement: string, values: readonly SQL[]): SQL {
  const parts = statement.split(/\$(\d+)/)
  return sql.join(parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : valueFor(Number(part), values))))
}

function valueFor(number: number, values: readonly SQL[]): SQL {
  const value = values[number - 1]
  if (!value) throw new Error(`$${number} has no value`)
  return value
}
