import { sql } from 'drizzle-orm'
import { db } from '@/db/client'

/** What was said at an attempt is kept this long; that it was made, and how it ended, stays with the delivery (DA-12). */
export const attemptsKeptDays = 30

const step = { rows: 10_000, most: 100 }

/** Removes old attempts and what was said at them, in small steps. */
export async function keepAttempts() {
  for (let turn = 0; turn < step.most; turn += 1) {
    const { rows } = await db.execute<{ gone: number }>(
      sql`select sluice_purge_attempts(now() - ${attemptsKeptDays} * interval '1 day', ${step.rows}) as gone`,
    )
    if ((rows[0]?.gone ?? 0) < step.rows) return
  }
}
