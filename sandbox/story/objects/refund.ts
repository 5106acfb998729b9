import { newId, type World } from '../world'
import type { Charge } from './charge'

export type Refund = ReturnType<typeof newRefund>
export type BalanceTransaction = ReturnType<typeof newBalanceTransaction>

export function newRefund(world: World, charge: Charge, amount: number, reason: string | null) {
  return {
    id: newId(world, 're'),
    object: 'refund',
    amount,
    balance_transaction: null as string | null,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    failure_balance_transaction: null as string | null,
    failure_reason: null as string | null,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

/** A line of the account's balance. The sandbox settles in the charge's own currency, with a fee of 2.9 % on payments. */
export function newBalanceTransaction(
  world: World,
  line: { amount: number; currency: string; type: string; source: string; reportingCategory: string },
) {
  const fee = line.type === 'charge' ? Math.round((line.amount * 29) / 1000) : 0
  return {
    id: newId(world, 'txn'),
    object: 'balance_transaction',
    amount: line.amount,
    available_on: world.now() + 2 * 86_400,
    balance_type: 'payments',
    created: world.now(),
    currency: line.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: line.currency,
              description: 'Processing fees',
              type: 'stripe_fee',
            },
          ],
    net: line.amount - fee,
    reporting_category: line.reportingCategory,
    source: line.source,
    status: 'pending',
    type: line.type,
  }
}
