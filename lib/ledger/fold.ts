import type { SiteId, TeamId } from '@/db/schema/columns'
import { amountIn, earliest, type Fact, newest, textIn } from '@/lib/facts/fact'
import { disputedOf } from './disputed'
import { refundedOf } from './refunded'

/** One charge's money, minor units; what `ledger` holds. */
export interface LedgerRow {
  teamId: TeamId
  connectionId: string
  chargeId: string
  siteId: SiteId
  livemode: boolean
  partyKey: string | null
  currency: string
  captured: bigint
  refunded: bigint
  withdrawn: bigint
  reinstated: bigint
  net: bigint
  paidAt: string | null
  paymentIntentId: string | null
  invoiceId: string | null
  /** What Stripe booked for `captured`, minor units of `settledCurrency`; null when it did not say. */
  settled: bigint | null
  settledCurrency: string | null
  /** The group an event that names only the charge put its person in, and when. */
  userGroup: string | null
  userGroupAt: string | null
  /** Where Stripe can be asked for what it booked; not kept. */
  balanceTransaction: string | null
}

/**
 * The money of one charge as a fold over the set of its facts, so neither order nor repetition can matter:
 * captured is the largest amount any fact saw, refunded the running total of the newest one (Stripe: amount_refunded is
 * cumulative, so it is set and never added), disputes count when funds move. Null when no charge fact tells a currency.
 */
export function foldCharge(facts: readonly Fact[]): LedgerRow | null {
  const charges = facts.filter((f) => f.aspect === 'charge')
  if (charges.length === 0) return null
  // Whose it turned out to be through other objects is said when that is known, which depends on what came first.
  const home = earliest(facts.filter((f) => f.aspect !== 'party_through' && f.aspect !== 'group'))
  const last = newest(charges)
  if (!home || !last) return null

  const captured = max(charges.map((f) => amountIn(f, 'captured')))
  const refunded = refundedOf(facts, charges)
  const settled = newest(facts.filter((f) => f.aspect === 'settled'))
  const money = {
    currency: textIn(last, 'currency') ?? '',
    captured,
    settled: settled && amountIn(settled, 'amount'),
    settledCurrency: settled && textIn(settled, 'currency'),
  }
  const withdrawn = disputedOf(facts, 'withdrawn', money)
  const reinstated = disputedOf(facts, 'reinstated', money)
  return {
    teamId: home.teamId,
    connectionId: home.connectionId,
    chargeId: home.objectId,
    siteId: home.siteId,
    livemode: home.livemode,
    partyKey: partyOf(facts),
    ...money,
    refunded,
    withdrawn,
    reinstated,
    net: clamp(captured - refunded - withdrawn + reinstated, captured),
    paidAt: paidAt(charges),
    paymentIntentId: said(charges, 'payment_intent'),
    invoiceId: said(charges, 'invoice'),
    ...groupOf(facts),
    balanceTransaction: said(charges, 'balance_transaction'),
  }
}

function groupOf(facts: readonly Fact[]): Pick<LedgerRow, 'userGroup' | 'userGroupAt'> {
  const group = newest(facts.filter((f) => f.aspect === 'group'))
  return { userGroup: group && textIn(group, 'group'), userGroupAt: group?.at ?? null }
}

/** The newest word of the charge's facts that is one: newer payloads lack fields that older ones had. */
function said(charges: readonly Fact[], field: string): string | null {
  const telling = newest(charges.filter((f) => textIn(f, field) !== null))
  return telling && textIn(telling, field)
}

/**
 * Whose money it is: a customer beats a guest's address, the newest statement wins. Who was found only through other
 * objects (`party_through`) counts where nothing says it.
 */
export function partyOf(facts: readonly Fact[]): string | null {
  const told = facts.filter((f) => f.aspect === 'party')
  const customers = told.filter((f) => textIn(f, 'party')?.startsWith('cus:'))
  const best = newest(customers) ?? newest(told) ?? newest(facts.filter((f) => f.aspect === 'party_through'))
  return best && textIn(best, 'party')
}

/** Everybody the charge was ever said to belong to. */
export const partiesOf = (facts: readonly Fact[]): Set<string> =>
  new Set(
    facts.flatMap((f) => (f.aspect === 'party' || f.aspect === 'party_through' ? (textIn(f, 'party') ?? []) : [])),
  )

function paidAt(charges: readonly Fact[]): string | null {
  const times = charges.flatMap((f) => textIn(f, 'paid_at') ?? [])
  return times.sort()[0] ?? null
}

const max = (amounts: bigint[]) => amounts.reduce((best, amount) => (amount > best ? amount : best), 0n)
const clamp = (net: bigint, captured: bigint) => (net < 0n ? 0n : net > captured ? captured : net)
