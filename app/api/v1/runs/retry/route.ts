import { z } from 'zod'
import { byId, endpoint, json } from '@/app/api/endpoint'
import { mostRetried, retryFailedRuns } from '@/lib/flows/runs/retry'

export const POST = endpoint(
  {
    summary: `Try all failed runs of a flow again, at most ${mostRetried.toLocaleString('en')} at once`,
    allow: 'flows.manage',
    team: byId('flow', 'body.flow_id'),
    body: z.object({ flow_id: z.uuid() }),
    answer: z.object({ queued: z.number() }),
  },
  async ({ access, body }) => json({ queued: await retryFailedRuns(access.teamId, body.flow_id, access.actor) }),
)
