import type { SiteId, TeamId } from '@/db/schema/columns'
import { amountIn, earliest, type Fact, isNewer, newest, textIn } from '@/lib/facts/fact'

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
  /** Where Stripe can be asked for that; not kept. */
  balanceTransaction: string | null
}

/**
 * The money of one charge as a fold over the set of its facts, so neither order nor repetition can matter:
 * captured is the largest amount any fact saw, refunded the running total of the newest one (Stripe: amount_refunded is
 * cumulative, so it is set and never added), disputes count when funds move. Null when no charge fact tells a currency.
 */
export function foldCharge(facts: readonly Fact[]): LedgerRow | null {
  const charges = facts.filter((f) => f.aspect === 'charge')
  const home = earliest(facts)
  const last = newest(charges)
  if (!home || !last) return null

  const captured = max(charges.map((f) => amountIn(f, 'captured')))
  const refunded = refundedOf(facts, charges)
  const settled = newest(facts.filter((f) => f.aspect === 'settled'))
  const withdrawn = sumOf(facts, 'withdrawn:')
  const reinstated = sumOf(facts, 'reinstated:')
  return {
    teamId: home.teamId,
    connectionId: home.connectionId,
    chargeId: home.objectId,
    siteId: home.siteId,
    livemode: home.livemode,
    partyKey: partyOf(facts),
    currency: textIn(last, 'currency') ?? '',
    captured,
    refunded,
    withdrawn,
    reinstated,
    net: clamp(captured - refunded - withdrawn + reinstated, captured),
    paidAt: paidAt(charges),
    paymentIntentId: said(charges, 'payment_intent'),
    invoiceId: said(charges, 'invoice'),
    settled: settled && amountIn(settled, 'amount'),
    settledCurrency: settled && textIn(settled, 'currency'),
    balanceTransaction: said(charges, 'balance_transaction'),
  }
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

/**
 * The newest running total, less refunds known to have failed since; but never less than the refund objects that stand
 * (one of them may be newer than any charge event).
 */
function refundedOf(facts: readonly Fact[], charges: readonly Fact[]): bigint {
  const top = charges.reduce<Fact | null>(
    (best, fact) => (best === null || isLaterTotal(fact, best) ? fact : best),
    null,
  )
  const refunds = latestPerAspect(facts, 'refund:')
  const standing = standingOf(refunds, max(charges.map((f) => amountIn(f, 'released'))))
  if (!top) return standing
  const failedSince = refunds
    .filter((f) => f.value.stands === false && Date.parse(f.at) >= Date.parse(top.at))
    .reduce((sum, f) => sum + amountIn(f, 'amount'), 0n)
  const total = amountIn(top, 'refunded') - failedSince
  return max([total, standing, 0n])
}

/** What the refund objects add up to, without the one that only released the uncaptured part of an authorization. */
function standingOf(refunds: readonly Fact[], released: bigint): bigint {
  const standing = refunds.filter((f) => f.value.stands === true).map((f) => amountIn(f, 'amount'))
  const sum = standing.reduce((total, amount) => total + amount, 0n)
  return released > 0n && standing.includes(released) ? sum - released : sum
}

/** Within one second the larger total is the later one: Stripe's clock is too coarse to tell. */
function isLaterTotal(a: Fact, b: Fact): boolean {
  if (Date.parse(a.at) !== Date.parse(b.at)) return Date.parse(a.at) > Date.parse(b.at)
  const [totalA, totalB] = [amountIn(a, 'refunded'), amountIn(b, 'refunded')]
  return totalA === totalB ? isNewer(a, b) : totalA > totalB
}

const sumOf = (facts: readonly Fact[], prefix: string) =>
  latestPerAspect(facts, prefix).reduce((sum, f) => sum + amountIn(f, 'amount'), 0n)

function latestPerAspect(facts: readonly Fact[], prefix: string): Fact[] {
  const latest = new Map<string, Fact>()
  for (const fact of facts) {
    if (!fact.aspect.startsWith(prefix)) continue
    const known = latest.get(fact.aspect)
    if (!known || isNewer(fact, known)) latest.set(fact.aspect, fact)
  }
  return [...latest.values()]
}

function paidAt(charges: readonly Fact[]): string | null {
  const times = charges.flatMap((f) => textIn(f, 'paid_at') ?? [])
  return times.sort()[0] ?? null
}

const max = (amounts: bigint[]) => amounts.reduce((best, amount) => (amount > best ? amount : best), 0n)
const clamp = (net: bigint, captured: bigint) => (net < 0n ? 0n : net > captured ? captured : net)
