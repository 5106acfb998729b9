import { z } from 'zod'
import { siteJson, siteJsonSchema } from '@/lib/sites/json'
import { createSite } from '@/lib/sites/mutations'
import { sitesOf } from '@/lib/sites/queries'
import { nameSchema } from '@/lib/text/schema'
import { ApiError, byTeam, endpoint, json, page } from '../../endpoint'

export const GET = endpoint(
  {
    summary: 'The sites of a team',
    allow: 'read',
    team: byTeam(),
    answer: page(siteJsonSchema),
  },
  async ({ access }) => json({ data: (await sitesOf(access.teamId)).map(siteJson), next_cursor: null }),
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
