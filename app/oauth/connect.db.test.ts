import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { GET as deepLink } from '@/app/account/teams/[teamId]/oauth/stripe_accounts/new/route'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { auditLog, connections, oauthStates, routes, teamMembers } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import {
  appUrl,
  makePerson,
  makeTeam,
  type Person,
  platform,
  signIn,
  type Team,
  useStandIn,
} from '@/lib/connections/testing'
import { answerWebhook, closeReceiver } from '@/lib/inbox/door'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { GET as callback } from './stripe_accounts/callback/route'
import { GET as anyTeam } from './stripe_accounts/new/route'

const database = useTestDatabase()

const acme = 'acct_1SbxAcmeRoasters'
const lumiere = 'acct_1SbxLumiereStud'
const kiku = 'acct_1SbxKikuBooks00'
const northwind = 'acct_1SbxNorthwindGB'
const rounds = process.env.SLUICE_LONG ? 10_000 : 100

const receiver = createServer((request, response) => {
  if (!answerWebhook(request, response)) response.writeHead(404).end()
})
let sandbox: RunningSandbox
let stripeCookie: string

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  sandbox = await startSandbox({ port: 0, ...platform, webhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe` })
  useStandIn(sandbox.url)
  const signedIn = await fetch(`${sandbox.url}/sandbox/sign-in`, { method: 'POST', redirect: 'manual' })
  stripeCookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
})

afterAll(async () => {
  await sandbox.stop()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
  await closeReceiver()
})

/** The sandbox has five merchants, so each test gives back what it connected; only the superuser can do that. */
afterEach(async () => {
  vi.restoreAllMocks()
  Object.assign(sandbox.state.switches, calm)
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await admin.query('delete from routes')
  await admin.end()
})

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
  const evil = await finish(mia, await atStripe(await start(mia, team, '?return_to=//evil.example'), kiku))
  expect(evil.headers.get('location')).toBe('/')
})

test('without a team: one team goes on, several choose, nobody signed in signs in', async () => {
  const { mia, team } = await ownerOfTeam()
  const request = (cookie = '') => new Request(`${appUrl}/oauth/stripe_accounts/new`, { headers: { cookie } })
  expect((await anyTeam(request(mia.cookie))).headers.get('location')).toBe(
    `/account/teams/${team.id}/oauth/stripe_accounts/new`,
  )
  await makeTeam([[mia, 'viewer']])
  expect((await anyTeam(request(mia.cookie))).headers.get('location')).toBe('/account/teams?install=stripe')
  expect((await anyTeam(request())).headers.get('location')).toBe('/sign-in?next=%2Foauth%2Fstripe_accounts%2Fnew')
})

test('signed out, the deep link leads to sign-in and back to itself', async () => {
  const { team } = await ownerOfTeam()
  const answer = await open(null, team.id, '?mode=test')
  const next = new URL(answer.headers.get('location') ?? '', appUrl).searchParams.get('next') ?? ''
  expect(next).toBe(`/account/teams/${team.id}/oauth/stripe_accounts/new?mode=test`)
})

test('OA-01 a missing, forged or altered state is a 400 page and the token endpoint is not called', async () => {
  const { mia, team } = await ownerOfTeam()
  const real = new URL(await start(mia, team)).searchParams.get('state') ?? ''
  const asked = tokenCalls()
  const forged = Array.from({ length: rounds }, () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
  )
  for (const state of [
    null,
    '',
    'x',
    `${real}x`,
    real.slice(1),
    real.toUpperCase(),
    `${real}'--`,
    '\u0000',
    ...forged,
  ]) {
    const answer = await finish(mia, callbackUrl({ state, code: 'ac_forged' }))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('Start again')
  }
  expect(asked()).toBe(0)
  expect(await connectionsOf(team)).toEqual([])
})

test('OA-02 of two callbacks at once one connects and the other gets a friendly page', async () => {
  const { mia, team } = await ownerOfTeam()
  const url = await atStripe(await start(mia, team), northwind)
  const asked = tokenCalls()
  const answers = await Promise.all([finish(mia, url), finish(mia, url)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 400])
  expect(asked()).toBe(1)
  expect(await connectionsOf(team)).toHaveLength(1)
})

test('OA-02 a state older than ten minutes is refused, and gone', async () => {
  const { mia, team } = await ownerOfTeam()
  const url = await atStripe(await start(mia, team), northwind)
  await db
    .update(oauthStates)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(oauthStates.teamId, team.id))
  const asked = tokenCalls()
  expect((await finish(mia, url)).status).toBe(400)
  expect(await statesOf(team)).toHaveLength(0)
  expect(asked()).toBe(0)
})

