import type { InviteRefusal } from '@/lib/teams/invitations'
import { ApiError } from '../../endpoint'

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

/** Why an invitation was not sent, as an answer. */
export const inviteRefused = (reason: InviteRefusal | 'closed') =>
  new ApiError(texts[reason].status, reason, texts[reason].text)
