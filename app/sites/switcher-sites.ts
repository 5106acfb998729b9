import { sitesOf } from '@/lib/sites/queries'
import type { Membership } from '@/lib/tenancy/memberships'

/** Every site of every team of the reader, for the switcher. */
export async function switcherSites(teams: readonly Membership[]) {
  const byTeam = await Promise.all(
    teams.map(async ({ teamId, teamName }) =>
      (await sitesOf(teamId)).map(({ id, name }) => ({ id, name, team: teamName, href: `/sites/${id}` })),
    ),
  )
  return byTeam.flat()
}
