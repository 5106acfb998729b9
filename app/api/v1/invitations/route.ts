import { z } from 'zod'
import { invitationsPerTeam, takeOne } from '@/lib/auth/rate-limit'
import { invite, openInvitations } from '@/lib/teams/invitations'
import { invitationJson, invitationJsonSchema } from '@/lib/teams/json'
import { mailboxSchema, roleSchema } from '@/lib/teams/schema'
import { byTeam, endpoint, json, page, tooMany } from '../../endpoint'
import { inviteRefused } from './refused'

export const GET = endpoint(
  {
    summary: 'Invitations nobody has answered yet',
    allow: 'members.manage',
    team: byTeam(),
    answer: page(invitationJsonSchema),
  },
  async ({ access }) => json({ data: (await openInvitations(access.teamId)).map(invitationJson), next_cursor: null }),
)

export const POST = endpoint(
  {
    summary: 'Invite an address to a team; never above your own role',
    allow: 'members.manage',
    team: byTeam('body.team_id'),
    body: z.object({ team_id: z.uuid().optional(), email: mailboxSchema, role: roleSchema }),
    answer: invitationJsonSchema,
    status: 201,
  },
  async ({ access, body }) => {
    const wait = await takeOne(invitationsPerTeam, access.teamId)
    if (wait > 0) throw tooMany(wait, `A team sends at most ${invitationsPerTeam.most} invitations a day.`)
    const invited = await invite(access, body.email, body.role)
    if (!invited.ok) throw inviteRefused(invited.reason)
    return json(invitationJson(invited.value), { status: 201 })
  },
)
