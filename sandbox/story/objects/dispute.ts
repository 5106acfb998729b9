import type { Json } from '../types'
import { newId, type World } from '../world'
import type { Charge } from './charge'

export type Dispute = ReturnType<typeof newDispute>

/** `needs_response` takes money at once; `warning_needs_response` is an inquiry, which moves none. */
export function newDispute(
  world: World,
  charge: Charge,
  amount: number,
  status: 'needs_response' | 'warning_needs_response',
) {
  return {
    id: newId(world, 'du'),
    object: 'dispute',
    amount,
    balance_transactions: [] as Json[],
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      customer_email_address: null,
      customer_name: null,
      product_description: null,
      receipt: null,
      uncategorized_text: null,
    },
    evidence_details: {
      due_by: world.now() + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    intended_submission_method: null,
    is_charge_refundable: status === 'warning_needs_response',
    livemode: world.livemode,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4' },
      type: 'card',
    },
    reason: 'fraudulent',
    status: status as string,
  }
}
