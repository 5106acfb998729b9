import { z } from 'zod'
import { ApiError, byParam, endpoint, json } from '@/app/api/endpoint'
import { retryDead } from '@/lib/inbox/retry'

export const POST = endpoint(
  {
    summary: 'Try a dead webhook event again',
    allow: 'settings.write',
    team: byParam('webhook_event'),
    params: z.object({ id: z.uuid() }),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params }) => {
    if (await retryDead(access.teamId, params.id, access.actor)) return json({ queued: true })
    throw new ApiError(
      409,
      'conflict',
      'Only a dead event can be tried again, and this one is not, or it is waiting already.',
    )
  },
)
