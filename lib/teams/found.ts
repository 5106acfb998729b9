import { and, eq, gt, isNull } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { newId } from '@/db/schema/columns'
import { invitations, sites, teamMembers, teams } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { audit } from '@/lib/audit/index'

/** Makes a team with one site and its owner; from here on `tx` is inside the new team. */
export async function foundTeam(tx: Tx, made: { name: string; site: string; owner: UserId }) {
  const teamId = newId() as TeamId
  const siteId = newId() as SiteId
  await tx.insert(teams).values({ id: teamId, name: made.name })
  await tx.insert(teamMembers).values({ teamId, userId: made.owner, role: 'owner' })
  await enterTeams(tx, [teamId])
  await tx.insert(sites).values({ teamId, id: siteId, name: made.site })
  await audit(tx, { teamId, actor: { kind: 'user', id: made.owner }, action: 'team.created', subject: teamId })
  return { teamId, siteId }
}

/** The same in a transaction of its own. */
export const createTeam = (made: { name: string; site: string; owner: UserId }) =>
  db.transaction((tx) => foundTeam(tx, made))

/**
 * A new person's first team, named after the address, with a site "Main". Whoever was invited does not get one: they
 * came for the team that waits.
 */
export async function welcome(tx: Tx, user: { id: UserId; email: string }) {
  const [waiting] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.email, user.email),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, new Date()),
      ),
    )
    .limit(1)
  if (!waiting) await foundTeam(tx, { name: `${user.email.split('@')[0]}’s team`, site: 'Main', owner: user.id })
}
