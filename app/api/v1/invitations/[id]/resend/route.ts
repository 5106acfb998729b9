import { z } from 'zod'
import { invitationsPerTeam, takeOne } from '@/lib/auth/rate-limit'
import { resend } from '@/lib/teams/invitations'
import { invitationJson, invitationJsonSchema } from '@/lib/teams/json'
import { byParam, endpoint, json, tooMany } from '../../../../endpoint'
import { inviteRefused } from '../../refused'

export const POST = endpoint(
  {
    summary: 'Send an invitation again, with a new link for seven more days',
    allow: 'members.manage',
    team: byParam('invitation'),
    params: z.object({ id: z.uuid() }),
    answer: invitationJsonSchema,
  },
  async ({ access, params }) => {
    const wait = await takeOne(invitationsPerTeam, access.teamId)
    if (wait > 0) throw tooMany(wait, `A team sends at most ${invitationsPerTeam.most} invitations a day.`)
    const sent = await resend(access, params.id)
    if (!sent.ok) throw inviteRefused(sent.reason)
    return json(invitationJson(sent.value))
  },
)
