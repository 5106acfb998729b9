import { z } from 'zod'
import { bySite, endpoint, json } from '@/app/api/endpoint'
import { activityOf, activitySchema } from '@/lib/overview/activity'

export const GET = endpoint(
  {
    summary: 'Figures of a site for the last 24 hours; none goes past 10,000',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ site_id: z.uuid(), livemode: z.enum(['true', 'false']) }),
    answer: activitySchema,
  },
  async ({ access, query }) => json(await activityOf(access.teamId, access.siteId, query.livemode === 'true')),
)
