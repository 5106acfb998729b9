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
    query: z.object({ event_id: z.uuid().optional() }),
    answer: z.object({ data: z.array(variableSchema) }),
  },
  async ({ access, params, query }) => {
    const { type, past } = await draftWithEvent(access, params.id, query.event_id)
    return json({ data: offeredVariables(type, past) })
  },
)
