import type { MoneyPolicy } from './money-policy'

/** Stripe's own rule, line by line. Apart from the schema, so that a form that names the default does not load zod. */
export const stripesRule: MoneyPolicy = {
  ltv: { tax: 'included', off_stripe: false },
  mrr: {
    paused_collection: 'leave_out',
    trials_with_paid_invoice: false,
    cancel_at_period_end: 'count',
    discounts: 'forever',
    tax: 'excluded',
  },
}
