import { z } from 'zod'
import { couponTermsSchema, priceTermsSchema } from '@/lib/products/terms'

const instant = z.string().nullable()

/** A discount as a payload told it: since basil often only its id, since clover a coupon's id without its terms. */
export const discountTermsSchema = couponTermsSchema.extend({
  id: z.string().nullable(),
  coupon: z.string().nullable(),
  end: instant,
  products: z.array(z.string()).nullable(),
  limit_told: z.boolean(),
})

export type DiscountTerms = z.infer<typeof discountTermsSchema>

export const itemTermsSchema = priceTermsSchema.extend({
  id: z.string().nullable(),
  /** Null for metered usage, which payloads do not carry. */
  quantity: z.number().nullable(),
  discounts: z.array(discountTermsSchema),
})

export type ItemTerms = z.infer<typeof itemTermsSchema>

/** Everything about a subscription that its MRR, plan and dates are computed from: what the `state` fact keeps. */
export const subscriptionTermsSchema = z.object({
  status: z.string(),
  currency: z.string().nullable(),
  items: z.array(itemTermsSchema),
  /** Stripe cut the list of items in this payload. */
  items_cut: z.boolean(),
  discounts: z.array(discountTermsSchema),
  collection_paused: z.boolean(),
  cancel_at_period_end: z.boolean(),
  cancel_at: instant,
  canceled_at: instant,
  trial_end: instant,
  current_period_end: instant,
  started_at: instant,
  party: z.string().nullable(),
  customer: z.string().nullable(),
  /** Ids of the products, prices, coupons and the customer it rests on; their facts are loaded with it. */
  rests_on: z.array(z.string()),
})

export type SubscriptionTerms = z.infer<typeof subscriptionTermsSchema>

/** What `items` facts keep, on their subscription: the whole list, where a payload cut it. */
export const allItemsSchema = z.object({ items: z.array(itemTermsSchema), rests_on: z.array(z.string()) })

/** What `discount` facts keep, on their subscription or customer. */
export const discountFactSchema = discountTermsSchema.extend({
  deleted: z.boolean(),
  /** Set when it hangs on one item of the subscription. */
  item: z.string().nullable(),
})

/** What `paid_invoice` facts keep, on their subscription: an invoice with money in it, minor units. */
export const paidInvoiceSchema = z.object({ total: z.string().nullable(), total_excluding_tax: z.string().nullable() })
