import { seeOther } from '@/app/oauth/calm-page'
import { calmly } from '@/app/oauth/calmly'
import { visitorOf } from '@/app/oauth/visitor'
import { membershipsOf } from '@/lib/tenancy/memberships'

/** "Install" without a team: one team → its deep link; several or none → the Teams page, which goes on from there. */
export const GET = calmly('install without a team', async (request) => {
  const { pathname, search } = new URL(request.url)
  const visitor = await visitorOf(request)
  if (!visitor) return seeOther(`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`)

  const teams = await membershipsOf(visitor.id)
  const [only] = teams
  if (only && teams.length === 1) return seeOther(`/account/teams/${only.teamId}/oauth/stripe_accounts/new${search}`)
  return seeOther('/account/teams?install=stripe')
})
