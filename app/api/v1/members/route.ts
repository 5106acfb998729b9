import { memberJson, memberJsonSchema } from '@/lib/teams/json'
import { membersOf } from '@/lib/teams/members'
import { byTeam, endpoint, json, page } from '../../endpoint'

export const GET = endpoint(
  {
    summary: 'The members of a team',
    allow: 'read',
    team: byTeam(),
    answer: page(memberJsonSchema),
  },
  async ({ access }) => json({ data: (await membersOf(access.teamId)).map(memberJson), next_cursor: null }),
)
