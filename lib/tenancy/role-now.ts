import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { type Role, teamMembers } from '@/db/schema/teams'
import type { AuditActor } from '@/lib/audit'

/**
 * The role somebody has now, held until the transaction ends: it may have changed since the request began, and whoever
 * changes it waits for us, so that nothing is handed out above it unseen (AU-05, OA-04). What is no person keeps `role`.
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
