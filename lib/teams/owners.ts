import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { users } from '@/db/schema/auth'
import type { TeamId, UserId } from '@/db/schema/columns'
import { teamMembers } from '@/db/schema/teams'

/** Who owns a team now: mails about it go to each of them by a job of their own, so that one refused address sends the others nothing twice. */
export async function ownersOf(teamId: TeamId): Promise<UserId[]> {
  const owners = await db
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.role, 'owner')))
  return owners.map(({ userId }) => userId)
}

/** Null when they are no owner any more. */
export async function addressOfOwner(teamId: TeamId, ownerId: UserId): Promise<string | null> {
  const [owner] = await db
    .select({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, ownerId), eq(teamMembers.role, 'owner')))
  return owner?.email ?? null
}
