import { type Fact, type FactSet, objectKey } from '@/lib/facts/fact'
import { foldInvoice, type InvoicePaymentRow, type InvoiceRow } from '@/lib/invoices/fold'
import { foldCharge, type LedgerRow } from '@/lib/ledger/fold'
import { foldSubscription, type SubscriptionRow } from '@/lib/revenue/fold'

export interface Money {
  ledger: LedgerRow[]
  subscriptions: SubscriptionRow[]
  invoices: InvoiceRow[]
  invoicePayments: InvoicePaymentRow[]
}

/**
 * Recomputes every charge, subscription and invoice that got a new fact, from all facts there are about it. What is at home on a
 * site that was deleted counts nowhere: a late refund must not bring its charge to another site.
 */
export function foldMoney(set: FactSet, told: readonly Fact[], sites: ReadonlySet<string>): Money {
  const ledger: LedgerRow[] = []
  const subscriptions: SubscriptionRow[] = []
  const invoices: InvoiceRow[] = []
  const invoicePayments: InvoicePaymentRow[] = []
  for (const touched of new Map(told.map((fact) => [objectKey(fact), fact])).values()) {
    const facts = set.of(touched)
    const charge = foldCharge(facts)
    if (charge && sites.has(charge.siteId)) ledger.push(charge)
    const subscription = foldSubscription(facts)
    if (subscription && sites.has(subscription.siteId)) subscriptions.push(subscription)
    const billed = foldInvoice(facts)
    if (!billed || !sites.has(billed.invoice.siteId)) continue
    invoices.push(billed.invoice)
    invoicePayments.push(...billed.payments)
  }
  return { ledger, subscriptions, invoices, invoicePayments }
}
