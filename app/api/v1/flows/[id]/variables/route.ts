import { z } from 'zod'
import { byParam, endpoint, json } from '@/app/api/endpoint'
import { offeredVariables } from '@/lib/flows/offered'
import { variableSchema } from '@/lib/flows/try-json'
import { draftWithEvent } from '../../tried-with'

export const GET = endpoint(
  {
    summary:
      'What texts and conditions of a flow may use, with the values of an event: the newest of its type, else an example',
    allow: 'read',
    team: byParam('flow'),
    params: z.object({ id: z.uuid() }),
    /** `type`: as if the draft began with this event. */
    query: z.object({ event_id: z.uuid().optional(), type: z.string().max(100).optional() }),
    answer: z.object({ data: z.array(variableSchema) }),
  },
  async ({ access, params, query }) => {
    const { type, past } = await draftWithEvent(access, params.id, query)
    return json({ data: offeredVariables(type, past) })
  },
)
