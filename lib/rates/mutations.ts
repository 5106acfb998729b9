import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { recomputeConvertedJob } from '@/lib/figures/jobs'
import { enqueue } from '@/lib/jobs'
import { perMinor, type Rate } from './parse'

/** How many rates one statement takes. */
const atOnce = 2_000

/**
 * Puts rates into the table, all or none; a rate the table has for that day and pair is replaced. Figures that were
 * converted, or could not be, follow in the background. `by` is whoever answers for it: an operator's address, or `cli`.
 */
export async function importRates(rates: readonly Rate[], by: string): Promise<void> {
  await db.transaction(async (tx) => {
    for (let at = 0; at < rates.length; at += atOnce) {
      const rows = rates.slice(at, at + atOnce).map((rate) => ({ ...rate, perMinor: perMinor(rate) }))
      await tx.execute(sql`
        insert into exchange_rates (day, currency, in_currency, rate, per_minor, set_by, set_at)
        select day, "from", "to", rate, "perMinor", ${by}, now()
        from json_to_recordset(${JSON.stringify(rows)}::json) as r(day date, "from" text, "to" text, rate numeric, "perMinor" numeric)
        order by "from", "to", day
        on conflict (currency, in_currency, day) do update set rate = excluded.rate, per_minor = excluded.per_minor,
          set_by = excluded.set_by, set_at = excluded.set_at
        where exchange_rates.rate <> excluded.rate`)
    }
    await enqueue(tx, [recomputeConvertedJob()])
  })
}
