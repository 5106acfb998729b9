import { z } from 'zod'
import { ApiError, byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { retryRun } from '@/lib/flows/runs/retry'

export const POST = endpoint(
  {
    summary: 'Try the step again that a run failed at; it goes on from there',
    allow: 'flows.manage',
    team: byParam('run'),
    params: z.object({ id: z.uuid() }),
    answer: z.object({ queued: z.literal(true) }),
  },
  async ({ access, params }) => {
    const asked = await retryRun(access.teamId, params.id, access.actor)
    if (asked.ok) return json({ queued: true })
    if (asked.reason === 'not_found') throw notFound()
    throw new ApiError(409, asked.reason, whyNot[asked.reason])
  },
)

const whyNot = {
  not_failed: 'Only a run that failed can be tried again.',
  flow_gone: 'Its flow was removed.',
}
