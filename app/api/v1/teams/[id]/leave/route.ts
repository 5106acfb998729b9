import { z } from 'zod'
import { removeMember } from '@/lib/teams/members'
import type { UserId } from '@/lib/tenancy/ids'
import { byTeam, done, endpoint } from '../../../../endpoint'
import { memberRefused } from '../../../members/refused'

export const POST = endpoint(
  {
    summary: 'Leave a team',
    allow: 'read',
    people: true,
    team: byTeam('params.id'),
    params: z.object({ id: z.uuid() }),
  },
  async ({ access }) => {
    const left = await removeMember(access, access.actor.id as UserId)
    if (!left.ok) throw memberRefused(left.reason)
    return done()
  },
)
