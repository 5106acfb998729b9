import { z } from 'zod'
import { ApiError, byParam, endpoint, json } from '@/app/api/endpoint'
import { enableDestination } from '@/lib/destinations/mutations'

export const POST = endpoint(
  {
    summary: 'Enable a destination that disabled itself, and send what was kept meanwhile if wanted',
    allow: 'destinations.manage',
    team: byParam('destination'),
    params: z.object({ id: z.uuid() }),
    body: z.object({ send_missed: z.boolean() }),
    answer: z.object({ queued: z.number() }),
  },
  async ({ access, params, body }) => {
    const queued = await enableDestination(access, params.id, body.send_missed)
    if (queued === null)
      throw new ApiError(409, 'conflict', 'This destination is not disabled, and nothing of it was kept.')
    return json({ queued })
  },
)
