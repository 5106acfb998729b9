import { z } from 'zod'
import type { Invitation, InviteRefusal } from '@/lib/teams/invitations'
import { roleSchema } from '@/lib/teams/schema'
import { ApiError } from '../../endpoint'

export const invitationShape = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  sent_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  invited_by: z.string().nullable(),
})

/** As the API says it; the link itself is only ever in the mail. */
export const shown = ({ sentAt, expiresAt, invitedBy, id, email, role }: Invitation) => ({
  id,
  email,
  role,
  sent_at: sentAt.toISOString(),
  expires_at: expiresAt.toISOString(),
  invited_by: invitedBy,
})

const texts: Record<InviteRefusal | 'closed', { status: number; text: string }> = {
  above_your_role: { status: 403, text: 'You cannot invite someone to a role above your own.' },
  already_member: { status: 409, text: 'This person is a member already.' },
  already_invited: { status: 409, text: 'This person has an open invitation. Send it again, or revoke it first.' },
  mail_failed: {
    status: 503,
    text: 'The invitation is kept, but we could not send mail just now. Send it again later.',
  },
  closed: { status: 409, text: 'This invitation was accepted or revoked meanwhile.' },
}

export const inviteRefused = (reason: InviteRefusal | 'closed') =>
  new ApiError(texts[reason].status, reason, texts[reason].text)
