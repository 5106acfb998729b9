import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { numbered } from './numbered'

test('each number becomes its value, however often and in whatever order it stands there', () => {
  const { sql: text, params } = new PgDialect().sqlToQuery(
    numbered('$2 = any($1) or $2 = 0', [sql`${'{a}'}`, sql`${7}::int`]),
  )
  expect([text, params]).toEqual(['$1::int = any($2) or $3::int = 0', [7, '{a}', 7]])
})

test('a number without a value is said, and nothing is run', () => {
  expect(() => numbered('$1 = $3', [sql`1`, sql`2`])).toThrow('$3 has no value')
})
