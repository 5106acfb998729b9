import { defineEvent, off } from './define'
import { shapes } from './shapes'

const warning = {
  object: 'radar.early_fraud_warning',
  id: 'issfr_ada',
  actionable: true,
  charge: 'ch_ada',
  fraud_type: 'made_with_stolen_card',
  payment_intent: 'pi_ada',
}
const review = {
  object: 'review',
  id: 'prv_ada',
  charge: 'ch_ada',
  open: true,
  payment_intent: 'pi_ada',
  reason: 'rule',
}

/** Signs of fraud: for the merchant rather than for mailing, so they start switched off. */
export const fraud = [
  defineEvent({
    ...shapes.warning,
    type: 'radar.early_fraud_warning.created',
    label: 'Early fraud warning',
    why: 'A bank suspects that a payment was fraud: consider refunding it before it is disputed.',
    group: 'refunds',
    advanced: true,
    defaults: off,
    example: warning,
  }),
  defineEvent({
    ...shapes.warning,
    type: 'radar.early_fraud_warning.updated',
    label: 'Early fraud warning updated',
    why: 'An early fraud warning changed, for example because the payment was refunded.',
    group: 'refunds',
    advanced: true,
    defaults: off,
    example: { ...warning, actionable: false },
  }),
  defineEvent({
    ...shapes.warning,
    type: 'review.opened',
    label: 'Review opened',
    why: 'Stripe asks a person to look at a payment.',
    group: 'refunds',
    advanced: true,
    defaults: off,
    example: review,
  }),
  defineEvent({
    ...shapes.warning,
    type: 'review.closed',
    label: 'Review closed',
    why: 'A payment was looked at: approved, refunded or disputed.',
    group: 'refunds',
    advanced: true,
    defaults: off,
    example: { ...review, open: false, reason: 'approved' },
  }),
]
