import { z } from 'zod'
import type { MinorByCurrency } from '@/db/schema/subscribers'
import { toDecimal } from '@/lib/money'
import type { SubscriberRow } from './queries'

const money = z.record(z.string(), z.object({ amount: z.string(), minor: z.string() }))

/** A subscriber as the API gives it. Amounts are decimal strings in major units. */
export const subscriberJsonSchema = z.object({
  id: z.string(),
  site_id: z.string(),
  livemode: z.boolean(),
  email: z.string(),
  name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  customer_ids: z.array(z.string()),
  reporting_currency: z.string().nullable(),
  currency: z.string().nullable(),
  /** In reporting_currency; null when nothing could be expressed in it. */
  lifetime_value: z.string().nullable(),
  lifetime_value_by_currency: money,
  /** What lifetime_value leaves out: nothing says what it is worth in reporting_currency. */
  lifetime_value_not_converted: money,
  mrr: z.string().nullable(),
  mrr_by_currency: money,
  mrr_not_converted: money,
  plan: z.string().nullable(),
  subscription_status: z.string().nullable(),
  /** Stripe ids of what all subscriptions that are active, past due or on trial are for, sorted; empty when there are none. */
  product_ids: z.array(z.string()),
  user_group: z.string().nullable(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  unsubscribed_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})

export type SubscriberJson = z.infer<typeof subscriberJsonSchema>

export function subscriberJson({ record, customerIds }: SubscriberRow): SubscriberJson {
  const reporting = record.reportingCurrency
  return {
    id: record.id,
    site_id: record.siteId,
    livemode: record.livemode,
    email: record.email,
    name: record.name,
    ...namesOf(record.name),
    customer_ids: customerIds,
    reporting_currency: reporting,
    currency: record.currency,
    lifetime_value: expressed(record.lifetimeValue, reporting, record.lifetimeValueByCurrency),
    lifetime_value_by_currency: byCurrency(record.lifetimeValueByCurrency),
    lifetime_value_not_converted: byCurrency(record.lifetimeValueNotConverted),
    mrr: expressed(record.mrr, reporting, record.mrrByCurrency),
    mrr_by_currency: byCurrency(record.mrrByCurrency),
    mrr_not_converted: byCurrency(record.mrrNotConverted),
    plan: record.plan,
    subscription_status: record.subscriptionStatus,
    product_ids: record.productIds,
    user_group: record.userGroup,
    tags: record.tags,
    fields: record.fields,
    unsubscribed_at: record.unsubscribedAt?.toISOString() ?? null,
    created_at: record.createdAt.toISOString(),
    updated_at: record.updatedAt.toISOString(),
  }
}

/** Customer names are split at the first space (docs/money.md): the rest is the last name, however many words it has. */
export function namesOf(name: string | null) {
  const whole = name?.trim().replace(/\s+/g, ' ') ?? ''
  const space = whole.indexOf(' ')
  if (space < 0) return { first_name: whole || null, last_name: null }
  return { first_name: whole.slice(0, space), last_name: whole.slice(space + 1) }
}

/** `{"USD": "4000"}` → `{"USD": {"amount": "40.00", "minor": "4000"}}`, currencies in alphabetical order. */
export function byCurrency(minors: MinorByCurrency) {
  const sorted = Object.entries(minors).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    sorted.map(([currency, minor]) => [currency, { amount: toDecimal(BigInt(minor), currency), minor }]),
  )
}

/** A figure in the reporting currency. Nobody paid anything yet: that is zero, not unknown. */
function expressed(minor: bigint | null, currency: string | null, minors: MinorByCurrency): string | null {
  if (currency === null) return null
  if (minor !== null) return toDecimal(minor, currency)
  return Object.keys(minors).length === 0 ? toDecimal(0n, currency) : null
}
