import { fitsColumn, type MadeFact } from '@/lib/facts/fact'
import type { Told } from '@/lib/ledger/facts'
import type { Json } from '@/lib/normalize/readers'
import { customerKey, guestOf } from '@/lib/subscribers/party'
import { type ReadInvoice, readInvoice, readInvoicePayment } from './read'

/**
 * What an event says about an invoice's money, minor units as strings. Aspects: `invoice` {currency, total, untaxed,
 * off_stripe, paid_at, subscription} with null for what the payload lacks, `party` {party, person}, `paid_by:<payment>`
 * and `off_stripe:<record>` {amount, currency, paid_at}. How an invoice was paid are aspects of it, so one load finds all.
 */
export function invoiceFacts({ object, type, normalized, entry, at }: Told): MadeFact[] {
  if (object.object === 'invoice_payment') return paymentFacts(object, at)
  if (object.object !== 'invoice' || type === 'invoice.upcoming') return []
  const invoice = readInvoice(object)
  if (!invoice.id) return []
  const { id } = invoice
  const rank = rankOf(object.status, invoice.paid)
  const made: MadeFact[] = [{ objectId: id, aspect: 'invoice', rank, value: contentOf(invoice, at) }]
  for (const paymentId of invoice.paid ? invoice.paymentIds : [])
    made.push({ objectId: id, aspect: `paid_by:${paymentId}`, rank: 0, value: {} })
  const party = partyOf(invoice.customerId, normalized.subscriber.email, entry.connectionId)
  if (party) made.push({ objectId: id, aspect: 'party', rank: invoice.customerId ? 1 : 0, value: party })
  return made
}

function contentOf(invoice: ReadInvoice, at: string) {
  return {
    currency: invoice.currency,
    total: told(invoice.total),
    untaxed: told(invoice.totalExcludingTax),
    off_stripe: told(invoice.paidOffStripe),
    paid_at: invoice.paid ? (invoice.paidAt?.toISOString() ?? at) : null,
    subscription: invoice.subscriptionId,
  }
}

const told = (amount: bigint | null) => (amount !== null && fitsColumn(amount) ? String(amount) : null)

/** Within one second: an end is later than an open invoice, and that later than a draft. */
function rankOf(status: unknown, paid: boolean): number {
  if (paid || status === 'void' || status === 'uncollectible') return 2
  return status === 'draft' ? 0 : 1
}

function partyOf(customerId: string | null, email: string | null, connectionId: string) {
  if (customerId) return { party: customerKey(connectionId, customerId), person: customerId }
  const guest = guestOf(email)
  return guest ? { party: guest, person: guest } : null
}

/** Since basil only this event ties a payment to its invoice. */
function paymentFacts(object: Json, at: string): MadeFact[] {
  const payment = readInvoicePayment(object)
  if (!payment.invoiceId || !payment.paid) return []
  if (payment.paymentId)
    return [{ objectId: payment.invoiceId, aspect: `paid_by:${payment.paymentId}`, rank: 0, value: {} }]
  if (!payment.recordId || payment.amountPaid === null || !fitsColumn(payment.amountPaid)) return []
  const value = {
    amount: String(payment.amountPaid),
    currency: payment.currency,
    paid_at: payment.paidAt?.toISOString() ?? at,
  }
  return [{ objectId: payment.invoiceId, aspect: `off_stripe:${payment.recordId}`, rank: 0, value }]
}
