import { z } from 'zod'
import { stripesRule } from './stripes-rule'

/** Every line there is. */
const lines = {
  ltv: {
    /** Whether the tax a customer paid is part of lifetime value. */
    tax: z.enum(['included', 'excluded']),
    /** Whether invoices paid outside Stripe count. */
    off_stripe: z.boolean(),
  },
  mrr: {
    /** A subscription whose collection is paused although it stays active. */
    paused_collection: z.enum(['leave_out', 'count']),
    /** Whether a trial counts when the subscription paid an invoice before: a gift to somebody who pays. */
    trials_with_paid_invoice: z.boolean(),
    /** A subscription that is going to end. */
    cancel_at_period_end: z.enum(['count', 'leave_out']),
    /** `forever` = only discounts that never end; `all_active` = repeating ones too, until they end. Never `once`. */
    discounts: z.enum(['forever', 'all_active']),
    /** Whether the tax inside tax-inclusive prices is part of MRR. */
    tax: z.enum(['excluded', 'included']),
  },
}

/**
 * How a site counts money (docs/money.md). Every line is a setting people see, in words, with Stripe's
 * own rule marked as the default: app/sites/[siteId]/settings.
 */
export const moneyPolicyJsonSchema = z.strictObject({ ltv: z.strictObject(lines.ltv), mrr: z.strictObject(lines.mrr) })

export type MoneyPolicy = z.infer<typeof moneyPolicyJsonSchema>

/** A change of some lines; the others stay. */
export const moneyPolicyChangeSchema = z.strictObject({
  ltv: z.strictObject(lines.ltv).partial().optional(),
  mrr: z.strictObject(lines.mrr).partial().optional(),
})

export type MoneyPolicyChange = z.infer<typeof moneyPolicyChangeSchema>

/**
 * The policy a site's column holds; lines left out follow Stripe's rule. What cannot be read (a line of a later version,
 * after a step back) does too: figures must be computable whatever lies there.
 */
export function moneyPolicyOf(stored: unknown): MoneyPolicy {
  const chosen = moneyPolicyChangeSchema.safeParse(stored ?? {})
  if (!chosen.success) return stripesRule
  return {
    ltv: { ...stripesRule.ltv, ...present(chosen.data.ltv) },
    mrr: { ...stripesRule.mrr, ...present(chosen.data.mrr) },
  }
}

/** The policy with some lines changed. */
export const withChanges = (policy: MoneyPolicy, changes: MoneyPolicyChange): MoneyPolicy => ({
  ltv: { ...policy.ltv, ...present(changes.ltv) },
  mrr: { ...policy.mrr, ...present(changes.mrr) },
})

type Present<T> = { [Line in keyof T]?: Exclude<T[Line], undefined> }

const present = <T extends object>(given: T | undefined) =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Present<T>
