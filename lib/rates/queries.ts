import { and, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { exchangeRates } from '@/db/schema/money'

/** A pair of currencies in the operator's table, with its newest rate. */
export interface RatePair {
  from: string
  to: string
  rate: string
  /** `2026-11-21`. */
  day: string
  firstDay: string
  days: number
  setBy: string
  setAt: Date
}

/** Which pairs there are, by name, each with its newest rate and who wrote it. */
export async function ratePairs(): Promise<RatePair[]> {
  const { rows } = await db.execute<Omit<RatePair, 'setAt'> & { setAt: string }>(sql`
    select distinct on (currency, in_currency) currency as "from", in_currency as "to", rate::text, day::text,
      min(day) over pair::text as "firstDay", (count(*) over pair)::int as days, set_by as "setBy", set_at as "setAt"
    from exchange_rates
    window pair as (partition by currency, in_currency)
    order by currency, in_currency, day desc`)
  return rows.map((row) => ({ ...row, setAt: new Date(row.setAt) }))
}

export type RateRow = Pick<typeof exchangeRates.$inferSelect, 'day' | 'rate' | 'setBy' | 'setAt'> & {
  from: string
  to: string
}

export interface RateFilter {
  from?: string | undefined
  to?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

/** Rates of the table, the newest day first. */
export function listRates({ from, to, since, until }: RateFilter, limit: number): Promise<RateRow[]> {
  const wanted: (SQL | undefined)[] = [
    from ? eq(exchangeRates.currency, from) : undefined,
    to ? eq(exchangeRates.inCurrency, to) : undefined,
    since ? gte(exchangeRates.day, since) : undefined,
    until ? lte(exchangeRates.day, until) : undefined,
  ]
  return db
    .select({
      day: exchangeRates.day,
      from: exchangeRates.currency,
      to: exchangeRates.inCurrency,
      rate: exchangeRates.rate,
      setBy: exchangeRates.setBy,
      setAt: exchangeRates.setAt,
    })
    .from(exchangeRates)
    .where(and(...wanted))
    .orderBy(desc(exchangeRates.day), exchangeRates.currency, exchangeRates.inCurrency)
    .limit(limit)
}
