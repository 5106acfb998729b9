import type { Charge } from './objects/charge'
import { type Dispute, newDispute } from './objects/dispute'
import { newBalanceTransaction } from './objects/refund'
import { StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** The bank takes the money at once: `charge.dispute.created`, `charge.dispute.funds_withdrawn`. `amount` defaults to what is left. */
export function openDispute(world: World, chargeId: string, amount?: number): StripeEvent[] {
  const charge = disputable(world, chargeId)
  const dispute = newDispute(world, charge, amount ?? charge.amount_captured - charge.amount_refunded, 'needs_response')
  world.rows.disputes[dispute.id] = dispute
  change<Charge>(charge, { disputed: true, dispute: dispute.id })
  const created = emit(world, 'charge.dispute.created', dispute)
  const before = moveFunds(world, dispute, -dispute.amount)
  return [...created, ...emit(world, 'charge.dispute.funds_withdrawn', dispute, before)]
}

/** An inquiry (`warning_*`): the bank only asks, no money moves. */
export function openInquiry(world: World, chargeId: string): StripeEvent[] {
  const charge = disputable(world, chargeId)
  const dispute = newDispute(world, charge, charge.amount_captured - charge.amount_refunded, 'warning_needs_response')
  world.rows.disputes[dispute.id] = dispute
  change<Charge>(charge, { disputed: true, dispute: dispute.id })
  return emit(world, 'charge.dispute.created', dispute)
}

/** The merchant answers: `charge.dispute.updated`. */
export function answerDispute(world: World, id: string): StripeEvent[] {
  const dispute = openOne(world, id)
  const status = dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review'
  return emit(world, 'charge.dispute.updated', dispute, change<Dispute>(dispute, { status }))
}

/** The money comes back: `charge.dispute.funds_reinstated`, `charge.dispute.closed`. An inquiry just closes. */
export function winDispute(world: World, id: string): StripeEvent[] {
  const dispute = openOne(world, id)
  if (dispute.status.startsWith('warning_')) return close(world, dispute, 'warning_closed')
  const before = moveFunds(world, dispute, dispute.amount)
  return [...emit(world, 'charge.dispute.funds_reinstated', dispute, before), ...close(world, dispute, 'won')]
}

/** The money stays gone; it was withdrawn when the dispute opened, so only `charge.dispute.closed` is sent. */
export function loseDispute(world: World, id: string): StripeEvent[] {
  return close(world, openOne(world, id), 'lost')
}

export function isOpen(dispute: Dispute): boolean {
  return !['won', 'lost', 'warning_closed'].includes(dispute.status)
}

function close(world: World, dispute: Dispute, status: string): StripeEvent[] {
  return emit(world, 'charge.dispute.closed', dispute, change<Dispute>(dispute, { status }))
}

function openOne(world: World, id: string): Dispute {
  const dispute = find(world, 'disputes', id)
  if (!isOpen(dispute)) throw new StoryError(`Dispute ${id} is closed`)
  return dispute
}

function disputable(world: World, id: string): Charge {
  const charge = find(world, 'charges', id)
  if (charge.status !== 'succeeded' || !charge.captured) throw new StoryError(`Charge ${id} was not paid`)
  if (charge.disputed) throw new StoryError(`Charge ${id} is already disputed`)
  if (charge.refunded) throw new StoryError(`Charge ${id} is fully refunded`)
  return charge
}

function moveFunds(world: World, dispute: Dispute, amount: number) {
  const line = newBalanceTransaction(world, {
    amount,
    currency: dispute.currency,
    type: 'adjustment',
    source: dispute.id,
    reportingCategory: amount < 0 ? 'dispute' : 'dispute_reversal',
  })
  world.rows.balance_transactions[line.id] = line
  return change<Dispute>(dispute, { balance_transactions: [...dispute.balance_transactions, line] })
}
