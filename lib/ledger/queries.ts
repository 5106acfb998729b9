import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { countedLines, rateOf, siteRules, worthOf } from './counted-sql'

/** One line of a lifetime value. Amounts in minor units of `currency`. */
export interface CountedLine {
  /** A charge, or an invoice that was paid outside Stripe. */
  kind: 'charge' | 'invoice'
  id: string
  connectionId: string
  currency: string
  captured: bigint
  refunded: bigint
  withdrawn: bigint
  reinstated: bigint
  net: bigint
  /** `net` by the site's tax rule: what the line adds to the value in its own currency. */
  counted: bigint
  tax: TaxShare
  /** What it adds in the reporting currency, minor units of that; null = left out, nothing says what it is worth. */
  worth: bigint | null
  how: Conversion
  paidAt: Date | null
}

/** Taxes count here; or they do not, and the invoice says that `untaxed` of `total` is none; or no invoice says it. */
export type TaxShare = { rule: 'included' } | { rule: 'excluded'; untaxed: bigint; total: bigint } | { rule: 'unknown' }

/** How a line was expressed in the reporting currency. */
export type Conversion =
  | { by: 'same' }
  /** What Stripe booked for the whole captured amount, minor units of the reporting currency. */
  | { by: 'stripe'; settled: bigint }
  /** The operator's rate of a day: one unit of `from` was worth `rate` units of `to`. */
  | { by: 'rate'; rate: string; day: string; from: string; to: string }
  | { by: 'none' }

/** Whose lines, and where a page goes on. */
export interface LinesOf {
  person: { id: string; reportingCurrency: string | null }
  limit: number
  after?: string | undefined
}

/** The lines of a subscriber's lifetime value, the last paid first: the same that the stored figure is the sum of. */
export async function countedLinesOf(
  tx: Tx,
  teamId: TeamId,
  { person, limit, after }: LinesOf,
): Promise<CountedLine[]> {
  const [paidAt, id, connectionId] = after ? placeOf(after) : ['infinity', '', '00000000-0000-0000-0000-000000000000']
  const { rows } = await tx.execute<Row>(sql`
    select l.kind, l.id, l.connection_id, l.currency, l.paid_at, l.captured::text, l.refunded::text, l.withdrawn::text,
      l.reinstated::text, l.net::text, l.counted::text, l.untaxed::text, l.taxed::text, f.tax_excluded, n.worth::text,
      l.currency = c.code as same, case when l.settled_currency = c.code then l.settled::text end as settled,
      q.rate::text, q.day::text, q.inverse, c.code
    from (select team_id, id, site_id, livemode from subscribers where team_id = ${teamId} and id = ${person.id}) p
    left join ${sql.raw(siteRules)} on true
    cross join lateral (
      select array_agg(y.key) as keys from parties y where y.subscriber_id = p.id and y.team_id = p.team_id
    ) k
    cross join (select ${person.reportingCurrency}::text as code) c
    cross join lateral (${sql.raw(countedLines)}) l
    left join ${sql.raw(rateOf)} on true
    cross join lateral (select ${sql.raw(worthOf)} as worth) n
    where (coalesce(l.paid_at, '-infinity'), l.id, l.connection_id) < (${paidAt}::timestamptz, ${id}, ${connectionId}::uuid)
    order by coalesce(l.paid_at, '-infinity') desc, l.id desc, l.connection_id desc
    limit ${limit}`)
  return rows.map(lineOf)
}

/** Where the page behind a line begins; opaque to callers. */
export const cursorOf = ({ paidAt, id, connectionId }: CountedLine) =>
  Buffer.from(JSON.stringify([paidAt?.toISOString() ?? '-infinity', id, connectionId])).toString('base64url')

/** Whether a text is a cursor of ours. */
export const isCursor = (text: string): boolean => {
  const [paidAt, id, connectionId] = read(text)
  return (
    (paidAt === '-infinity' || !Number.isNaN(Date.parse(paidAt ?? ''))) &&
    id !== undefined &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(connectionId ?? '')
  )
}

function placeOf(cursor: string): [string, string, string] {
  const [paidAt = '', id = '', connectionId = ''] = read(cursor)
  return [paidAt, id, connectionId]
}

function read(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : []
  } catch {
    return []
  }
}

interface Row extends Record<string, unknown> {
  kind: CountedLine['kind']
  id: string
  connection_id: string
  currency: string
  paid_at: string | null
  captured: string
  refunded: string
  withdrawn: string
  reinstated: string
  net: string
  counted: string
  untaxed: string | null
  taxed: string | null
  tax_excluded: boolean | null
  worth: string | null
  same: boolean | null
  settled: string | null
  rate: string | null
  day: string | null
  inverse: boolean | null
  code: string | null
}

function lineOf(row: Row): CountedLine {
  return {
    kind: row.kind,
    id: row.id,
    connectionId: row.connection_id,
    currency: row.currency,
    captured: BigInt(row.captured),
    refunded: BigInt(row.refunded),
    withdrawn: BigInt(row.withdrawn),
    reinstated: BigInt(row.reinstated),
    net: BigInt(row.net),
    counted: BigInt(row.counted),
    tax: taxOf(row),
    worth: row.worth === null ? null : BigInt(row.worth),
    how: howOf(row),
    paidAt: row.paid_at === null ? null : new Date(row.paid_at),
  }
}

function taxOf({ tax_excluded, untaxed, taxed }: Row): TaxShare {
  if (!tax_excluded) return { rule: 'included' }
  if (untaxed === null || taxed === null) return { rule: 'unknown' }
  return { rule: 'excluded', untaxed: BigInt(untaxed), total: BigInt(taxed) }
}

function howOf({ same, net, settled, rate, day, inverse, currency, code }: Row): Conversion {
  if (same || BigInt(net) === 0n) return { by: 'same' }
  if (settled !== null) return { by: 'stripe', settled: BigInt(settled) }
  if (rate === null || day === null || code === null) return { by: 'none' }
  return inverse
    ? { by: 'rate', rate, day, from: code, to: currency }
    : { by: 'rate', rate, day, from: currency, to: code }
}
