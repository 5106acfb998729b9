import { fitsColumn, type MadeFact } from '@/lib/facts/fact'
import type { DecidedEntry } from '@/lib/lane/entry'
import { readCharge, readDispute, readRefund } from '@/lib/normalize/readers'
import { customerKey, emailKeyOf, guestKey } from '@/lib/subscribers/party'

/**
 * Money facts of one event. Amounts are minor units as strings. Aspects: `charge` {currency, captured, refunded, released, paid_at},
 * `party` {party, person} (whose it is; `person` is the object with the person's own facts), `refund:<id>` {amount, stands},
 * `withdrawn:<dispute>` and `reinstated:<dispute>` {amount}.
 * Refunds and disputes are aspects of their charge, so one load finds all its money.
 */
export function moneyFacts({ type, object, entry }: DecidedEntry): MadeFact[] {
  switch (object.object) {
    case 'charge':
      return chargeFacts(object, entry.connectionId)
    case 'refund':
      return refundFacts(object)
    case 'dispute':
      return disputeFacts(object, type)
    default:
      return []
  }
}

function chargeFacts(object: DecidedEntry['object'], connectionId: string): MadeFact[] {
  const charge = readCharge(object)
  if (!charge.id || !charge.currency) return []
  const captured = charge.amountCaptured ?? 0n
  const released = releasedBy(object, charge.amount ?? 0n, captured)
  const refunded = (charge.amountRefunded ?? 0n) - released
  if (!fitsColumn(captured) || !fitsColumn(refunded)) return []
  const value = {
    currency: charge.currency,
    captured: String(captured),
    refunded: String(refunded > 0n ? refunded : 0n),
    released: String(released),
    paid_at: captured > 0n ? (charge.created?.toISOString() ?? null) : null,
  }
  const made: MadeFact[] = [{ objectId: charge.id, aspect: 'charge', rank: captured > 0n ? 1 : 0, value }]
  const party = partyOf(charge, connectionId)
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
 * came back (Stripe: since basil a partial capture creates no refund). Those charges still have an `invoice` field.
 */
function releasedBy(object: DecidedEntry['object'], amount: bigint, captured: bigint): bigint {
  return 'invoice' in object && captured > 0n && captured < amount ? amount - captured : 0n
}

function partyOf(
  charge: { customerId: string | null; email: string | null },
  connectionId: string,
): { party: string; person: string } | null {
  if (charge.customerId) return { party: customerKey(connectionId, charge.customerId), person: charge.customerId }
  if (!charge.email) return null
  const guest = guestKey(emailKeyOf(charge.email))
  return { party: guest, person: guest }
}

function refundFacts(object: DecidedEntry['object']): MadeFact[] {
  const refund = readRefund(object)
  if (!refund.id || !refund.chargeId || refund.amount === null || !fitsColumn(refund.amount)) return []
  const value = { amount: String(refund.amount), stands: refund.stands }
  const rank = !refund.stands ? 2 : refund.status === 'succeeded' ? 1 : 0
  return [{ objectId: refund.chargeId, aspect: `refund:${refund.id}`, rank, value }]
}

/** Money moves on funds_withdrawn and funds_reinstated only, never on created or closed (docs/money.md). */
function disputeFacts(object: DecidedEntry['object'], type: string): MadeFact[] {
  const side = { 'charge.dispute.funds_withdrawn': 'withdrawn', 'charge.dispute.funds_reinstated': 'reinstated' }[type]
  const dispute = readDispute(object)
  if (!side || !dispute.id || !dispute.chargeId) return []
  const amount = (side === 'withdrawn' ? dispute.withdrawn : dispute.reinstated) || dispute.amount
  if (amount === null || !fitsColumn(amount)) return []
  return [{ objectId: dispute.chargeId, aspect: `${side}:${dispute.id}`, rank: 0, value: { amount: String(amount) } }]
}
