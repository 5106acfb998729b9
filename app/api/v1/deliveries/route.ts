import { z } from 'zod'
import { bySite, endpoint, json, page, paging } from '@/app/api/endpoint'
import { deliveryJson, deliveryJsonSchema } from '@/lib/deliveries/json'
import { listDeliveries } from '@/lib/deliveries/queries'

export const GET = endpoint(
  {
    summary: 'The deliveries of a site, newest first: of one destination, event or state',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({
      site_id: z.uuid(),
      livemode: z.stringbool().optional(),
      destination_id: z.uuid().optional(),
      event_id: z.uuid().optional(),
      state: z.enum(['queued', 'delivered', 'refused', 'dead', 'cancelled']).optional(),
      ...paging,
    }),
    answer: page(deliveryJsonSchema),
  },
  async ({ access, query }) => {
    const filter = {
      siteId: access.siteId,
      livemode: query.livemode,
      destinationId: query.destination_id,
      eventId: query.event_id,
      state: query.state,
    }
    const { rows, next } = await listDeliveries(access.teamId, filter, query)
    return json({ data: rows.map(deliveryJson), next_cursor: next })
  },
)
