import { z } from 'zod'

/**
 * How a site counts money; what is left out follows Stripe's own rule (domain.md 8 and 9, docs/money.md). Every line is a
 * setting people see, in words, with the default marked: app/sites/[siteId]/settings.
 */
export const moneyPolicySchema = z
  .strictObject({
    ltv: z
      .strictObject({
        /** Whether the tax a customer paid is part of lifetime value. */
        tax: z.enum(['included', 'excluded']).default('included'),
        /** Whether invoices paid outside Stripe count. */
        off_stripe: z.boolean().default(false),
      })
      .prefault({}),
    mrr: z
      .strictObject({
        /** A subscription whose collection is paused although it stays active. */
        paused_collection: z.enum(['leave_out', 'count']).default('leave_out'),
        /** Whether a trial counts when the subscription paid an invoice before: a gift to somebody who pays. */
        trials_with_paid_invoice: z.boolean().default(false),
        /** A subscription that is going to end. */
        cancel_at_period_end: z.enum(['count', 'leave_out']).default('count'),
        /** `forever` = only discounts that never end; `all_active` = repeating ones too, until they end. Never `once`. */
        discounts: z.enum(['forever', 'all_active']).default('forever'),
        /** Whether the tax inside tax-inclusive prices is part of MRR. */
        tax: z.enum(['excluded', 'included']).default('excluded'),
      })
      .prefault({}),
  })
  .prefault({})

export type MoneyPolicy = z.infer<typeof moneyPolicySchema>

/** Stripe's own rule, line by line. */
export const stripesRule: MoneyPolicy = moneyPolicySchema.parse({})

/**
 * The policy a site's column holds. What cannot be read (a line of a later version, after a step back) falls back to
 * Stripe's rule: figures must be computable whatever lies there.
 */
export function moneyPolicyOf(stored: unknown): MoneyPolicy {
  const read = moneyPolicySchema.safeParse(stored ?? {})
  return read.success ? read.data : stripesRule
}

/** A change of some lines; the others stay. */
export const moneyPolicyChangeSchema = z.strictObject({
  ltv: z
    .strictObject({ tax: z.enum(['included', 'excluded']), off_stripe: z.boolean() })
    .partial()
    .optional(),
  mrr: z
    .strictObject({
      paused_collection: z.enum(['leave_out', 'count']),
      trials_with_paid_invoice: z.boolean(),
      cancel_at_period_end: z.enum(['count', 'leave_out']),
      discounts: z.enum(['forever', 'all_active']),
      tax: z.enum(['excluded', 'included']),
    })
    .partial()
    .optional(),
})

export type MoneyPolicyChange = z.infer<typeof moneyPolicyChangeSchema>
