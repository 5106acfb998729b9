import { fitsColumn, type MadeFact } from '@/lib/facts/fact'
import { invoiceFacts } from '@/lib/invoices/facts'
import type { DecidedEntry } from '@/lib/lane/entry'
import { currencyOf, idOf, type Json, minor, objectOf, readCharge, readRefund } from '@/lib/normalize/readers'
import { partyOf as partyNamed, personObject } from '@/lib/subscribers/party'
import { disputeFacts } from './disputed'

/** What an event or an answer of Stripe says, as far as money needs it. */
export type Told = Pick<DecidedEntry, 'entry' | 'normalized' | 'type' | 'object' | 'at' | 'person'>

/**
 * Money facts of one event. Amounts are minor units as strings. Aspects: `charge` {currency, status, captured, refunded, total,
 * released, answered, paid_at, payment_intent, invoice, balance_transaction}, `settled` {amount, currency} (what Stripe booked for the charge),
 * `party` {party, person} (whose it is; `person` is the object with the person's own facts), `refund:<id>` {amount, stands},
 * `withdrawn:<dispute>` and `reinstated:<dispute>` (disputed.ts).
 * Refunds and disputes are aspects of their charge, so one load finds all its money. Invoices: lib/invoices/facts.ts.
 */
export function moneyFacts(told: Told): MadeFact[] {
  const { type, object } = told
  switch (object.object) {
    case 'charge':
      return chargeFacts(told)
    case 'refund':
      return refundFacts(object)
    case 'dispute':
      return disputeFacts(object, type)
    case 'invoice':
    case 'invoice_payment':
      return invoiceFacts(told)
    case 'balance_transaction':
      return settledFacts(object, settledCharge(object))
    default:
      return []
  }
}

function chargeFacts(told: Told): MadeFact[] {
  const { object } = told
  const charge = readCharge(object)
  if (!charge.id || !charge.currency) return []
  const captured = charge.amountCaptured ?? 0n
  const released = releasedBy(object, charge.amount ?? 0n, captured)
  const total = charge.amountRefunded ?? 0n
  const refunded = total - released
  if (!fitsColumn(captured) || !fitsColumn(total) || !fitsColumn(refunded)) return []
  const value = {
    currency: charge.currency,
    status: charge.status,
    captured: String(captured),
    refunded: String(refunded > 0n ? refunded : 0n),
    total: String(total),
    released: String(released),
    answered: told.type === 'answer',
    paid_at: captured > 0n ? (charge.created?.toISOString() ?? null) : null,
    payment_intent: charge.paymentIntentId,
    invoice: charge.invoiceId,
    balance_transaction: idOf(object.balance_transaction),
  }
  const made: MadeFact[] = [{ objectId: charge.id, aspect: 'charge', rank: captured > 0n ? 1 : 0, value }]
  made.push(...settledFacts(objectOf(object.balance_transaction), charge.id))
  const party = partyOf(told)
  if (party) {
    made.push({ objectId: charge.id, aspect: 'party', rank: charge.customerId ? 1 : 0, value: party })
    // A guest's payment intent and an invoice payment name nobody; the charge does.
    if (charge.paymentIntentId)
      made.push({ objectId: charge.paymentIntentId, aspect: 'party', rank: charge.customerId ? 1 : 0, value: party })
  }
  return made
}

/**
 * Before basil Stripe booked the part of an authorization that was not captured as a refund of its own, although no money
 * came back (Stripe: since basil a partial capture creates no refund). Those charges still have an `invoice` field. Whether it is in the total
 * is told by the facts together (refunded.ts).
 */
function releasedBy(object: Json, amount: bigint, captured: bigint): bigint {
  return 'invoice' in object && captured > 0n && captured < amount ? amount - captured : 0n
}

/**
 * What Stripe booked for a charge, in the currency it settles in and already converted: the charge's own balance
 * transaction, never one of its refunds or disputes. Its `exchange_rate` is not used, `amount` has the right decimals.
 */
function settledFacts(transaction: Json, chargeId: string | null): MadeFact[] {
  const [amount, currency] = [minor(transaction.amount), currencyOf(transaction.currency)]
  const ownSource = idOf(transaction.source) ?? chargeId
  if (!chargeId || ownSource !== chargeId || !/^(ch|py)_/.test(chargeId)) return []
  if (amount === null || amount <= 0n || !currency || !fitsColumn(amount)) return []
  return [{ objectId: chargeId, aspect: 'settled', rank: 0, value: { amount: String(amount), currency } }]
}

/** The charge a balance transaction was booked for; null for other objects, and for those of refunds, disputes, payouts. */
export function settledCharge(object: Json): string | null {
  const source = object.object === 'balance_transaction' ? idOf(object.source) : null
  return source && /^(ch|py)_/.test(source) ? source : null
}

function partyOf(told: Told): { party: string; person: string } | null {
  const party = partyNamed(told.person, told.entry.connectionId)
  return party ? { party, person: personObject(party) } : null
}

function refundFacts(object: Json): MadeFact[] {
  const refund = readRefund(object)
  if (!refund.id || !refund.chargeId || refund.amount === null || !fitsColumn(refund.amount)) return []
  const value = { amount: String(refund.amount), stands: refund.stands }
  const rank = !refund.stands ? 2 : refund.status === 'succeeded' ? 1 : 0
  return [{ objectId: refund.chargeId, aspect: `refund:${refund.id}`, rank, value }]
}
