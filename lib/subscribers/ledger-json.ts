import { z } from 'zod'
import type { Conversion, TaxShare } from '@/lib/ledger/queries'
import { toDecimal } from '@/lib/money'
import type { LedgerLine } from './read-lines'

const amount = z.object({ amount: z.string(), minor: z.string() })

/**
 * One line of a lifetime value as the API gives it, with the dated facts behind it. Amounts in `currency`, but `worth` and
 * `settled`, which are in the subscriber's reporting_currency.
 */
export const ledgerLineJsonSchema = z.object({
  /** `invoice` = paid outside Stripe; counted where the site's policy says so. */
  kind: z.enum(['charge', 'invoice']),
  id: z.string(),
  connection_id: z.string(),
  currency: z.string(),
  captured: amount,
  refunded: amount,
  withdrawn: amount,
  reinstated: amount,
  net: amount,
  /** `net` by the site's tax rule: what the line adds in its own currency. */
  counted: amount,
  /** `unknown` = tax is left out here, but no invoice says how much it was. */
  tax: z.object({
    rule: z.enum(['included', 'excluded', 'unknown']),
    untaxed: amount.optional(),
    total: amount.optional(),
  }),
  /** What it adds to lifetime_value; null = left out. */
  worth: amount.nullable(),
  conversion: z.discriminatedUnion('by', [
    z.object({ by: z.literal('same') }),
    z.object({ by: z.literal('stripe'), settled: amount }),
    z.object({ by: z.literal('rate'), rate: z.string(), day: z.string(), from: z.string(), to: z.string() }),
    z.object({ by: z.literal('none') }),
  ]),
  paid_at: z.string().nullable(),
  /** Oldest first. `event_id` is null where Stripe was asked, or the event is gone. */
  facts: z.array(
    z.object({ at: z.string(), text: z.string(), stripe_event_id: z.string(), event_id: z.string().nullable() }),
  ),
})

export type LedgerLineJson = z.infer<typeof ledgerLineJsonSchema>

export function ledgerLineJson(line: LedgerLine, reporting: string | null): LedgerLineJson {
  const { currency } = line
  return {
    kind: line.kind,
    id: line.id,
    connection_id: line.connectionId,
    currency,
    captured: shown(line.captured, currency),
    refunded: shown(line.refunded, currency),
    withdrawn: shown(line.withdrawn, currency),
    reinstated: shown(line.reinstated, currency),
    net: shown(line.net, currency),
    counted: shown(line.counted, currency),
    tax: taxJson(line.tax, currency),
    worth: line.worth === null || reporting === null ? null : shown(line.worth, reporting),
    conversion: conversionJson(line.how, reporting ?? currency),
    paid_at: line.paidAt?.toISOString() ?? null,
    facts: line.facts.map((fact) => ({
      at: fact.at.toISOString(),
      text: fact.words,
      stripe_event_id: fact.stripeEventId,
      event_id: fact.eventId,
    })),
  }
}

const shown = (minor: bigint, currency: string) => ({ amount: toDecimal(minor, currency), minor: String(minor) })

function taxJson(tax: TaxShare, currency: string): LedgerLineJson['tax'] {
  if (tax.rule !== 'excluded') return { rule: tax.rule }
  return { rule: tax.rule, untaxed: shown(tax.untaxed, currency), total: shown(tax.total, currency) }
}

const conversionJson = (how: Conversion, reporting: string): LedgerLineJson['conversion'] =>
  how.by === 'stripe' ? { by: how.by, settled: shown(how.settled, reporting) } : how
