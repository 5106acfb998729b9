import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { eventJson, eventJsonSchema } from '@/lib/events/json'
import { listEvents } from '@/lib/events/queries'
import { eventFilter, filterOf } from './filter'

export const GET = endpoint(
  {
    summary: 'Events of a site, newest first',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ ...eventFilter, ...paging }),
    answer: page(eventJsonSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listEvents(access.teamId, { siteId: access.siteId, ...filterOf(query) }, query)
    return json({ data: rows.map(eventJson), next_cursor: next })
  },
)
