import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { logRowSchema } from '@/lib/events/json'
import { logRow } from '@/lib/events/log-row'
import { listEvents } from '@/lib/events/queries'
import { eventFilter, filterOf } from '../filter'

export const GET = endpoint(
  {
    summary: 'Events of a site as lines of its log: what a list shows, for asking often',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ ...eventFilter, ...paging }),
    answer: page(logRowSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listEvents(access.teamId, { siteId: access.siteId, ...filterOf(query) }, query)
    return json({ data: rows.map(logRow), next_cursor: next })
  },
)
