import { z } from 'zod'
import { teamJsonSchema } from '@/lib/teams/json'
import { deleteTeam, renameTeam } from '@/lib/teams/mutations'
import { nameSchema } from '@/lib/text/schema'
import { byTeam, done, endpoint, json } from '../../../endpoint'

const params = z.object({ id: z.uuid() })
const team = byTeam('params.id')

export const PATCH = endpoint(
  {
    summary: 'Rename a team',
    allow: 'members.manage',
    team,
    params,
    body: z.object({ name: nameSchema }),
    answer: teamJsonSchema,
  },
  async ({ access, body }) => {
    await renameTeam(access, body.name)
    return json({ id: access.teamId, name: body.name, role: access.role })
  },
)

export const DELETE = endpoint(
  {
    summary: 'Delete a team with everything in it; its Stripe accounts are disconnected',
    allow: 'team.delete',
    team,
    params,
  },
  async ({ access }) => {
    await deleteTeam(access)
    return done()
  },
)
