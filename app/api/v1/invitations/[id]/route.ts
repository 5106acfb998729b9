import { z } from 'zod'
import { revoke } from '@/lib/teams/invitations'
import { byParam, done, endpoint } from '../../../endpoint'
import { inviteRefused } from '../refused'

export const DELETE = endpoint(
  {
    summary: 'Take an invitation back',
    allow: 'members.manage',
    team: byParam('invitation'),
    params: z.object({ id: z.uuid() }),
  },
  async ({ access, params }) => {
    if (!(await revoke(access, params.id))) throw inviteRefused('closed')
    return done()
  },
)
