import { z } from 'zod'

const value = z.string().trim().min(1, 'This is empty.').max(255, 'At most 255 characters.')
const atMost50 = 'At most 50 values.'

/** Which events of a type count. What is left out or empty sets no condition. */
export const eventFilter = z
  .strictObject({
    products: z.array(value).max(50, atMost50).optional().describe('Stripe product ids, any of which the event names'),
    prices: z.array(value).max(50, atMost50).optional().describe('Stripe price ids, any of which the event names'),
    billing_reasons: z.array(value).max(50, atMost50).optional().describe('Why Stripe made the invoice'),
    metadata: z
      .array(z.strictObject({ key: value, value: z.string().max(255, 'At most 255 characters.') }))
      .max(50, atMost50)
      .optional()
      .describe('Pairs of the object’s metadata, any of which it has, letter by letter'),
    livemode: z.boolean().optional().describe('Only live events, or only test events'),
  })
  .describe('Which events of this type count: all conditions must hold, within one list any of its values does')
