import { calmPage, seeOther } from '@/app/oauth/calm-page'
import { calmly } from '@/app/oauth/calmly'
import { visitorOf } from '@/app/oauth/visitor'
import { safeReturnPath } from '@/lib/auth/safe-path'
import { beginConnect } from '@/lib/connections/connect'
import { defaultSite, sitesOf } from '@/lib/sites/queries'
import { defaultLivemode, modeSettings } from '@/lib/stripe/settings'
import { whoMay } from '@/lib/teams/queries'
import { type Membership, membershipsOf } from '@/lib/tenancy/memberships'
import { can } from '@/lib/tenancy/roles'

type Context = { params: Promise<{ teamId: string }> }

/**
 * The deep link "connect Stripe for this team": checks who asks, then leaves for Stripe. Only a click on our own pages
 * or a typed address redirects; from anywhere else it takes one more click and nothing is stored (OA-11).
 */
export const GET = calmly('connect deep link', async (request, { params }: Context) => {
  const { teamId } = await params
  const url = new URL(request.url)
  const here = `${url.pathname}${url.search}`

  const visitor = await visitorOf(request)
  if (!visitor) return seeOther(`/sign-in?next=${encodeURIComponent(here)}`)

  const team = (await membershipsOf(visitor.id)).find((one) => one.teamId === teamId)
  if (!team) return unknownTeam(request)
  if (!can(team.role, 'connections.manage')) return askSomeone(request, team)

  const target = await targetOf(url.searchParams, team)
  if ('problem' in target) return calmPage(request, target.problem)

  if (!fromHere(request)) return oneMoreClick(request, here, team)
  return seeOther(await beginConnect({ visitor, teamId: team.teamId, ...target }))
})

function fromHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  return site === 'same-origin' || site === 'none'
}

/** Site, mode and way back as asked for, each checked against this team. */
async function targetOf(query: URLSearchParams, team: Membership) {
  const apps = { href: `/account/teams/${team.teamId}/apps/stripe`, label: 'Stripe app' }
  const sites = await sitesOf(team.teamId)
  const asked = query.get('site')
  const site = asked === null ? defaultSite(sites) : sites.find((one) => one.id === asked)
  if (!site) {
    const title = asked === null ? 'This team has no site yet' : 'This site does not exist'
    const text = 'Events land on a site. Choose one of the team’s sites, or make one first. Nothing was connected.'
    return {
      problem: { status: 404, title, text, links: [{ href: `/account/teams/${team.teamId}`, label: 'Sites' }, apps] },
    } as const
  }

  const mode = query.get('mode')
  if (mode !== null && mode !== 'live' && mode !== 'test') {
    const title = 'This link asks for a mode Stripe does not have'
    const text = 'There are two: live and test. Nothing was connected. Choose one on the Stripe app’s page.'
    return { problem: { status: 400, title, text, links: [apps] } } as const
  }
  const livemode = mode === 'live' ? true : mode === 'test' ? false : defaultLivemode()
  if (!modeSettings(livemode)) {
    const title = `${livemode ? 'Live' : 'Test'} mode is not set up on this server`
    const text = `The operator sets ${livemode ? 'STRIPE_CLIENT_ID and STRIPE_SECRET_KEY' : 'STRIPE_TEST_CLIENT_ID and STRIPE_TEST_SECRET_KEY'}. Nothing was connected.`
    return { problem: { status: 409, title, text, links: [apps] } } as const
  }
  return { siteId: site.id, siteChosen: asked !== null, livemode, returnTo: safeReturnPath(query.get('return_to')) }
}

function unknownTeam(request: Request): Response {
  return calmPage(request, {
    status: 404,
    title: 'This team does not exist, or you are not in it',
    text: 'Choose one of your teams, then install the Stripe app from there.',
    links: [{ href: '/account/teams', label: 'Teams' }],
  })
}

async function askSomeone(request: Request, team: Membership): Promise<Response> {
  const names = await whoMay(team.teamId, 'connections.manage')
  const who = new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
  return calmPage(request, {
    status: 403,
    title: 'Connecting Stripe is for owners and admins',
    text: `Your role in ${team.teamName} does not include it. Ask ${who || 'an owner of the team'}.`,
    links: [{ href: `/account/teams/${team.teamId}`, label: `Back to ${team.teamName}` }],
  })
}

function oneMoreClick(request: Request, here: string, team: Membership): Response {
  return calmPage(request, {
    status: 200,
    title: `Connect Stripe to ${team.teamName}?`,
    text: 'Stripe asks you which account to connect. Nothing happens before you agree there.',
    links: [
      { href: here, label: 'Go on to Stripe' },
      { href: `/account/teams/${team.teamId}`, label: 'Not now' },
    ],
  })
}
