import { z } from 'zod'
import { byId, endpoint, json, page, paging } from '@/app/api/endpoint'
import { webhookEventJson, webhookEventJsonSchema } from '@/lib/inbox/json'
import { listWebhookEvents, webhookStatuses } from '@/lib/inbox/queries'

export const GET = endpoint(
  {
    summary: 'Webhook events of a connection, newest first; of one status, or `used`: all but switched off',
    allow: 'read',
    team: byId('connection', 'query.connection_id'),
    query: z.object({ connection_id: z.uuid(), status: z.enum([...webhookStatuses, 'used']).optional(), ...paging }),
    answer: page(webhookEventJsonSchema),
  },
  async ({ access, query }) => {
    const filter = { connectionId: query.connection_id, status: query.status }
    const { rows, next } = await listWebhookEvents(access.teamId, filter, query)
    return json({ data: rows.map(webhookEventJson), next_cursor: next })
  },
)
