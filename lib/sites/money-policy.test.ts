import { expect, test } from 'vitest'
import { moneyPolicyOf } from './money-policy'
import { stripesRule } from './stripes-rule'

test('a site that chose nothing follows the rule Stripe has', () => {
  expect(moneyPolicyOf({})).toEqual({
    ltv: { tax: 'included', off_stripe: false },
    mrr: {
      paused_collection: 'leave_out',
      trials_with_paid_invoice: false,
      cancel_at_period_end: 'count',
      discounts: 'forever',
      tax: 'excluded',
    },
  })
})

test('one line chosen leaves the others as they are', () => {
  expect(moneyPolicyOf({ mrr: { discounts: 'all_active' } })).toEqual({
    ...stripesRule,
    mrr: { ...stripesRule.mrr, discounts: 'all_active' },
  })
})

test.each([null, undefined, 'x', [], { mrr: { discounts: 'maybe' } }, { later: true }])(
  'what cannot be read (%j) is the default rule, not an error',
  (stored) => {
    expect(moneyPolicyOf(stored)).toEqual(stripesRule)
  },
)
