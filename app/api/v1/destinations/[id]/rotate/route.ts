import { z } from 'zod'
import { ApiError, byParam, endpoint, json } from '@/app/api/endpoint'
import { rotateSecret } from '@/lib/destinations/mutations'

export const POST = endpoint(
  {
    summary: 'Make a new signing secret; the old one signs beside it for some hours more',
    allow: 'destinations.manage',
    team: byParam('destination'),
    params: z.object({ id: z.uuid() }),
    body: z.object({ overlap_hours: z.number().min(0).max(168).default(24) }),
    answer: z.object({ signing_secret: z.string() }),
  },
  async ({ access, params, body }) => {
    const secret = await rotateSecret(access, params.id, body.overlap_hours)
    if (!secret) throw new ApiError(409, 'conflict', 'This kind of destination signs nothing.')
    return json({ signing_secret: secret })
  },
)
