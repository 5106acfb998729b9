import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { runJson, runJsonSchema, runStates } from '@/lib/flows/runs/json'
import { listRuns } from '@/lib/flows/runs/queries'

export const GET = endpoint(
  {
    summary: 'Who is or was where in which flow of a site, newest first: of one flow, state, event or subscriber',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({
      site_id: z.uuid(),
      livemode: z.stringbool().optional(),
      flow_id: z.uuid().optional(),
      state: z.enum(runStates).optional(),
      event_id: z.uuid().optional(),
      subscriber_id: z.uuid().optional(),
      ...paging,
    }),
    answer: page(runJsonSchema),
  },
  async ({ access, query }) => {
    const filter = {
      siteId: access.siteId,
      livemode: query.livemode,
      flowId: query.flow_id,
      state: query.state,
      eventId: query.event_id,
      subscriberId: query.subscriber_id,
    }
    const { rows, next } = await listRuns(access.teamId, filter, query)
    const lookUps = await lookUpsOf(access.teamId, access.siteId)
    return json({ data: rows.map((run) => runJson(run, lookUps)), next_cursor: next })
  },
)
