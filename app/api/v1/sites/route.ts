import { z } from 'zod'
import { siteJson, siteJsonSchema } from '@/lib/sites/json'
import { createSite } from '@/lib/sites/mutations'
import { listSites } from '@/lib/sites/queries'
import { nameSchema } from '@/lib/text/schema'
import { ApiError, byTeam, endpoint, json, page, paging } from '../../endpoint'

export const GET = endpoint(
  {
    summary: 'The sites of a team, newest first',
    allow: 'read',
    team: byTeam(),
    query: z.object(paging),
    answer: page(siteJsonSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listSites(access.teamId, query)
    return json({ data: rows.map(siteJson), next_cursor: next })
  },
)

export const POST = endpoint(
  {
    summary: 'Create a site',
    allow: 'sites.manage',
    team: byTeam('body.team_id'),
    body: z.object({ team_id: z.uuid().optional(), name: nameSchema }),
    answer: siteJsonSchema,
    status: 201,
  },
  async ({ access, body }) => {
    const made = await createSite(access, body.name)
    if (!made.ok) throw new ApiError(409, made.reason, 'The team has a site of this name already.')
    return json(siteJson(made.value), { status: 201 })
  },
)
