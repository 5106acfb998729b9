import { amountIn, type Fact, fitsColumn, isNewer, type MadeFact, textIn } from '@/lib/facts/fact'
import { divideHalfUp } from '@/lib/money'
import { currencyOf, type Json, listOf, minor, readDispute } from '@/lib/normalize/readers'

/**
 * What a dispute's event says: `withdrawn:<dispute>` or `reinstated:<dispute>` {amount, currency, times, booked, booked_currency}.
 * `amount` is all that moved this way so far, in the dispute's currency; `booked` the same in the one of the account's balance.
 * Money moves on funds_withdrawn and funds_reinstated only, never on created or closed, and never for an inquiry (docs/money.md).
 */
export function disputeFacts(object: Json, type: string): MadeFact[] {
  const side = { 'charge.dispute.funds_withdrawn': 'withdrawn', 'charge.dispute.funds_reinstated': 'reinstated' }[type]
  const dispute = readDispute(object)
  if (!side || !dispute.id || !dispute.chargeId || dispute.inquiry) return []
  const { booked, bookedCurrency, times } = movesOf(object, side === 'withdrawn')
  const told = side === 'withdrawn' ? dispute.withdrawn : dispute.reinstated
  // Booked in another currency, each booking is the whole dispute once more: their exchange rates differ from day to day.
  const amount = told || (dispute.amount === null ? null : dispute.amount * BigInt(times))
  if (amount === null || !fitsColumn(amount) || (booked !== null && !fitsColumn(booked))) return []
  const value = {
    amount: String(amount),
    currency: dispute.currency,
    times,
    booked: booked === null ? null : String(booked),
    booked_currency: bookedCurrency,
  }
  return [{ objectId: dispute.chargeId, aspect: `${side}:${dispute.id}`, rank: 0, value }]
}

/** The bookings of one direction, together; no amount where they are in several currencies. */
function movesOf(object: Json, taken: boolean) {
  const moves = listOf(object.balance_transactions).flatMap((transaction) => {
    const [amount, currency] = [minor(transaction.amount), currencyOf(transaction.currency)]
    if (amount === null || amount === 0n || amount < 0n !== taken) return []
    return [{ amount: taken ? -amount : amount, currency }]
  })
  const currencies = new Set(moves.map(({ currency }) => currency))
  const bookedCurrency = currencies.size === 1 ? (moves[0]?.currency ?? null) : null
  const booked = bookedCurrency === null ? null : moves.reduce((sum, { amount }) => sum + amount, 0n)
  return { booked, bookedCurrency, times: Math.max(1, moves.length) }
}

/** A charge as far as a dispute's amount needs it; `settled` is what Stripe booked for `captured`. */
export interface DisputedCharge {
  currency: string
  captured: bigint
  settled: bigint | null
  settledCurrency: string | null
}

/** What disputes took of a charge, or gave back, minor units of the charge's currency. */
export function disputedOf(facts: readonly Fact[], side: 'withdrawn' | 'reinstated', charge: DisputedCharge): bigint {
  const latest = new Map<string, Fact>()
  for (const fact of facts) {
    if (!fact.aspect.startsWith(`${side}:`)) continue
    const known = latest.get(fact.aspect)
    if (!known || isNewer(fact, known)) latest.set(fact.aspect, fact)
  }
  return [...latest.values()].reduce((sum, fact) => sum + inCurrencyOf(charge, fact), 0n)
}

/** In the charge's currency as told; else by the charge's own share of what was booked for it; else the whole charge. */
function inCurrencyOf(charge: DisputedCharge, fact: Fact): bigint {
  const told = [
    { amount: amountIn(fact, 'amount'), currency: textIn(fact, 'currency') ?? charge.currency },
    { amount: amountIn(fact, 'booked'), currency: textIn(fact, 'booked_currency') },
  ]
  const same = told.find(({ currency }) => currency === charge.currency)
  if (same) return same.amount
  const { captured, settled, settledCurrency } = charge
  const booked = told.find(({ currency }) => currency !== null && currency === settledCurrency)
  if (booked && settled !== null && settled > 0n) return divideHalfUp(booked.amount * captured, settled)
  return captured * BigInt(typeof fact.value.times === 'number' ? fact.value.times : 1)
}
