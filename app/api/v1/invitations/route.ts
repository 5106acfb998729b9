import { z } from 'zod'
import { invitationsPerTeam, takeOne } from '@/lib/auth/rate-limit'
import { invite, openInvitations } from '@/lib/teams/invitations'
import { mailboxSchema, roleSchema } from '@/lib/teams/schema'
import { byTeam, endpoint, json, page, tooMany } from '../../endpoint'
import { invitationShape, inviteRefused, shown } from './shape'

export const GET = endpoint(
  {
    summary: 'Invitations nobody has answered yet',
    allow: 'members.manage',
    team: byTeam(),
    answer: page(invitationShape),
  },
  async ({ access }) => json({ data: (await openInvitations(access.teamId)).map(shown), next_cursor: null }),
)

export const POST = endpoint(
  {
    summary: 'Invite an address to a team; never above your own role',
    allow: 'members.manage',
    team: byTeam('body.team_id'),
    body: z.object({ team_id: z.uuid().optional(), email: mailboxSchema, role: roleSchema }),
    answer: invitationShape,
    status: 201,
  },
  async ({ access, body }) => {
    const wait = await takeOne(invitationsPerTeam, access.teamId)
    if (wait > 0) throw tooMany(wait, `A team sends at most ${invitationsPerTeam.most} invitations a day.`)
    const invited = await invite(access, body.email, body.role)
    if (!invited.ok) throw inviteRefused(invited.reason)
    return json(shown(invited.value), { status: 201 })
  },
)