test('OA-03 another session, another person or nobody is refused and audited, and the state is used up', async () => {
  for (const who of ['other session', 'other person', 'nobody'] as const) {
    const { mia, team } = await ownerOfTeam()
    const url = await atStripe(await start(mia, team), northwind)
    const stranger = {
      'other session': await signIn(mia.id),
      'other person': (await makePerson('Eve')).cookie,
      nobody: '',
    }[who]
    const asked = tokenCalls()
    const answer = await finish({ cookie: stranger }, url)
    expect(answer.status).toBe(400)
    expect(await answer.text()).not.toContain(team.id)
    expect((await finish(mia, url)).status).toBe(400)
    expect(asked()).toBe(0)
    expect(await connectionsOf(team)).toEqual([])
    expect(await auditOf(team)).toEqual(['connection.refused'])
  }
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

test('OA-04 demoted or removed on the way: refused, nothing saved', async () => {
  for (const change of ['demote', 'remove'] as const) {
    const { mia, team } = await ownerOfTeam()
    const url = await atStripe(await start(mia, team), northwind)
    const membership = eq(teamMembers.teamId, team.id)
    if (change === 'demote') await db.update(teamMembers).set({ role: 'marketer' }).where(membership)
    else await db.delete(teamMembers).where(membership)
    const asked = tokenCalls()
    expect((await finish(mia, url)).status).toBe(403)
    expect(asked()).toBe(0)
    expect(await connectionsOf(team)).toEqual([])
    expect(await auditOf(team)).toEqual(['connection.refused'])
  }
})

test('OA-05 denial and unknown errors end calmly; nothing of their text is shown', async () => {
  const { mia, team } = await ownerOfTeam()
  const denied = await finish(mia, await atStripe(await start(mia, team), northwind, 'cancel'))
  expect(denied.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=cancelled`)

  const state = new URL(await start(mia, team)).searchParams.get('state')
  const odd = await finish(
    mia,
    callbackUrl({ state, error: '<b>x</b>', error_description: '<script>alert(1)</script>' }),
  )
  expect(odd.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=stripe_error`)
  const lost = await finish(
    mia,
    callbackUrl({ state, error: '<b>x</b>', error_description: '<script>alert(1)</script>' }),
  )
  expect(await lost.text()).not.toMatch(/<script|<b>x/)
  expect(await connectionsOf(team)).toEqual([])
})

test('OA-06 a replayed callback exchanges nothing twice; a used, expired or made-up code explains itself', async () => {
  const { mia, team } = await ownerOfTeam()
  const url = await atStripe(await start(mia, team), northwind)
  await finish(mia, url)
  const asked = tokenCalls()
  await finish(mia, url)
  expect(asked()).toBe(0)
  expect(await connectionsOf(team)).toHaveLength(1)
  expect(sandbox.state.connections[`${northwind}/live`]).toBeDefined()

  for (const code of ['ac_made_up', 'a b', '', null]) {
    const state = new URL(await start(mia, team)).searchParams.get('state')
    const answer = await finish(mia, callbackUrl({ state, code }))
    expect(answer.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=code_refused`)
  }
})

test.each(['timeout', 'reset', '500', 'garbage'] as const)(
  'OA-07 token endpoint: %s leaves no half connection, and starting again works',
  async (tokenFault) => {
    const { mia, team } = await ownerOfTeam()
    sandbox.state.switches.tokenFault = tokenFault
    const patience = AbortSignal.timeout
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => patience(300))
    const asked = tokenCalls()
    const answer = await finish(mia, await atStripe(await start(mia, team), kiku))
    expect(answer.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=unclear`)
    expect(asked()).toBe(1)
    expect(await connectionsOf(team)).toEqual([])
    expect(await routesOf(team)).toEqual([])

    vi.restoreAllMocks()
    sandbox.state.switches.tokenFault = 'none'
    expect((await finish(mia, await atStripe(await start(mia, team), kiku))).headers.get('location')).toContain(
      'connected=1',
    )
  },
)

test('OA-07 an unclear answer that names an account is settled by reading that account', async () => {
  const { mia, team } = await ownerOfTeam()
  const unclear = { stripe_user_id: kiku, livemode: true, scope: 'read_write' }
  sandbox.disconnect(kiku)
  answerToken(502, unclear)
  const refused = await finish(mia, callbackUrl({ state: await freshState(mia, team), code: 'ac_x' }))
  expect(refused.headers.get('location')).toContain('notice=not_confirmed')
  expect(await connectionsOf(team)).toEqual([])

  await sandbox.connect(kiku)
  const settled = await finish(mia, callbackUrl({ state: await freshState(mia, team), code: 'ac_x' }))
  expect(settled.headers.get('location')).toContain('connected=1')
})

test('OA-07 a clear grant stands although the account cannot be read just now; its name follows by a job', async () => {
  const { mia, team } = await ownerOfTeam()
  sandbox.state.switches.apiFault = '500'
  const answer = await finish(mia, await atStripe(await start(mia, team), kiku))
  expect(answer.headers.get('location')).toContain('connected=1')
  const [connection] = await connectionsOf(team)
  expect(connection).toMatchObject({ name: kiku, accountName: null })
  expect(await jobs('account-label')).toContain(`account-label:${connection?.id}`)
})

test('OA-08 the other mode, a foreign id or a code of the other mode is refused', async () => {
  const { mia, team } = await ownerOfTeam()
  const notice = (answer: Response) => new URL(answer.headers.get('location') ?? '', appUrl).searchParams.get('notice')

  sandbox.state.switches.tokenFault = 'other_livemode'
  expect(notice(await finish(mia, await atStripe(await start(mia, team), kiku)))).toBe('wrong_mode')
  sandbox.state.switches.tokenFault = 'none'

  const testCode = new URL(await atStripe(await start(mia, team, '?mode=test'), kiku)).searchParams.get('code')
  expect(notice(await finish(mia, callbackUrl({ state: await freshState(mia, team), code: testCode })))).toBe(
    'code_refused',
  )

  for (const stripe_user_id of ['cus_123', 'acct_', "acct_1' or 1=1", `acct_${'x'.repeat(300)}`]) {
    answerToken(200, { stripe_user_id, livemode: true })
    expect(notice(await finish(mia, callbackUrl({ state: await freshState(mia, team), code: 'ac_x' })))).toMatch(
      /bad_account|unclear/,
    )
    vi.restoreAllMocks()
  }
  expect(await connectionsOf(team)).toEqual([])
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

test('OA-10 neither code nor state reaches a log, a redirect or a Referer', async () => {
  const { mia, team } = await ownerOfTeam()
  const written: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk))
      return true
    })
  }
  sandbox.state.switches.tokenFault = '500'
  const failing = new URL(await atStripe(await start(mia, team), kiku))
  const failed = await finish(mia, failing.href)
  sandbox.state.switches.tokenFault = 'none'
  const working = new URL(await atStripe(await start(mia, team), kiku))
  const worked = await finish(mia, working.href)
  const again = await finish(mia, working.href)
  vi.restoreAllMocks()

  const secrets = [failing, working].flatMap((url) => [
    url.searchParams.get('code') ?? '',
    url.searchParams.get('state') ?? '',
  ])
  const seen = [
    ...written,
    await again.text(),
    ...[failed, worked, again].flatMap((answer) => [...answer.headers.values()]),
  ].join('\n')
  expect(secrets.filter((secret) => secret === '' || seen.includes(secret))).toEqual([])
  for (const answer of [failed, worked, again]) expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
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

test('OA-13 the scope is the least Stripe offers a platform, and no token of the answer is kept', async () => {
  const { mia, team } = await ownerOfTeam()
  const url = await start(mia, team)
  expect(new URL(url).searchParams.get('scope')).toBe('read_write')
  const back = await finish(mia, await atStripe(url, kiku))
  const kept = await withTeams(team.id, async (tx) => {
    const rows = [await tx.select().from(connections), await tx.select().from(auditLog), await tx.select().from(routes)]
    return JSON.stringify(rows)
  })
  expect(kept).not.toMatch(/sk_live_sandbox|rt_sandbox|pk_live_sandbox/)
  expect(JSON.stringify([...back.headers])).not.toMatch(/sk_|rt_/)
})

test('RT-03 what Stripe sent before the callback was done is adopted with the connection', async () => {
  const { mia, team } = await ownerOfTeam()
  sandbox.state.switches.eventBeforeToken = true
  await finish(mia, await atStripe(await start(mia, team, `?site=${team.otherSite}`), kiku))
  const [connection] = await connectionsOf(team)
  const { rows } = await withTeams(team.id, (tx) =>
    tx.execute<{ type: string; site_id: string; connection_id: string; queued: boolean }>(
      sql`select type, site_id, connection_id, exists (select from inbox_queue q where q.team_id = i.team_id and q.id = i.id) as queued from inbox i`,
    ),
  )
  expect(rows.map(({ type }) => type)).toContain('charge.succeeded')
  expect(
    rows.every((row) => row.site_id === team.otherSite && row.connection_id === connection?.id && row.queued),
  ).toBe(true)
})

test('RT-07 another team’s account is refused in neutral words and the holder notices nothing', async () => {
  const holder = await ownerOfTeam()
  await finish(holder.mia, await atStripe(await start(holder.mia, holder.team), kiku))
  const before = await connectionsOf(holder.team)

  const { mia, team } = await ownerOfTeam()
  const refused = await finish(mia, await atStripe(await start(mia, team), kiku))
  expect(refused.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=taken`)
  expect(await connectionsOf(team)).toEqual([])
  expect(await connectionsOf(holder.team)).toEqual(before)
  expect(sandbox.state.connections[`${kiku}/live`]).toBeDefined()
})

test('RT-07 two teams at once: exactly one holds the account', async () => {
  const [one, two] = [await ownerOfTeam(), await ownerOfTeam()]
  const urls = [
    await atStripe(await start(one.mia, one.team), kiku),
    await atStripe(await start(two.mia, two.team), kiku),
  ]
  const answers = await Promise.all([finish(one.mia, urls[0] ?? ''), finish(two.mia, urls[1] ?? '')])
  expect(
    answers.map((answer) => answer.headers.get('location')).filter((to) => to?.includes('connected=1')),
  ).toHaveLength(1)
  const rows = [...(await connectionsOf(one.team)), ...(await connectionsOf(two.team))]
  expect(rows).toHaveLength(1)
})

test('RT-07 the same team on another site: the same connection moves, it does not double', async () => {
  const { mia, team } = await ownerOfTeam()
  await finish(mia, await atStripe(await start(mia, team, `?site=${team.site}`), kiku))
  const [first] = await connectionsOf(team)
  await finish(mia, await atStripe(await start(mia, team, `?site=${team.otherSite}`), kiku))
  const now = await connectionsOf(team)
  expect(now).toMatchObject([{ id: first?.id, siteId: team.otherSite }])
  expect(await routesOf(team)).toMatchObject([{ connectionId: first?.id, siteId: team.otherSite }])
})

// ---- the way there and back

const fromHere = { 'sec-fetch-site': 'same-origin' }

async function ownerOfTeam(): Promise<{ mia: Person; team: Team }> {
  const mia = await makePerson()
  return { mia, team: await makeTeam([[mia, 'owner']]) }
}

function open(
  person: { cookie: string } | null,
  teamId: string,
  search = '',
  headers: Record<string, string> = fromHere,
  origin = appUrl,
) {
  const request = new Request(
    `${origin}/account/teams/${encodeURIComponent(teamId)}/oauth/stripe_accounts/new${search}`,
    {
      headers: { ...headers, ...(person ? { cookie: person.cookie } : {}) },
    },
  )
  return deepLink(request, { params: Promise.resolve({ teamId }) })
}

/** The address at Stripe a person is sent to. */
async function start(person: Person, team: Team, search = ''): Promise<string> {
  const answer = await open(person, team.id, search)
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}

async function freshState(person: Person, team: Team) {
  return new URL(await start(person, team)).searchParams.get('state')
}

/** What the merchant does there; returns the address Stripe sends the browser back to. */
async function atStripe(url: string, account: string, decision: 'connect' | 'cancel' = 'connect'): Promise<string> {
  const body = new URLSearchParams([...new URL(url).searchParams, ['account', account], ['decision', decision]])
  const answer = await fetch(`${sandbox.url}/oauth/authorize`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: stripeCookie },
  })
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}

function callbackUrl(query: Record<string, string | null>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  )
  return `${platform.redirectUris[0]}?${new URLSearchParams(given)}`
}

function finish(person: { cookie: string }, url: string): Promise<Response> {
  return callback(new Request(url, { headers: { cookie: person.cookie, 'sec-fetch-site': 'cross-site' } }))
}

/** Counts exchanges from here on. */
function tokenCalls(): () => number {
  const spied = vi.spyOn(globalThis, 'fetch')
  return () => spied.mock.calls.filter(([input]) => String(input).endsWith('/oauth/token')).length
}

function answerToken(status: number, body: unknown) {
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    String(input).endsWith('/oauth/token') ? Promise.resolve(Response.json(body, { status })) : real(input, init),
  )
}

const connectionsOf = (team: Team) => withTeams(team.id, (tx) => tx.select().from(connections))
const routesOf = (team: Team) => withTeams(team.id, (tx) => tx.select().from(routes))
const statesOf = (team: { id: TeamId }) => db.select().from(oauthStates).where(eq(oauthStates.teamId, team.id))
const auditOf = async (team: Team) =>
  (await withTeams(team.id, (tx) => tx.select().from(auditLog))).map(({ action }) => action)

async function jobs(identifier: string): Promise<string[]> {
  const { rows } = await db.execute<{ key: string }>(
    sql`select key from graphile_worker.jobs where task_identifier = ${identifier}`,
  )
  return rows.map(({ key }) => key)
}
