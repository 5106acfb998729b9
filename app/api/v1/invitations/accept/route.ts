import { z } from 'zod'
import { defaultSite, sitesOf } from '@/lib/sites/queries'
import { accept, type InvitationProblem } from '@/lib/teams/accept'
import { roleSchema } from '@/lib/teams/schema'
import { ApiError, endpoint, json } from '../../../endpoint'

/** AU-06: each case has its own text. */
const texts: Record<InvitationProblem, { status: number; text: string }> = {
  unknown: { status: 404, text: 'This invitation does not exist. A newer mail may have replaced it.' },
  reused: { status: 410, text: 'This invitation was already used. Each works once.' },
  revoked: { status: 410, text: 'This invitation was taken back. Ask the team for a new one.' },
  expired: { status: 410, text: 'This invitation has expired. Ask the team to send it again.' },
  wrong_address: {
    status: 403,
    text: 'This invitation is for another address. Sign in with the address it was sent to.',
  },
}

export const POST = endpoint(
  {
    summary: 'Accept an invitation sent to your address',
    allow: 'signed in',
    body: z.object({ token: z.string().max(200) }),
    answer: z.object({
      team_id: z.uuid(),
      team_name: z.string(),
      role: roleSchema,
      /** Where a new member begins: the team's first site. */
      site_id: z.uuid().nullable(),
    }),
  },
  async ({ access, body }) => {
    const accepted = await accept(body.token, { id: access.userId, email: access.email })
    if (!accepted.ok) throw new ApiError(texts[accepted.reason].status, accepted.reason, texts[accepted.reason].text)
    const { teamId, team, role } = accepted.value
    const site = defaultSite(await sitesOf(teamId))
    return json({ team_id: teamId, team_name: team, role, site_id: site?.id ?? null })
  },
)
