import { sql } from 'drizzle-orm'
import { db } from '@/db/client'

/** What a step kept of a mail or a call is there this long; that it was done, and how it ended, stays with the run (DA-12). */
export const detailsKeptDays = 30

const step = { rows: 10_000, most: 100 }

/** Removes old details, in small steps. */
export async function keepStepDetails() {
  for (let turn = 0; turn < step.most; turn += 1) {
    const { rows } = await db.execute<{ gone: number }>(
      sql`select sluice_purge_step_details(now() - ${detailsKeptDays} * interval '1 day', ${step.rows}) as gone`,
    )
    if ((rows[0]?.gone ?? 0) < step.rows) return
  }
}
