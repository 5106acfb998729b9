import {
  answerDispute,
  bankAnswers,
  type Charge,
  capture,
  checkoutBankAnswers,
  type Dispute,
  expireAuthorization,
  isOpen,
  isWaiting,
  loseDispute,
  openDispute,
  openInquiry,
  refund,
  refundable,
  refundFails,
  type StripeEvent,
  type World,
  winDispute,
} from '../story/index'
import type { Input } from './input'
import type { Action, Group } from './types'

/** What happens to a payment later: given back, captured, disputed. */
export const afterwards: Group = {
  id: 'afterwards',
  title: 'Later, about a payment',
  fields: [
    { name: 'charge', label: 'Payment', kind: 'charge' },
    { name: 'amount', label: 'Amount (only for a part)', kind: 'amount', optional: true },
  ],
  ready: (world) => (Object.keys(world.rows.charges).length === 0 ? 'No payment has been made yet.' : null),
  actions: [
    about('refund_half', 'Refund half', isRefundable, (world, id) => refund(world, id, half(world, id))),
    about('refund', 'Refund all, or the amount', isRefundable, refund),
    about('dispute', 'Dispute', isDisputable, openDispute),
    about('inquiry', 'Bank only asks', isDisputable, openInquiry),
    about('capture', 'Capture', isHeld, capture),
    about('authorization_expires', 'Authorization expires', isHeld, expireAuthorization),
    about('bank_pays', 'Bank debit arrives', isPending, (world, id) => bankAnswers(world, id, 'paid')),
    about('bank_bounces', 'Bank debit bounces', isPending, (world, id) => bankAnswers(world, id, 'bounced')),
  ],
}

export const refundsAndDisputes: Group = {
  id: 'disputes',
  title: 'Refunds and disputes',
  fields: [
    { name: 'dispute', label: 'Dispute', kind: 'dispute', optional: true },
    { name: 'refund', label: 'Refund', kind: 'refund', optional: true },
    { name: 'session', label: 'Checkout by bank debit', kind: 'session', optional: true },
  ],
  ready: ({ rows }) => {
    const waiting = Object.values(rows.sessions).some(isWaiting)
    const none = Object.keys(rows.disputes).length + Object.keys(rows.refunds).length === 0 && !waiting
    return none ? 'No refund or dispute yet.' : null
  },
  actions: [
    { id: 'dispute_won', label: 'Dispute won', run: (input) => winDispute(input.world, open(input)) },
    { id: 'dispute_lost', label: 'Dispute lost', run: (input) => loseDispute(input.world, open(input)) },
    { id: 'dispute_answered', label: 'Evidence sent', run: (input) => answerDispute(input.world, open(input)) },
    {
      id: 'refund_fails',
      label: 'Refund fails',
      run: (input) => refundFails(input.world, standing(input)),
    },
    {
      id: 'checkout_bank_pays',
      label: 'Checkout debit arrives',
      run: (input) => checkoutBankAnswers(input.world, session(input), 'paid'),
    },
    {
      id: 'checkout_bank_bounces',
      label: 'Checkout debit bounces',
      run: (input) => checkoutBankAnswers(input.world, session(input), 'bounced'),
    },
  ],
}

type Suits = (charge: Charge, world: World) => boolean
type Happen = (world: World, id: string, amount?: number) => StripeEvent[]

/** An action on one payment: the chosen one, or the newest it suits. The amount is a part, in the payment's currency. */
function about(id: string, label: string, suits: Suits, happen: Happen): Action {
  const run = (input: Input) => {
    const { world } = input
    const charges = Object.values(world.rows.charges).filter((charge) => suits(charge, world))
    const chosen = input.one('charge', charges)
    return happen(world, chosen, input.amount(world.rows.charges[chosen]?.currency ?? world.currency) ?? undefined)
  }
  return { id, label, run }
}

function isRefundable(charge: Charge): boolean {
  return refundable(charge) > 0
}

function isDisputable(charge: Charge): boolean {
  return charge.captured && charge.status === 'succeeded' && !charge.disputed && !charge.refunded
}

function isHeld(charge: Charge, world: World): boolean {
  return world.rows.payment_intents[charge.payment_intent]?.status === 'requires_capture'
}

function isPending(charge: Charge): boolean {
  return charge.status === 'pending'
}

function half(world: World, id: string): number {
  const charge = world.rows.charges[id]
  return charge === undefined ? 0 : Math.max(1, Math.floor(refundable(charge) / 2))
}

function open(input: Input): string {
  const rows: Dispute[] = Object.values(input.world.rows.disputes)
  return input.one('dispute', rows.filter(isOpen))
}

function standing(input: Input): string {
  const rows = Object.values(input.world.rows.refunds)
  return input.one(
    'refund',
    rows.filter((row) => row.status === 'succeeded'),
  )
}

function session(input: Input): string {
  return input.one('session', Object.values(input.world.rows.sessions).filter(isWaiting))
}
