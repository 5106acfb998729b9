import { z } from 'zod'
import { ApiError, byParam, endpoint, invalid, json, tooMany } from '@/app/api/endpoint'
import { takeOne, testMails } from '@/lib/auth/rate-limit'
import { flowDefinition } from '@/lib/flows/definition'
import { sendTestMail } from '@/lib/flows/test-mail'
import { stepIn } from '@/lib/flows/walk'
import { draftWithEvent } from '../../tried-with'

export const POST = endpoint(
  {
    summary:
      'Send a mail of the draft to yourself, as it would be for an event: the newest of its type, else an example',
    allow: 'flows.manage',
    team: byParam('flow'),
    people: true,
    params: z.object({ id: z.uuid() }),
    body: z.object({ step_id: z.string().max(20), event_id: z.uuid().optional(), draft: flowDefinition.optional() }),
    answer: z.object({ sent_to: z.string() }),
  },
  async ({ access, params, body }) => {
    const { flow, draft, past } = await draftWithEvent(access, params.id, body)
    const step = stepIn(draft, body.step_id)
    if (step?.kind !== 'email') throw invalid({ step_id: 'The draft has no mail of this id.' })
    if (!past) throw invalid({ step_id: 'Choose the event the flow begins with first.' })
    const wait = await takeOne(testMails, access.actor.id)
    if (wait > 0) throw tooMany(wait, `That was often. Try again in ${wait} s.`)
    const sent = await sendTestMail({ ...access, livemode: flow.record.livemode }, flow.id, step, past)
    if (sent.ok) return json({ sent_to: sent.value })
    if (sent.reason === 'text') throw invalid({ step_id: sent.says })
    throw new ApiError(409, 'not_sent', `The mail server did not take it: ${sent.says}`)
  },
)
