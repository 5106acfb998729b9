import { asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { invitations, type Role, teamMembers } from '@/db/schema/index'

export interface Seat {
  userId: UserId
  role: Role
}

/**
 * Holds who belongs to a team and who is asked to: its invitations, then its seats, in the order everybody locks in
 * (lib/deliveries/locks.ts). Whoever is answering an invitation has their seat by then, and is among them.
 */
export async function lockSeats(tx: Tx, teamId: TeamId): Promise<Seat[]> {
  await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(eq(invitations.teamId, teamId))
    .orderBy(asc(invitations.id))
    .for('update')
  return tx
    .select({ userId: teamMembers.userId, role: teamMembers.role })
    .from(teamMembers)
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(asc(teamMembers.userId))
    .for('update')
}
