import { z } from 'zod'
import { byTeam, endpoint, json, page, paging } from '@/app/api/endpoint'
import { connectionJson, connectionJsonSchema } from '@/lib/connections/json'
import { listConnections } from '@/lib/connections/queries'

export const GET = endpoint(
  {
    summary: 'Connections of a team',
    allow: 'read',
    team: byTeam(),
    query: z.object({ site_id: z.uuid().optional(), ...paging }),
    answer: page(connectionJsonSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listConnections(access.teamId, { siteId: query.site_id }, query)
    return json({ data: rows.map(connectionJson), next_cursor: next })
  },
)
