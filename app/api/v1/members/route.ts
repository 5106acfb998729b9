import { z } from 'zod'
import { membersOf } from '@/lib/teams/members'
import { roleSchema } from '@/lib/teams/schema'
import { byTeam, endpoint, json, page } from '../../endpoint'

const memberShape = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  joined_at: z.iso.datetime(),
})

export const GET = endpoint(
  {
    summary: 'The members of a team',
    allow: 'read',
    team: byTeam(),
    answer: page(memberShape),
  },
  async ({ access }) => {
    const members = await membersOf(access.teamId)
    return json({
      data: members.map(({ joinedAt, ...member }) => ({ ...member, joined_at: joinedAt })),
      next_cursor: null,
    })
  },
)
