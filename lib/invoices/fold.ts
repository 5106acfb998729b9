import type { SiteId, TeamId } from '@/db/schema/columns'
import { amountIn, earliest, type Fact, isNewer, textIn } from '@/lib/facts/fact'
import { partyOf } from '@/lib/ledger/fold'

/** An invoice as far as money needs it; what `invoices` holds. Minor units, null where no payload told it. */
export interface InvoiceRow {
  teamId: TeamId
  connectionId: string
  invoiceId: string
  siteId: SiteId
  livemode: boolean
  partyKey: string | null
  currency: string | null
  total: bigint | null
  totalExcludingTax: bigint | null
  paidOffStripe: bigint | null
  paidAt: string | null
  subscriptionId: string | null
}

/** Which payment paid it; what `invoice_payments` holds. */
export interface InvoicePaymentRow {
  teamId: TeamId
  connectionId: string
  paymentId: string
  invoiceId: string
  siteId: SiteId
  livemode: boolean
}

/**
 * An invoice as a fold over the set of its facts: of each field the newest word, so neither order nor repetition can
 * matter. At home on the site of its earliest event, like a charge. Null when the facts are about something else.
 */
export function foldInvoice(facts: readonly Fact[]): { invoice: InvoiceRow; payments: InvoicePaymentRow[] } | null {
  const bills = facts.filter((f) => f.aspect === 'invoice').sort((a, b) => (isNewer(a, b) ? -1 : 1))
  const records = latestRecords(facts)
  const payments = facts.flatMap((f) => (f.aspect.startsWith(paidBy) ? f.aspect.slice(paidBy.length) : []))
  if (bills.length + records.length + payments.length === 0) return null
  const home = earliest(facts.filter((f) => f.aspect !== 'party'))
  if (!home) return null

  const { teamId, connectionId, siteId, livemode, objectId: invoiceId } = home
  const own = { teamId, connectionId, invoiceId, siteId, livemode }
  return {
    invoice: {
      ...own,
      partyKey: partyOf(facts),
      currency: word(bills, 'currency') ?? word(records, 'currency'),
      ...totals(bills),
      paidOffStripe: offStripe(bills, records),
      paidAt: [...bills, ...records].flatMap((f) => textIn(f, 'paid_at') ?? []).sort()[0] ?? null,
      subscriptionId: word(bills, 'subscription'),
    },
    payments: [...new Set(payments)].map((paymentId) => ({ ...own, paymentId })),
  }
}

const paidBy = 'paid_by:'

/** The newest word that is one; `bills` are newest first. */
const word = (bills: readonly Fact[], field: string) =>
  bills.map((f) => textIn(f, field)).find((said) => said !== null) ?? null

/** Both of one payload: the parts of two drafts would make no ratio. */
function totals(bills: readonly Fact[]) {
  const both = bills.find((f) => textIn(f, 'total') !== null && textIn(f, 'untaxed') !== null)
  const total = both ? textIn(both, 'total') : word(bills, 'total')
  return { total: amount(total), totalExcludingTax: amount(both ? textIn(both, 'untaxed') : null) }
}

const amount = (text: string | null) => (text === null ? null : BigInt(text))

/** The invoice's own figure, or what its recorded payments add up to, whichever knows more. */
function offStripe(bills: readonly Fact[], records: readonly Fact[]): bigint | null {
  const told = amount(word(bills, 'off_stripe'))
  if (records.length === 0) return told
  const recorded = records.reduce((sum, f) => sum + amountIn(f, 'amount'), 0n)
  return told !== null && told > recorded ? told : recorded
}

function latestRecords(facts: readonly Fact[]): Fact[] {
  const latest = new Map<string, Fact>()
  for (const fact of facts) {
    if (!fact.aspect.startsWith('off_stripe:')) continue
    const known = latest.get(fact.aspect)
    if (!known || isNewer(fact, known)) latest.set(fact.aspect, fact)
  }
  return [...latest.values()].sort((a, b) => (a.aspect < b.aspect ? -1 : 1))
}
