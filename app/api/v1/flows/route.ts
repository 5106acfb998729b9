import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { flowDetailSchema, flowJson, flowJsonSchema } from '@/lib/flows/json'
import { createFlow } from '@/lib/flows/mutations'
import { listFlows } from '@/lib/flows/queries'
import { newFlow } from '@/lib/flows/schema'
import { detailOf } from './answer'

export const GET = endpoint(
  {
    summary: 'The flows of a site, newest first, with what became of their runs',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ site_id: z.uuid(), livemode: z.stringbool().optional(), ...paging }),
    answer: page(flowJsonSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listFlows(access.teamId, { siteId: access.siteId, livemode: query.livemode }, query)
    return json({ data: rows.map(flowJson), next_cursor: next })
  },
)

export const POST = endpoint(
  {
    summary: 'Make a flow: empty, from a template or from a definition. It is a draft, and nothing starts by it',
    allow: 'flows.manage',
    team: bySite('body.site_id'),
    body: newFlow,
    answer: flowDetailSchema,
    status: 201,
  },
  async ({ access, body }) => {
    const made = await createFlow(access, access.siteId, body)
    return json(await detailOf(made, access.role), { status: 201 })
  },
)
