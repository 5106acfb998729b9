import { calmPage, seeOther } from '@/app/oauth/calm-page'
import { calmly } from '@/app/oauth/calmly'
import { visitorOf } from '@/app/oauth/visitor'
import { finishConnect } from '@/lib/connections/connect'
import { connectProblems } from '@/lib/connections/connect-problems'

/**
 * Where Stripe sends the browser back. Always ends on a clean address, so that neither code nor state stays in history
 * or leaves in a Referer (OA-10); the few answers without an address of their own are pages that send no Referer.
 */
export const GET = calmly('OAuth callback', async (request) => {
  const query = new URL(request.url).searchParams
  const callback = { state: query.get('state'), code: query.get('code'), error: query.get('error') }
  const finish = await finishConnect(callback, await visitorOf(request))

  if (finish.outcome === 'connected') {
    const { teamId, connectionId, returnTo } = finish
    return seeOther(returnTo ?? `/account/teams/${teamId}/stripe_accounts/${connectionId}?connected=1`)
  }

  const { problem, teamId } = finish
  const { status, title, text } = connectProblems[problem]
  if (status === 200 && teamId) return seeOther(`/account/teams/${teamId}/apps/stripe?notice=${problem}`)
  const again = teamId ? `/account/teams/${teamId}/oauth/stripe_accounts/new` : '/oauth/stripe_accounts/new'
  const links = [{ href: '/account/teams', label: 'Teams' }]
  return calmPage(request, {
    status,
    title,
    text,
    links: status === 403 ? links : [{ href: again, label: 'Start again' }, ...links],
  })
})
