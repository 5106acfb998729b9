import { z } from 'zod'
import { ApiError, byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { cancelRun } from '@/lib/flows/runs/cancel'

export const POST = endpoint(
  {
    summary: 'Cancel a run; a step that is being done right now is finished, and nothing more is done',
    allow: 'flows.manage',
    team: byParam('run'),
    params: z.object({ id: z.uuid() }),
    answer: z.object({ cancelled: z.literal(true) }),
  },
  async ({ access, params }) => {
    const asked = await cancelRun(access.teamId, params.id, access.actor)
    if (asked.ok) return json({ cancelled: true })
    if (asked.reason === 'not_found') throw notFound()
    throw new ApiError(409, 'ended', 'It has ended already.')
  },
)
