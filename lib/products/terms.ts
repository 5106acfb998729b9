import { z } from 'zod'

/** Decimals of minor units as Stripe writes them: "1000", "0.5". */
const decimal = z.string()

export const tierSchema = z.object({
  /** The last unit of the tier; null = no limit. */
  up_to: z.string().nullable(),
  unit: decimal.nullable(),
  flat: decimal.nullable(),
})

/** What a price costs in one currency. `tiers` are null where the payload did not carry them. */
const amountSchema = z.object({ unit: decimal.nullable(), tiers: z.array(tierSchema).nullable() })

/** What a price says, as facts keep it. Null = not told. */
export const priceTermsSchema = z.object({
  price: z.string().nullable(),
  product: z.string().nullable(),
  nickname: z.string().nullable(),
  lookup_key: z.string().nullable(),
  currency: z.string().nullable(),
  unit: decimal.nullable(),
  tiers: z.array(tierSchema).nullable(),
  tiers_mode: z.string().nullable(),
  /** By upper-case currency, for prices sold in several (Stripe: currency_options, only when expanded). */
  options: z.record(z.string(), amountSchema).nullable(),
  interval: z.string().nullable(),
  interval_count: z.number(),
  usage: z.enum(['licensed', 'metered']),
  scheme: z.string().nullable(),
  tax: z.string().nullable(),
  /** Package pricing: the quantity is divided first (Stripe: transform_quantity). */
  package: z.object({ of: z.number(), round: z.enum(['up', 'down']) }).nullable(),
})

export type Tier = z.infer<typeof tierSchema>
export type PriceAmount = z.infer<typeof amountSchema>
export type PriceTerms = z.infer<typeof priceTermsSchema>

/** What a coupon takes off. Amounts in minor units of `currency`. */
export const couponTermsSchema = z.object({
  percent_off: decimal.nullable(),
  amount_off: z.string().nullable(),
  currency: z.string().nullable(),
  duration: z.enum(['forever', 'once', 'repeating']).nullable(),
})

export type CouponTerms = z.infer<typeof couponTermsSchema>

/** A coupon with the products it is limited to: null = all. `limit_told` is false until somebody said which. */
export interface KnownCoupon extends CouponTerms {
  products: string[] | null
  limit_told: boolean
  /** What it takes off in other currencies than its own, by upper-case code; null until somebody said (Stripe: currency_options). */
  amounts: Record<string, string> | null
}

/** What the facts say about what is sold: how a subscription's names, tiers and discounts are looked up. */
export interface Catalogue {
  product(id: string): { name: string | null; isDeleted: boolean } | null
  price(id: string): PriceTerms | null
  coupon(id: string): KnownCoupon | null
}

/** What a figure rests on and nobody told yet; the lane asks Stripe for it. */
export interface Question {
  object: 'product' | 'price' | 'coupon' | 'subscription' | 'items_of_subscription'
  id: string
}
