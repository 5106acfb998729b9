import { z } from 'zod'
import { createTeam } from '@/lib/teams/found'
import { type TeamJson, teamJsonSchema } from '@/lib/teams/json'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { nameSchema } from '@/lib/text/schema'
import { endpoint, json, page } from '../../endpoint'

export const GET = endpoint(
  { summary: 'The teams you belong to', allow: 'signed in', answer: page(teamJsonSchema) },
  async ({ access }) => {
    const teams = await membershipsOf(access.userId)
    return json({
      data: teams.map(({ teamId, teamName, role }): TeamJson => ({ id: teamId, name: teamName, role })),
      next_cursor: null,
    })
  },
)

export const POST = endpoint(
  {
    summary: 'Create a team with one site, owned by you',
    allow: 'signed in',
    body: z.object({ name: nameSchema, site_name: nameSchema.default('Main') }),
    answer: teamJsonSchema.extend({ site_id: z.uuid() }),
    status: 201,
  },
  async ({ access, body }) => {
    const { teamId, siteId } = await createTeam({ name: body.name, site: body.site_name, owner: access.userId })
    return json({ id: teamId, name: body.name, role: 'owner', site_id: siteId }, { status: 201 })
  },
)
