import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as deepLink } from '@/app/account/teams/[teamId]/oauth/stripe_accounts/new/route'
import { useTestDatabase } from '@/db/testing'
import {
  appUrl,
  auditOf,
  connectionsOf,
  makePerson,
  makeTeam,
  platform,
  routesOf,
  statesOf,
  useStandIn,
} from '@/lib/connections/testing'
import { freshStripeEachTime, fromHere, journey, ownerOfTeam } from '@/lib/connections/testing-journey'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { GET as callback } from './stripe_accounts/callback/route'
import { GET as anyTeam } from './stripe_accounts/new/route'

const database = useTestDatabase()

const acme = 'acct_1SbxAcmeRoasters'
const lumiere = 'acct_1SbxLumiereStud'
const kiku = 'acct_1SbxKikuBooks00'

let sandbox: RunningSandbox
const { atStripe, finish, open, start } = journey({ stripe: () => sandbox.url, deepLink, callback })

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, ...platform })
  useStandIn(sandbox.url)
})
afterAll(() => sandbox.stop())

freshStripeEachTime(database, () => Object.assign(sandbox.state.switches, calm))

test('a person connects an account: row, route, audit, a clean address', async () => {
  const { mia, team } = await ownerOfTeam()
  const back = await finish(mia, await atStripe(await start(mia, team, `?site=${team.otherSite}`), acme))

  expect(back.status).toBe(303)
  const [connection] = await connectionsOf(team)
  expect(connection).toMatchObject({
    stripeAccount: acme,
    livemode: true,
    siteId: team.otherSite,
    name: 'Acme Coffee Roasters',
    defaultCurrency: 'USD',
    connectedBy: mia.id,
  })
  expect(back.headers.get('location')).toBe(`/account/teams/${team.id}/stripe_accounts/${connection?.id}?connected=1`)
  expect(await routesOf(team)).toMatchObject([{ stripeAccount: acme, state: 'open', siteId: team.otherSite }])
  expect(await auditOf(team)).toContain('connection.connected')
})

test('the mode is live unless asked otherwise, and live and test of one account are two connections', async () => {
  const { mia, team } = await ownerOfTeam()
  expect(new URL(await start(mia, team)).searchParams.get('client_id')).toBe(platform.clientIds.live)
  await finish(mia, await atStripe(await start(mia, team, '?mode=test'), lumiere))
  await finish(mia, await atStripe(await start(mia, team, '?mode=live'), lumiere))
  expect((await connectionsOf(team)).map(({ livemode }) => livemode).sort()).toEqual([false, true])
})

test('return_to leads back to a path of ours and nowhere else', async () => {
  const { mia, team } = await ownerOfTeam()
  const kept = await finish(mia, await atStripe(await start(mia, team, '?return_to=/sites/x?tab=1'), kiku))
  expect(kept.headers.get('location')).toBe('/sites/x?tab=1')
  for (const trip of [
    '/oauth/stripe_accounts/new',
    `/account/teams/${team.id}/oauth/stripe_accounts/new`,
    '/o%61uth/stripe_accounts/callback',
  ]) {
    const ended = await finish(
      mia,
      await atStripe(await start(mia, team, `?return_to=${encodeURIComponent(trip)}`), kiku),
    )
    expect(ended.headers.get('location')).toContain('connected=1')
  }
  const evil = await finish(mia, await atStripe(await start(mia, team, '?return_to=//evil.example'), kiku))
  expect(evil.headers.get('location')).toMatch(new RegExp(`^/account/teams/${team.id}/stripe_accounts/.*connected=1$`))
})

