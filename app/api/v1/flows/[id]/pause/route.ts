import { z } from 'zod'
import { byParam, endpoint } from '@/app/api/endpoint'
import { flowDetailSchema } from '@/lib/flows/json'
import { pauseFlow } from '@/lib/flows/mutations'
import { answerTo } from '../../answer'

export const POST = endpoint(
  {
    summary: 'Pause a flow: nobody enters, and who is inside stands still',
    allow: 'flows.manage',
    team: byParam('flow'),
    params: z.object({ id: z.uuid() }),
    answer: flowDetailSchema,
  },
  async ({ access, params }) => answerTo(await pauseFlow(access, params.id), access),
)
