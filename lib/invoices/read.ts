import {
  at,
  bool,
  currencyOf,
  idOf,
  instantOf,
  invoicePayment,
  invoiceSubscription,
  isPaid,
  type Json,
  listOf,
  minor,
  paidOrDue,
} from '@/lib/normalize/readers'

/** What money needs of an Invoice of any version. Amounts in minor units; null where the payload does not tell. */
export interface ReadInvoice {
  /** Null for the previews of invoice.upcoming, whose ids are missing or made up. */
  id: string | null
  customerId: string | null
  currency: string | null
  paid: boolean
  total: bigint | null
  totalExcludingTax: bigint | null
  /** Paid, but not through Stripe. */
  paidOffStripe: bigint | null
  paidAt: Date | null
  subscriptionId: string | null
  /** Charges and payment intents it was paid with. */
  paymentIds: string[]
}

export function readInvoice(invoice: Json): ReadInvoice {
  const id = idOf(invoice)
  const total = minor(invoice.total)
  return {
    id: id?.startsWith('upcoming_') ? null : id,
    customerId: idOf(invoice.customer),
    currency: currencyOf(invoice.currency),
    paid: isPaid(invoice),
    total,
    totalExcludingTax: minor(invoice.total_excluding_tax) ?? withoutTax(invoice, total),
    paidOffStripe: offStripe(invoice),
    paidAt: instantOf(at(invoice, 'status_transitions', 'paid_at')),
    subscriptionId: invoiceSubscription(invoice),
    paymentIds: paymentsOf(invoice),
  }
}

/** Before 2022 no field says it: the total without all of its taxes, whether they came on top or were inside. */
function withoutTax(invoice: Json, total: bigint | null): bigint | null {
  if (total === null) return null
  const taxes = invoice.total_taxes ?? invoice.total_tax_amounts
  if (Array.isArray(taxes)) {
    const amounts = listOf(taxes).map((tax) => minor(tax.amount))
    return amounts.reduce<bigint | null>((left, tax) => (left === null || tax === null ? null : left - tax), total)
  }
  if (!('tax' in invoice)) return null
  return invoice.tax === null ? total : minus(total, minor(invoice.tax))
}

const minus = (total: bigint, tax: bigint | null) => (tax === null ? null : total - tax)

/**
 * Stripe says it outright since dahlia (`amount_paid_off_stripe`), and until basil by a flag for the whole invoice. Before
 * there was a flag, a paid invoice that never was attempted may be no more than a receipt, so it must have been tried.
 * From basil to dahlia an invoice alone cannot tell, and nothing is counted.
 */
function offStripe(invoice: Json): bigint | null {
  const told = minor(invoice.amount_paid_off_stripe)
  if (told !== null) return told
  if (!isPaid(invoice)) return null
  const outOfBand = bool(invoice.paid_out_of_band)
  if (outOfBand !== null) return outOfBand ? paidOrDue(invoice) : 0n
  const neverCharged = 'charge' in invoice && paymentsOf(invoice).length === 0
  return neverCharged && (minor(invoice.attempt_count) ?? 0n) > 0n ? paidOrDue(invoice) : null
}

function paymentsOf(invoice: Json): string[] {
  const own = [invoicePayment(invoice, 'charge'), invoicePayment(invoice, 'payment_intent')]
  const listed = listOf(invoice.payments)
    .filter((payment) => payment.status === 'paid')
    .flatMap((payment) => [idOf(at(payment, 'payment', 'charge')), idOf(at(payment, 'payment', 'payment_intent'))])
  return [...new Set([...own, ...listed].filter((id) => id !== null))]
}

/** An InvoicePayment (since basil): which payment paid how much of which invoice. */
export interface ReadInvoicePayment {
  invoiceId: string | null
  paid: boolean
  currency: string | null
  amountPaid: bigint | null
  /** The charge or payment intent; null for a payment outside Stripe. */
  paymentId: string | null
  /** The record of a payment outside Stripe. */
  recordId: string | null
  paidAt: Date | null
}

export function readInvoicePayment(payment: Json): ReadInvoicePayment {
  return {
    invoiceId: idOf(payment.invoice),
    paid: payment.status === 'paid',
    currency: currencyOf(payment.currency),
    amountPaid: minor(payment.amount_paid),
    paymentId: idOf(at(payment, 'payment', 'charge')) ?? idOf(at(payment, 'payment', 'payment_intent')),
    recordId: idOf(at(payment, 'payment', 'payment_record')),
    paidAt: instantOf(at(payment, 'status_transitions', 'paid_at')),
  }
}
