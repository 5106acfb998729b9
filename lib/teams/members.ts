import { and, asc, eq } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { type Role, teamMembers, users } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit/index'
import { fail, ok, type Result } from '@/lib/result'
import { atLeast, can, mayGive } from '@/lib/tenancy/roles'
import { endAbove } from './end-above'
import { lockSeats, type Seat } from './seats'

export interface Member {
  id: UserId
  email: string
  name: string | null
  role: Role
  joinedAt: Date
}

/** The people of a team, in the order they came. */
export async function membersOf(teamId: TeamId): Promise<Member[]> {
  return db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: teamMembers.role,
      joinedAt: teamMembers.createdAt,
    })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(asc(teamMembers.createdAt), asc(users.id))
}

export interface Giver {
  teamId: TeamId
  actor: AuditActor
}

export type MemberRefusal = 'no_member' | 'last_owner' | 'above_your_role'

/**
 * Gives a member another role. Nobody touches someone above them, or gives what they do not have (AU-04). What the
 * member handed out above the new role ends with the old one: their API keys and open invitations (AU-05).
 */
export function changeRole(giver: Giver, userId: UserId, role: Role): Promise<Result<Role, MemberRefusal>> {
  return withMembers(giver.teamId, async (tx, members) => {
    const refused = refusal(members, giver, userId, role)
    if (refused) return fail(refused)
    const before = roleOf(members, userId)
    await tx
      .update(teamMembers)
      .set({ role })
      .where(and(eq(teamMembers.teamId, giver.teamId), eq(teamMembers.userId, userId)))
    const ended = await endAbove(tx, giver.teamId, userId, role)
    await enterTeams(tx, [giver.teamId])
    const detail = { before, after: role, ...ended }
    await audit(tx, { ...giver, action: 'member.role_changed', subject: userId, detail })
    return ok(role)
  })
}

/** Takes a member out of the team, or lets one leave: at once, with the API keys and open invitations they made. */
export function removeMember(giver: Giver, userId: UserId): Promise<Result<null, MemberRefusal>> {
  return withMembers(giver.teamId, async (tx, members) => {
    const refused = refusal(members, giver, userId, null)
    if (refused) return fail(refused)
    const mine = and(eq(teamMembers.teamId, giver.teamId), eq(teamMembers.userId, userId))
    await tx.delete(teamMembers).where(mine)
    const ended = await endAbove(tx, giver.teamId, userId, null)
    await enterTeams(tx, [giver.teamId])
    const action = giver.actor.id === userId ? 'member.left' : 'member.removed'
    await audit(tx, { ...giver, action, subject: userId, detail: { before: roleOf(members, userId), ...ended } })
    return ok(null)
  })
}

/** Two owners who step down at the same moment would leave none: the team's seats are locked before they are counted. */
function withMembers<T>(teamId: TeamId, work: (tx: Tx, members: Seat[]) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    return work(tx, await lockSeats(tx, teamId))
  })
}

/** The giver's role is read again under the lock: it may have changed since the request began (AU-05). */
function refusal(members: Seat[], giver: Giver, userId: UserId, next: Role | null): MemberRefusal | null {
  const now = roleOf(members, userId)
  if (!now) return 'no_member'
  const own = roleOf(members, giver.actor.id as UserId)
  const leaving = giver.actor.id === userId && next === null
  if (!leaving && (!own || !can(own, 'members.manage') || !atLeast(own, now))) return 'above_your_role'
  if (next && (!own || !mayGive(own, next))) return 'above_your_role'
  const owners = members.filter((member) => member.role === 'owner')
  return now === 'owner' && next !== 'owner' && owners.length === 1 ? 'last_owner' : null
}

const roleOf = (members: Seat[], userId: UserId) => members.find((member) => member.userId === userId)?.role
