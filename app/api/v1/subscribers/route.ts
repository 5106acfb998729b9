import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { subscriberJson, subscriberJsonSchema } from '@/lib/subscribers/json'
import { listSubscribers } from '@/lib/subscribers/queries'
import { address, mode, modeOf } from '../events/filter'

export const GET = endpoint(
  {
    summary: 'Subscribers of a site, newest first',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ site_id: z.uuid(), email: address, livemode: mode, ...paging }),
    answer: page(subscriberJsonSchema),
  },
  async ({ access, query }) => {
    const filter = {
      siteId: access.siteId,
      email: query.email,
      livemode: modeOf(query.livemode),
    }
    const { rows, next } = await listSubscribers(access.teamId, filter, query)
    return json({ data: rows.map(subscriberJson), next_cursor: next })
  },
)
