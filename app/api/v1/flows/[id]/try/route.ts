import { z } from 'zod'
import { byParam, endpoint, invalid, json } from '@/app/api/endpoint'
import { flowDefinition } from '@/lib/flows/definition'
import { trialOf } from '@/lib/flows/trial'
import { tryFlow } from '@/lib/flows/try'
import { tryJsonSchema } from '@/lib/flows/try-json'
import { draftWithEvent } from '../../tried-with'

export const POST = endpoint(
  {
    summary:
      'The way an event would take through the draft: the newest of its type, else an example. Nothing is sent or kept',
    allow: 'flows.manage',
    team: byParam('flow'),
    params: z.object({ id: z.uuid() }),
    /** `draft`: as it stands in an editor; left out: the stored one. */
    body: z.object({ event_id: z.uuid().optional(), draft: flowDefinition.optional() }),
    answer: tryJsonSchema,
  },
  async ({ access, params, body }) => {
    const { flow, draft, past } = await draftWithEvent(access, params.id, body)
    if (!past) throw invalid({ event_id: 'Choose the event the flow begins with first.' })
    return json(await tryFlow(draft, await trialOf({ ...access, livemode: flow.record.livemode }, draft, past)))
  },
)
