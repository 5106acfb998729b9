import { z } from 'zod'
import { byParam, endpoint } from '@/app/api/endpoint'
import { flowDetailSchema } from '@/lib/flows/json'
import { publishFlow } from '@/lib/flows/publish'
import { answerTo } from '../../answer'

export const POST = endpoint(
  {
    summary:
      'Make the draft the version new runs get; who is on their way keeps theirs, and a paused flow stays paused',
    allow: 'flows.manage',
    team: byParam('flow'),
    params: z.object({ id: z.uuid() }),
    body: z.object({ version: z.number().int() }),
    answer: flowDetailSchema,
  },
  async ({ access, params, body }) => answerTo(await publishFlow(access, params.id, body.version), access),
)
