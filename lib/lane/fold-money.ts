import type { SiteId } from '@/db/schema/columns'
import type { About } from '@/lib/facts/fact'
import { eachObject, type FactSet } from '@/lib/facts/fact-set'
import { foldInvoice, type InvoicePaymentRow, type InvoiceRow } from '@/lib/invoices/fold'
import { foldCharge, type LedgerRow } from '@/lib/ledger/fold'
import { foldProductRow, type ProductRow } from '@/lib/products/fold'
import type { Question } from '@/lib/products/terms'
import { foldSubscription, type SubscriptionRow } from '@/lib/revenue/fold'
import { moneyPolicyOf } from '@/lib/sites/money-policy'
import type { StoredSite } from './state'

export interface Money {
  ledger: LedgerRow[]
  subscriptions: SubscriptionRow[]
  invoices: InvoiceRow[]
  invoicePayments: InvoicePaymentRow[]
  products: ProductRow[]
  /** What a subscription's figures rest on and nobody told yet. */
  missing: Missing[]
}

export type Missing = Question & Pick<SubscriptionRow, 'teamId' | 'connectionId' | 'siteId' | 'livemode'>

/**
 * Recomputes every charge, subscription, invoice and product that got a new fact, from all facts there are about it. What is
 * at home on a site that was deleted counts nowhere: a late refund must not bring its charge to another site.
 */
export function foldMoney(
  set: FactSet,
  touched: readonly About[],
  sites: ReadonlyMap<string, StoredSite>,
  now: Date,
): Money {
  const money: Money = { ledger: [], subscriptions: [], invoices: [], invoicePayments: [], products: [], missing: [] }
  const policyOf = (site: SiteId) => moneyPolicyOf(sites.get(site)?.moneyPolicy)
  for (const object of eachObject(touched)) {
    const facts = set.of(object)
    const charge = foldCharge(facts)
    if (charge && sites.has(charge.siteId)) money.ledger.push(charge)
    const product = foldProductRow(facts)
    if (product) money.products.push(product)
    const subscribed = foldSubscription(object, set, policyOf, now)
    if (subscribed && sites.has(subscribed.row.siteId)) {
      const { row, wanted } = subscribed
      money.subscriptions.push(row)
      for (const question of wanted) money.missing.push({ ...question, ...placeOf(row) })
    }
    const billed = foldInvoice(facts)
    if (!billed || !sites.has(billed.invoice.siteId)) continue
    money.invoices.push(billed.invoice)
    money.invoicePayments.push(...billed.payments)
  }
  return money
}

const placeOf = ({ teamId, connectionId, siteId, livemode }: SubscriptionRow) => ({
  teamId,
  connectionId,
  siteId,
  livemode,
})
