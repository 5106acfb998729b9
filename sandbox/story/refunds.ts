import type { Charge } from './objects/charge'
import { newBalanceTransaction, newRefund, type Refund } from './objects/refund'
import { StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** Gives back `amount` (minor units) or all that is left: `refund.created`, `charge.refunded` with the running total before. */
export function refund(
  world: World,
  chargeId: string,
  amount?: number,
  reason: string | null = 'requested_by_customer',
): StripeEvent[] {
  const charge = find(world, 'charges', chargeId)
  const left = refundable(charge)
  const back = amount ?? left
  if (!Number.isSafeInteger(back) || back < 1 || back > left) {
    throw new StoryError(`Refund amount (${back}) is greater than unrefunded amount on charge (${left})`)
  }

  const row = newRefund(world, charge, back, reason)
  const line = newBalanceTransaction(world, {
    amount: -back,
    currency: charge.currency,
    type: 'refund',
    source: row.id,
    reportingCategory: 'refund',
  })
  world.rows.balance_transactions[line.id] = line
  row.balance_transaction = line.id
  world.rows.refunds[row.id] = row

  const before = setRefunded(charge, charge.amount_refunded + back)
  return [...emit(world, 'refund.created', row), ...emit(world, 'charge.refunded', charge, before)]
}

/**
 * The bank returns the refund days later: `refund.failed`, `refund.updated`. No charge event tells of it; only a fresh
 * look at the charge shows the lower running total.
 */
export function refundFails(world: World, refundId: string): StripeEvent[] {
  const row = find(world, 'refunds', refundId)
  const charge = find(world, 'charges', row.charge)
  if (row.status !== 'succeeded') throw new StoryError(`Refund ${refundId} is ${row.status}`)
  const line = newBalanceTransaction(world, {
    amount: row.amount,
    currency: row.currency,
    type: 'refund_failure',
    source: row.id,
    reportingCategory: 'refund_failure',
  })
  world.rows.balance_transactions[line.id] = line
  const failed = { status: 'failed', failure_reason: 'lost_or_stolen_card', failure_balance_transaction: line.id }
  const before = change<Refund>(row, failed)
  setRefunded(charge, charge.amount_refunded - row.amount)
  return [
    ...emit(world, 'refund.failed', row),
    ...emit(world, 'refund.updated', row, before),
    ...emit(world, 'charge.refund.updated', row, before),
  ]
}

/** What a refund may still give back: captured, not yet refunded, not taken by a dispute. */
export function refundable(charge: Charge): number {
  if (charge.status !== 'succeeded' || !charge.captured || charge.disputed) return 0
  return charge.amount_captured - charge.amount_refunded
}

function setRefunded(charge: Charge, total: number) {
  return change<Charge>(charge, { amount_refunded: total, refunded: total === charge.amount_captured })
}
