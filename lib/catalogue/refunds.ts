import { refundStep } from './amounts'
import { defineEvent } from './define'
import { charge, dispute, refund } from './examples'
import { shapes } from './shapes'

const kept = ['lifetime_value'] as const

export const refunds = [
  defineEvent({
    ...shapes.charge,
    type: 'charge.refunded',
    label: 'Payment refunded',
    why: 'Money went back, in part or in full: ask what went wrong.',
    group: 'refunds',
    value: refundStep,
    touches: kept,
    money: true,
    example: { ...charge, amount_refunded: 2400 },
    examplePrevious: { amount_refunded: 0 },
  }),
  // a twin, but on: of a refund that is still pending it tells first
  defineEvent({
    ...shapes.refund,
    type: 'refund.created',
    label: 'Refund created',
    why: 'A refund was started, which may still be on its way: “Payment refunded” tells of the same money.',
    group: 'refunds',
    twin: 'charge.refunded',
    touches: kept,
    money: true,
    advanced: true,
    example: { ...refund, status: 'pending' },
  }),
  defineEvent({
    ...shapes.refund,
    type: 'refund.updated',
    label: 'Refund updated',
    why: 'A refund moved on, for example from pending to paid out.',
    group: 'refunds',
    touches: kept,
    money: true,
    advanced: true,
    example: refund,
  }),
  defineEvent({
    ...shapes.refund,
    type: 'refund.failed',
    label: 'Refund failed',
    why: 'A refund did not arrive and the money came back to you: tell the customer.',
    group: 'refunds',
    touches: kept,
    money: true,
    example: { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' },
  }),
  // the older twin of refund.updated, sent for some payment methods only
  defineEvent({
    ...shapes.refund,
    type: 'charge.refund.updated',
    label: 'Refund updated (older form)',
    why: 'The older form of “Refund updated”, sent besides it for some payment methods: use the newer one.',
    group: 'refunds',
    twin: 'refund.updated',
    touches: kept,
    money: true,
    advanced: true,
    example: refund,
  }),
]

const withdrawal = { id: 'txn_ada_1', amount: -4900, currency: 'usd', fee: 1500 }
const returned = { id: 'txn_ada_2', amount: 4900, currency: 'usd', fee: 0 }

export const disputes = [
  defineEvent({
    ...shapes.dispute,
    type: 'charge.dispute.created',
    label: 'Dispute opened',
    why: 'A buyer disputes a payment at the bank: stop selling to them and gather evidence.',
    group: 'refunds',
    example: dispute,
  }),
  defineEvent({
    ...shapes.dispute,
    type: 'charge.dispute.closed',
    label: 'Dispute closed',
    why: 'A dispute has ended, won or lost.',
    group: 'refunds',
    example: { ...dispute, status: 'won' },
  }),
  defineEvent({
    ...shapes.dispute,
    type: 'charge.dispute.funds_withdrawn',
    label: 'Dispute: money taken',
    why: 'The disputed money was taken from your balance, usually when the dispute opens.',
    group: 'refunds',
    touches: kept,
    money: true,
    example: { ...dispute, balance_transactions: [withdrawal] },
  }),
  defineEvent({
    ...shapes.dispute,
    type: 'charge.dispute.funds_reinstated',
    label: 'Dispute: money returned',
    why: 'You won a dispute and the money is back.',
    group: 'refunds',
    touches: kept,
    money: true,
    example: { ...dispute, balance_transactions: [withdrawal, returned], status: 'won' },
  }),
  defineEvent({
    ...shapes.dispute,
    type: 'charge.dispute.updated',
    label: 'Dispute updated',
    why: 'A dispute moved on, usually because evidence was added.',
    group: 'refunds',
    advanced: true,
    example: { ...dispute, status: 'under_review' },
  }),
]
