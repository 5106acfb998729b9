import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'

/** Counting is reading, so it ends somewhere: past this a figure says "or more", and a busy site costs no more than a quiet one. */
export const mostCounted = 10_000

/** How many rows `rows` has, of at most `most`. */
export async function countUpTo(tx: Tx, rows: SQL, most: number): Promise<number> {
  const found = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from (${rows} limit ${most}) counted`,
  )
  return found.rows[0]?.count ?? 0
}

/**
 * The smallest uuid v7 of a moment, in milliseconds. Ids are made at receipt, so it bounds a range of an index, and no
 * column of times is scanned.
 */
export function firstIdAt(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** The moment a uuid v7 was made, in milliseconds. */
export function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
