import { calmPage, seeOther } from '@/app/oauth/calm-page'
import { calmly } from '@/app/oauth/calmly'
import { visitorOf } from '@/app/oauth/visitor'
import { connectHref, connectionHref, connectQuery } from '@/components/connections/words'
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
    const { teamId, connectionId, movedFrom, ownUrlEnded, returnTo } = finish
    const query = new URLSearchParams({
      connected: '1',
      ...(movedFrom ? { moved_from: movedFrom } : {}),
      ...(ownUrlEnded ? { own_url_ended: '1' } : {}),
    })
    return seeOther(returnTo ?? `${connectionHref(teamId, connectionId)}?${query}`)
  }

  const { problem, again } = finish
  const { status, title, text } = connectProblems[problem]
  if (status === 200 && again) {
    const query = new URLSearchParams([['notice', problem], ...connectQuery(again)])
    return seeOther(`/account/teams/${again.teamId}/apps/stripe?${query}`)
  }
  const links = [{ href: '/account/teams', label: 'Teams' }]
  const start = again ? connectHref(again.teamId, again) : '/oauth/stripe_accounts/new'
  return calmPage(request, {
    status,
    title,
    text,
    links: status === 403 ? links : [{ href: start, label: 'Start again' }, ...links],
  })
})
