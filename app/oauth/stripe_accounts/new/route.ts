import { seeOther } from '@/app/oauth/calm-page'
import { calmly } from '@/app/oauth/calmly'
import { visitorOf } from '@/app/oauth/visitor'
import { connectHrefAsking, connectQueryOf } from '@/components/connections/words'
import { membershipsOf } from '@/lib/tenancy/memberships'

/** "Install" without a team: one team → its deep link; several or none → the Teams page, which goes on from there. */
export const GET = calmly('install without a team', async (request) => {
  const { pathname, search, searchParams } = new URL(request.url)
  const visitor = await visitorOf(request)
  if (!visitor) return seeOther(`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`)

  const teams = await membershipsOf(visitor.id)
  const [only] = teams
  const query = connectQueryOf(Object.fromEntries(searchParams))
  if (only && teams.length === 1) return seeOther(connectHrefAsking(only.teamId, query))
  return seeOther(`/account/teams?${new URLSearchParams([['install', 'stripe'], ...query])}`)
})
