import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { apiKeys, invitations, type Role } from '@/db/schema/index'
import { atLeast, rolesInOrder } from '@/lib/tenancy/roles'

/**
 * Ends what somebody handed out above the role they are left with (null: none): the API keys they made and the
 * invitations they sent that nobody has answered. Counts both, for the audit entry.
 */
export async function endAbove(tx: Tx, teamId: TeamId, userId: UserId, role: Role | null) {
  const above = rolesInOrder.filter((other) => role === null || !atLeast(role, other))
  const revokedAt = new Date()
  const keys = await tx
    .update(apiKeys)
    .set({ revokedAt })
    .where(
      and(
        eq(apiKeys.teamId, teamId),
        eq(apiKeys.createdBy, userId),
        isNull(apiKeys.revokedAt),
        inArray(
          apiKeys.role,
          above.filter((other) => other !== 'owner'),
        ),
      ),
    )
    .returning({ id: apiKeys.id })
  const sent = await tx
    .update(invitations)
    .set({ revokedAt })
    .where(
      and(
        eq(invitations.teamId, teamId),
        eq(invitations.invitedBy, userId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        inArray(invitations.role, above),
      ),
    )
    .returning({ id: invitations.id })
  return { keys_ended: keys.length, invitations_withdrawn: sent.length }
}
