import { z } from 'zod'
import { setAsideReasons } from '@/lib/reasons'

const id = z.string().nullable()

/** An amount as the API says it: the decimal string, the same in minor units, the currency in upper case. */
export const valueSchema = z.object({ amount: z.string(), minor: z.string(), currency: z.string() })

export const itemSchema = z.object({
  description: z.string().nullable(),
  quantity: z.number().nullable(),
  amount: z.string().nullable(),
  price_id: id,
  product_id: id,
})

const common = {
  stripe_event_id: id,
  stripe_account: id,
  api_version: z.string().nullable(),
  livemode: z.boolean().nullable(),
  /** ISO 8601, from Stripe's `created`; null when that is missing or outside 2010-2100. */
  occurred_at: z.string().nullable(),
  subscriber: z.object({ email: z.string().nullable(), name: z.string().nullable(), customer_id: id }),
  value: valueSchema.nullable(),
  charge_id: id,
  payment_intent_id: id,
  invoice_id: id,
  subscription_id: id,
  checkout_session_id: id,
  price_ids: z.array(z.string()),
  product_ids: z.array(z.string()),
  plan: z.string().nullable(),
  interval: z.string().nullable(),
  description: z.string().nullable(),
  items: z.array(itemSchema),
  metadata: z.record(z.string(), z.string()),
}

/** The normalized event (docs/normalized-event.md): what `sluice normalize` prints, the API returns and webhooks carry. */
export const normalizedEventSchema = z.discriminatedUnion('outcome', [
  z.object({ name: z.string(), type: z.string(), outcome: z.literal('event'), ...common }),
  z.object({
    /** Null when the payload is so broken that it names no type. */
    name: z.string().nullable(),
    type: z.string().nullable(),
    outcome: z.literal('set_aside'),
    reason: z.enum(setAsideReasons),
    ...common,
  }),
])

export type NormalizedEvent = z.infer<typeof normalizedEventSchema>
export type NormalizedItem = z.infer<typeof itemSchema>
