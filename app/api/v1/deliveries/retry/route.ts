import { z } from 'zod'
import { bySite, endpoint, json } from '@/app/api/endpoint'
import { mostAtOnce, retryMatching } from '@/lib/deliveries/retry'

export const POST = endpoint(
  {
    summary: `Retry all deliveries of a site that match, at most ${mostAtOnce.toLocaleString('en')} at once`,
    allow: 'deliveries.retry',
    team: bySite('body.site_id'),
    body: z.object({
      site_id: z.uuid(),
      destination_id: z.uuid().optional(),
      states: z.array(z.enum(['queued', 'refused', 'dead', 'cancelled'])).min(1),
      type: z.string().max(100).optional(),
    }),
    answer: z.object({ queued: z.number() }),
  },
  async ({ access, body }) => {
    const filter = { siteId: access.siteId, destinationId: body.destination_id, states: body.states, type: body.type }
    return json({ queued: await retryMatching(access.teamId, filter, access.actor) })
  },
)
