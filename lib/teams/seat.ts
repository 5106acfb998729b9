import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { apiKeys, invitations, type Role, teamMembers } from '@/db/schema/index'
import type { AuditActor } from '@/lib/audit/index'
import { atLeast, rolesInOrder } from '@/lib/tenancy/roles'

/**
 * The role somebody has now, held until the transaction ends: it may have changed since the request began, and whoever
 * changes it waits for us, so that nothing is handed out above it unseen (AU-05). What is no person keeps `role`.
 */
export async function roleNow(tx: Tx, by: { teamId: TeamId; role: Role; actor: AuditActor }): Promise<Role | null> {
  if (by.actor.kind !== 'user') return by.role
  const [seat] = await tx
    .select({ role: teamMembers.role })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, by.teamId), eq(teamMembers.userId, by.actor.id as UserId)))
    .for('share')
  return seat?.role ?? null
}

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
