import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { webhookEventJson, webhookEventJsonSchema } from '@/lib/inbox/json'
import { findWebhookEvent } from '@/lib/inbox/queries'

export const GET = endpoint(
  {
    summary: 'One webhook event',
    allow: 'read',
    team: byParam('webhook_event'),
    params: z.object({ id: z.uuid() }),
    answer: webhookEventJsonSchema,
  },
  async ({ access, params }) => {
    const found = await findWebhookEvent(access.teamId, params.id)
    if (!found) throw notFound()
    return json(webhookEventJson(found))
  },
)
