import { z } from 'zod'
import { ApiError, byParam, endpoint, json } from '@/app/api/endpoint'
import { stopDelivery } from '@/lib/deliveries/retry'

export const POST = endpoint(
  {
    summary: 'Stop retrying a delivery',
    allow: 'deliveries.retry',
    team: byParam('delivery'),
    params: z.object({ id: z.uuid() }),
    answer: z.object({ stopped: z.literal(true) }),
  },
  async ({ access, params }) => {
    if (await stopDelivery(access.teamId, params.id, access.actor)) return json({ stopped: true })
    throw new ApiError(409, 'conflict', 'Nothing of it waits: it was settled, or is being sent right now.')
  },
)
