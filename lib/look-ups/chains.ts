import type { QuestionKind } from './answer'
import type { LeadKind } from './leads'

/** One thing to ask: what, by which id; `unless` another lead is known that makes it needless. */
export interface Step {
  ask: QuestionKind
  by: LeadKind
  unless?: LeadKind
}

const customer: Step = { ask: 'customer', by: 'customer' }
const charge: Step = { ask: 'charge', by: 'charge' }
const invoice: Step = { ask: 'invoice', by: 'invoice' }
/** Since basil a charge names no invoice; the list of invoice payments does. */
const invoiceOfPayment: Step = { ask: 'invoice_of_payment', by: 'payment_intent', unless: 'invoice' }
const sessionOfPayment: Step = { ask: 'session_of_payment', by: 'payment_intent' }

const ofCharge = [customer, invoice, invoiceOfPayment, sessionOfPayment]
const throughCharge = [charge, ...ofCharge]

/**
 * What to ask Stripe, in this order, until somebody with an address is found: by the event's object (its code in
 * docs/people.md beside it). The stored link and the payload's own address come before all of it and need no call. An object
 * that is not here may name its customer (P-cus).
 */
const chains: ReadonlyMap<string, readonly Step[]> = new Map([
  ['customer', []], // P-self: the event is the customer, and says all Stripe knows
  ['charge', ofCharge], // P-charge
  ['dispute', throughCharge], // P-via-charge
  ['review', throughCharge],
  ['radar.early_fraud_warning', throughCharge],
  ['refund', [customer, ...throughCharge]], // P-refund
  ['payment_intent', [customer, ...throughCharge]], // P-pi, through its latest charge
  ['payment_method', [customer]], // P-pm: a detached one names the customer it had
  ['mandate', [{ ask: 'payment_method', by: 'payment_method' }, customer]], // P-mandate
  ['checkout.session', [customer]], // P-checkout
  ['invoice', [customer]], // P-invoice
  ['invoice_payment', [invoice, customer]], // P-invpay
  ['billing.credit_balance_transaction', [{ ask: 'credit_grant', by: 'credit_grant' }, customer]], // P-grant
])

const ofCustomer = [customer] // P-cus

export const chainOf = (object: string | null): readonly Step[] => chains.get(object ?? '') ?? ofCustomer
