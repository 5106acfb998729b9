import { and, eq, gt, isNull } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { invitations, type Role, teamMembers, teams, users } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { audit } from '@/lib/audit/index'
import { fail, ok, type Result } from '@/lib/result'
import { hashToken } from '@/lib/secrets/tokens'

export type InvitationProblem = 'unknown' | 'reused' | 'revoked' | 'expired' | 'wrong_address'

export interface FoundInvitation {
  id: string
  teamId: TeamId
  team: string
  email: string
  role: Role
  inviter: string | null
}

/** What an invitation link is worth, without using it. Everyone who holds the link may see team, role and address. */
export async function readInvitation(
  token: string,
): Promise<{ problem: Exclude<InvitationProblem, 'wrong_address'> | null; invitation: FoundInvitation | null }> {
  const [row] = await db
    .select({ invitation: invitations, team: teams.name, inviter: users.email })
    .from(invitations)
    .innerJoin(teams, eq(teams.id, invitations.teamId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.tokenHash, hashToken(token)))
  if (!row) return { problem: 'unknown', invitation: null }
  const { id, teamId, email, role } = row.invitation
  return {
    problem: problemOf(row.invitation),
    invitation: { id, teamId, team: row.team, email, role, inviter: row.inviter },
  }
}

function problemOf(row: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }) {
  if (row.acceptedAt) return 'reused'
  if (row.revokedAt) return 'revoked'
  return row.expiresAt > new Date() ? null : 'expired'
}

/** Uses the link once, for the person whose address it was sent to (AU-06). A member already keeps the role they have. */
export async function accept(
  token: string,
  user: { id: UserId; email: string },
): Promise<Result<FoundInvitation, InvitationProblem>> {
  const { problem, invitation } = await readInvitation(token)
  if (!invitation) return fail('unknown')
  if (problem) return fail(problem)
  if (invitation.email !== user.email) return fail('wrong_address')

  return db.transaction(async (tx) => {
    const now = new Date()
    const used = await tx
      .update(invitations)
      .set({ acceptedAt: now })
      .where(
        and(
          eq(invitations.tokenHash, hashToken(token)),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, now),
        ),
      )
      .returning({ role: invitations.role })
    if (used.length === 0) return fail('reused')
    const { teamId, role } = invitation
    await tx.insert(teamMembers).values({ teamId, userId: user.id, role }).onConflictDoNothing()
    await enterTeams(tx, [teamId])
    const actor = { kind: 'user' as const, id: user.id }
    await audit(tx, { teamId, actor, action: 'invitation.accepted', subject: invitation.id, detail: { role } })
    return ok(invitation)
  })
}
