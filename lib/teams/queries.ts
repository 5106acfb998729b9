import { and, asc, eq, inArray } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { teamMembers, users } from '@/db/schema/index'
import { type Action, rolesThatMay } from '@/lib/tenancy/roles'

/** Names (or addresses) of the members who may do it: "Ask Mia or Jon". */
export async function whoMay(teamId: TeamId, action: Action): Promise<string[]> {
  const rows = await db
    .select({ name: users.name, email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), inArray(teamMembers.role, rolesThatMay(action))))
    .orderBy(asc(teamMembers.createdAt))
  return rows.map((row) => row.name ?? row.email)
}