test('without a team: one team goes on, several choose, nobody signed in signs in', async () => {
  const { mia, team } = await ownerOfTeam()
  const request = (cookie = '') => new Request(`${appUrl}/oauth/stripe_accounts/new`, { headers: { cookie } })
  expect((await anyTeam(request(mia.cookie))).headers.get('location')).toBe(
    `/account/teams/${team.id}/oauth/stripe_accounts/new`,
  )
  await makeTeam([[mia, 'viewer']])
  expect((await anyTeam(request(mia.cookie))).headers.get('location')).toBe('/account/teams?install=stripe')
  const asked = `site=${team.otherSite}&mode=test&return_to=%2Fsites%2Fx`
  const carried = new Request(`${appUrl}/oauth/stripe_accounts/new?${asked}&other=1`, {
    headers: { cookie: mia.cookie },
  })
  expect((await anyTeam(carried)).headers.get('location')).toBe(`/account/teams?install=stripe&${asked}`)
  expect((await anyTeam(request())).headers.get('location')).toBe('/sign-in?next=%2Foauth%2Fstripe_accounts%2Fnew')
})

test('signed out, the deep link leads to sign-in and back to itself', async () => {
  const { team } = await ownerOfTeam()
  const answer = await open(null, team.id, '?mode=test')
  const next = new URL(answer.headers.get('location') ?? '', appUrl).searchParams.get('next') ?? ''
  expect(next).toBe(`/account/teams/${team.id}/oauth/stripe_accounts/new?mode=test`)
})

test('OA-04 only owners and admins of the team may start', async () => {
  const people = {
    owner: await makePerson(),
    admin: await makePerson(),
    marketer: await makePerson(),
    viewer: await makePerson('Vic'),
  }
  const team = await makeTeam([
    [people.owner, 'owner'],
    [people.admin, 'admin'],
    [people.marketer, 'marketer'],
    [people.viewer, 'viewer'],
  ])
  expect((await open(people.owner, team.id)).status).toBe(303)
  expect((await open(people.admin, team.id)).status).toBe(303)
  for (const person of [people.marketer, people.viewer]) {
    const answer = await open(person, team.id)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Ask Mia')
  }
  const foreign = await makeTeam([[await makePerson(), 'owner']])
  for (const id of [foreign.id, crypto.randomUUID(), 'not-an-id', "'"]) {
    const answer = await open(people.owner, id)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('href="/account/teams"')
  }
  expect((await open(people.owner, team.id, `?site=${foreign.site}`)).status).toBe(404)
  expect(await statesOf(team)).toHaveLength(2)
})

test('OA-09 the redirect address comes from the configuration, whatever Host says', async () => {
  const { mia, team } = await ownerOfTeam()
  const hostile = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
  }
  const answer = await open(mia, team.id, '', { ...fromHere, ...hostile }, 'http://evil.example')
  const url = new URL(answer.headers.get('location') ?? '')
  expect(url.origin).toBe(sandbox.url)
  expect(url.searchParams.get('redirect_uri')).toBe(platform.redirectUris[0])
})

test('OA-11 only a click on our pages or a typed address leaves for Stripe; from elsewhere no state is made', async () => {
  const { mia, team } = await ownerOfTeam()
  for (const site of ['cross-site', 'same-site', null]) {
    const answer = await open(mia, team.id, '', site ? { 'sec-fetch-site': site } : {})
    expect(answer.status).toBe(200)
    expect(answer.headers.get('location')).toBeNull()
    const html = await answer.text()
    expect(html).toContain(`href="/account/teams/${team.id}/oauth/stripe_accounts/new"`)
  }
  expect(await statesOf(team)).toHaveLength(0)
  for (const site of ['same-origin', 'none']) {
    expect((await open(mia, team.id, '', { 'sec-fetch-site': site })).status).toBe(303)
  }
  expect(await statesOf(team)).toHaveLength(2)
})

test('a mode Stripe does not have is a calm page, and no state is made', async () => {
  const { mia, team } = await ownerOfTeam()
  for (const mode of ['zzz', '', 'LIVE']) {
    const answer = await open(mia, team.id, `?mode=${mode}`)
    expect(answer.status).toBe(400)
    const html = await answer.text()
    expect(html).toContain(`href="/account/teams/${team.id}/apps/stripe"`)
    expect(html.match(/rel="icon"/g)).toHaveLength(1)
  }
  expect(await statesOf(team)).toHaveLength(0)
})
