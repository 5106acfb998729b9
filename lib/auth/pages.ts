import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Role } from '@/db/schema/teams'
import { sitesOf } from '@/lib/sites/queries'
import { type Membership, membershipsOf, teamOf } from '@/lib/tenancy/memberships'
import { orUnavailable } from '@/lib/tenancy/unavailable'
import { currentUser } from './current-user'
import { safePath } from './safe-path'
import type { User } from './sessions'

export interface TeamAccess {
  teamId: TeamId
  teamName: string
  role: Role
  user: User
  /** Every team of this person, for the switcher. */
  teams: Membership[]
}

export interface SiteAccess extends TeamAccess {
  siteId: SiteId
  siteName: string
  /** Every site of this team, for the switcher. */
  sites: { id: SiteId; name: string }[]
}

/** The person, or a way to sign in and come back to the page asked for. */
export async function requireUser(): Promise<User> {
  const user = await currentUser()
  if (user) return user
  // proxy.ts writes the header; without it one comes back to the start page.
  const asked = safePath((await headers()).get('x-sluice-path'))
  return redirect(asked === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(asked)}`)
}

const memberships = cache((userId: User['id']) => orUnavailable(membershipsOf(userId)))

/** A member's way into a team. Unknown, not mine and not an id are the same 404 (AU-02). */
export const requireTeam = cache(async (teamId: string): Promise<TeamAccess> => {
  const user = await requireUser()
  const teams = await memberships(user.id)
  const mine = teams.find((team) => team.teamId === teamId)
  if (!mine) notFound()
  return { ...mine, user, teams }
})

/** A member's way into a site of any of their teams. */
export const requireSite = cache(async (siteId: string): Promise<SiteAccess> => {
  const user = await requireUser()
  const teams = await memberships(user.id)
  const ids = teams.map((team) => team.teamId)
  const owner = await orUnavailable(teamOf('site', siteId, ids))
  const mine = teams.find((team) => team.teamId === owner?.teamId)
  if (!mine) notFound()
  const sites = await orUnavailable(sitesOf(mine.teamId))
  const site = sites.find((one) => one.id === owner?.siteId)
  if (!site) notFound()
  return { ...mine, user, teams, sites, siteId: site.id, siteName: site.name }
})
