import { z } from 'zod'
import { byTeam, endpoint, json, page, paging } from '@/app/api/endpoint'
import { listConnections } from '@/lib/connections/queries'
import { connectionShape } from '@/lib/connections/schema'

export const GET = endpoint(
  {
    summary: 'Connections of a team',
    allow: 'read',
    team: byTeam(),
    query: z.object({ site_id: z.uuid().optional(), ...paging }),
    answer: page(connectionShape),
  },
  async ({ access, query }) => {
    const found = await listConnections(access.teamId, {
      limit: query.limit + 1,
      ...(query.cursor ? { before: query.cursor } : {}),
      ...(query.site_id ? { siteId: query.site_id } : {}),
    })
    const data = found.slice(0, query.limit).map((connection) => connectionShape.parse(connection))
    return json({ data, next_cursor: found.length > query.limit ? (data.at(-1)?.id ?? null) : null })
  },
)
