import { z } from 'zod'
import { byParam, endpoint } from '@/app/api/endpoint'
import { flowDetailSchema } from '@/lib/flows/json'
import { resumeFlow } from '@/lib/flows/mutations'
import { answerTo } from '../../answer'

export const POST = endpoint(
  {
    summary: 'Let a paused flow go on, and who stands still in it',
    allow: 'flows.manage',
    team: byParam('flow'),
    params: z.object({ id: z.uuid() }),
    answer: flowDetailSchema,
  },
  async ({ access, params }) => answerTo(await resumeFlow(access, params.id), access),
)
