import { z } from 'zod'
import { byParam, done, endpoint, json, notFound } from '@/app/api/endpoint'
import { flowDetailSchema } from '@/lib/flows/json'
import { changeFlow } from '@/lib/flows/mutations'
import { findFlow } from '@/lib/flows/queries'
import { removeFlow } from '@/lib/flows/remove'
import { flowChanges } from '@/lib/flows/schema'
import { answerTo, detailOf } from '../answer'

const params = z.object({ id: z.uuid() })

export const GET = endpoint(
  {
    summary: 'A flow: its draft, what is live, and what stands in the way of publishing',
    allow: 'read',
    team: byParam('flow'),
    params,
    answer: flowDetailSchema,
  },
  async ({ access, params: { id } }) => {
    const flow = await findFlow(access.teamId, id)
    if (!flow) throw notFound()
    return json(await detailOf(flow, access.role))
  },
)

export const PATCH = endpoint(
  {
    summary: 'Save the name or the draft of a flow; what is live stays until it is published again',
    allow: 'flows.manage',
    team: byParam('flow'),
    params,
    body: flowChanges,
    answer: flowDetailSchema,
  },
  async ({ access, params: { id }, body }) => answerTo(await changeFlow(access, id, body), access),
)

export const DELETE = endpoint(
  {
    summary: 'Remove a flow: nobody enters any more, and who is inside is cancelled; its runs stay readable',
    allow: 'flows.manage',
    team: byParam('flow'),
    params,
  },
  async ({ access, params: { id } }) => {
    if (!(await removeFlow(access, id))) throw notFound()
    return done()
  },
)
