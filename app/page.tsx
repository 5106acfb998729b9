import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { requireUser } from '@/lib/auth'
import { sitesOf } from '@/lib/sites/queries'
import { membershipsOf, teamOf } from '@/lib/tenancy/memberships'

/** The start: the site one was on last, else the first site there is, else the teams; signed out, sign-in. */
export default async function StartPage() {
  const user = await requireUser()
  const teams = await membershipsOf(user.id)
  const teamIds = teams.map((team) => team.teamId)

  const last = (await cookies()).get('sluice.site')?.value
  const remembered = last ? await teamOf('site', last, teamIds) : null
  if (remembered?.siteId) redirect(`/sites/${remembered.siteId}` as Route)

  for (const teamId of teamIds) {
    const [first] = await sitesOf(teamId)
    if (first) redirect(`/sites/${first.id}` as Route)
  }
  redirect('/account/teams' as Route)
}
