import { z } from 'zod'
import { type WebhookEventRow, webhookStatuses } from './queries'

/** A webhook event as the API gives it. */
export const webhookEventJsonSchema = z.object({
  id: z.string(),
  connection_id: z.string(),
  site_id: z.string(),
  stripe_event_id: z.string(),
  type: z.string(),
  livemode: z.boolean(),
  status: z.enum(webhookStatuses),
  reason: z.string().nullable(),
  received_at: z.string(),
  processed_at: z.string().nullable(),
})

export type WebhookEventJson = z.infer<typeof webhookEventJsonSchema>

export function webhookEventJson(row: WebhookEventRow): WebhookEventJson {
  return {
    id: row.id,
    connection_id: row.connectionId,
    site_id: row.siteId,
    stripe_event_id: row.stripeEventId,
    type: row.type,
    livemode: row.livemode,
    status: row.status,
    reason: row.reason,
    received_at: row.receivedAt.toISOString(),
    processed_at: row.processedAt?.toISOString() ?? null,
  }
}
