import { amountIn, earliest, type Fact, isNewer, textIn } from '@/lib/facts/fact'

/**
 * What was given back of a charge: the newest running total, less refunds that failed and are still in it; but never less
 * than the refund objects that stand (one of them may be newer than any charge event). Minor units.
 */
export function refundedOf(facts: readonly Fact[], charges: readonly Fact[]): bigint {
  const release = releaseIn(charges)
  const refunds = refundsIn(facts)
  const standing = standingOf(refunds, release)
  const totals = charges.map((fact) => ({ fact, at: Date.parse(fact.at), total: totalIn(fact) - release }))
  const top = totals.reduce<Total | null>((best, one) => (best === null || isLater(one, best) ? one : best), null)
  if (!top) return standing
  const failed = refunds.reduce((sum, { amount, failedAt }) => {
    const isStillIn = failedAt !== null && !hasDropped(totals, failedAt, amount)
    return isStillIn ? sum + amount : sum
  }, 0n)
  return max([top.total - failed, standing, 0n])
}

/** A running total of one event or answer, without the release of an authorization. */
interface Total {
  fact: Fact
  at: number
  total: bigint
}

/** Facts of before `total` was kept have the total less the release. */
const totalIn = (fact: Fact) =>
  textIn(fact, 'total') === null ? amountIn(fact, 'refunded') + amountIn(fact, 'released') : amountIn(fact, 'total')

/**
 * The uncaptured part of an authorization, where Stripe booked it as a refund (facts.ts): 0 unless the total was that large
 * already when the charge was first seen captured. Later it may be a refund of the buyer's that happens to be as large.
 */
function releaseIn(charges: readonly Fact[]): bigint {
  const captured = charges.filter((f) => amountIn(f, 'captured') > 0n)
  const first = earliest(captured)
  if (!first) return 0n
  const release = max(captured.map((f) => amountIn(f, 'released')))
  const then = captured.filter((f) => Date.parse(f.at) === Date.parse(first.at))
  return then.every((f) => totalIn(f) >= release) ? release : 0n
}

interface Refund {
  amount: bigint
  stands: boolean
  /** When it was first said to have failed or been canceled; null while it stands. */
  failedAt: number | null
}

function refundsIn(facts: readonly Fact[]): Refund[] {
  const byId = new Map<string, Fact[]>()
  for (const fact of facts)
    if (fact.aspect.startsWith('refund:')) byId.set(fact.aspect, [...(byId.get(fact.aspect) ?? []), fact])
  return [...byId.values()].map((told) => {
    const last = told.reduce((best, fact) => (isNewer(fact, best) ? fact : best))
    const stands = last.value.stands === true
    const failures = told.filter((f) => f.value.stands === false).map((f) => Date.parse(f.at))
    return { amount: amountIn(last, 'amount'), stands, failedAt: stands ? null : Math.min(...failures) }
  })
}

/**
 * Whether Stripe has taken a failed refund out of the running total. That it does so by itself is written nowhere, so it is
 * believed once seen: a later total that is smaller than the one of before, or than the refund itself, or one Stripe was asked
 * for after the failure.
 */
function hasDropped(totals: readonly Total[], failedAt: number, amount: bigint): boolean {
  const until = totals.filter(({ at }) => at <= failedAt)
  const lastAt = Math.max(...until.map(({ at }) => at))
  const before = max([amount, ...until.filter(({ at }) => at === lastAt).map(({ total }) => total)])
  return totals.some(
    ({ at, total, fact }) => at > failedAt && (fact.value.answered === true || isBelow(totals, at, total, before)),
  )
}

/** Of totals of one second the largest is the last, so all of them must be smaller. */
const isBelow = (totals: readonly Total[], second: number, total: bigint, before: bigint) =>
  total < before && totals.every(({ at, total }) => at !== second || total < before)

/** What the refund objects add up to, without the one that only released the uncaptured part of an authorization. */
function standingOf(refunds: readonly Refund[], release: bigint): bigint {
  const standing = refunds.filter(({ stands }) => stands).map(({ amount }) => amount)
  const sum = standing.reduce((total, amount) => total + amount, 0n)
  return release > 0n && standing.includes(release) ? sum - release : sum
}

/** Within one second the larger total is the later one: Stripe's clock is too coarse to tell. */
function isLater(a: Total, b: Total): boolean {
  if (a.at !== b.at) return a.at > b.at
  return a.total === b.total ? isNewer(a.fact, b.fact) : a.total > b.total
}

const max = (amounts: bigint[]) => amounts.reduce((best, amount) => (amount > best ? amount : best), 0n)
