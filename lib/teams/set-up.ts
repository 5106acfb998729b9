import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { teamMembers, teams, users } from '@/db/schema/index'
import { createSite } from '@/lib/sites/mutations'
import { sitesOf } from '@/lib/sites/queries'
import { createApiKey } from './api-keys'
import { createTeam } from './found'

interface Wanted {
  team: string
  site: string
  /** A mailbox as parseMailbox gives it. */
  email: string
}

/**
 * Finds or makes an owner, their team of that name and its site, and mints a new admin key each time: without a browser,
 * by whoever has a shell on the machine.
 */
export async function setUp(wanted: Wanted): Promise<{ teamId: TeamId; siteId: SiteId; apiKey: string }> {
  const owner = await findOrMakeOwner(wanted.email)
  const teamId = (await teamOwnedBy(owner, wanted.team)) ?? (await makeTeam(owner, wanted))
  const siteId = await findOrMakeSite(teamId, owner, wanted.site)
  const actor = { kind: 'user' as const, id: owner }
  const key = await createApiKey({ teamId, role: 'owner', actor }, { name: 'sluice setup', role: 'admin' })
  if (!key.ok) throw new Error(`no API key was made: ${key.reason}`)
  return { teamId, siteId, apiKey: key.value.key }
}

async function findOrMakeOwner(email: string): Promise<UserId> {
  await db.insert(users).values({ email }).onConflictDoNothing()
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email))
  if (!user) throw new Error('the owner was neither found nor made')
  return user.id
}

async function teamOwnedBy(owner: UserId, name: string): Promise<TeamId | undefined> {
  const [found] = await db
    .select({ id: teams.id })
    .from(teams)
    .innerJoin(teamMembers, eq(teamMembers.teamId, teams.id))
    .where(and(eq(teams.name, name), eq(teamMembers.userId, owner), eq(teamMembers.role, 'owner')))
    .orderBy(asc(teams.id))
    .limit(1)
  return found?.id
}

const makeTeam = async (owner: UserId, { team, site }: Wanted) => (await createTeam({ name: team, site, owner })).teamId

async function findOrMakeSite(teamId: TeamId, owner: UserId, name: string): Promise<SiteId> {
  const found = (await sitesOf(teamId)).find((site) => site.name.toLowerCase() === name.toLowerCase())
  if (found) return found.id
  const made = await createSite({ teamId, actor: { kind: 'user', id: owner } }, name)
  if (!made.ok) throw new Error(`no site was made: ${made.reason}`)
  return made.value.id
}
