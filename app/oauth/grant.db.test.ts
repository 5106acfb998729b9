import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET as deepLink } from '@/app/account/teams/[teamId]/oauth/stripe_accounts/new/route'
import { auditLog, connections, routes, sites } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { appUrl, connectionsOf, jobKeys, platform, routesOf, runJobs, useStandIn } from '@/lib/connections/testing'
import {
  afterToken,
  answerToken,
  callbackUrl,
  freshStripeEachTime,
  journey,
  ownerOfTeam,
  tokenCalls,
} from '@/lib/connections/testing-journey'
import { answerWebhook, closeReceiver } from '@/lib/inbox/node-http'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { deauthorize } from '@/worker/tasks/deauthorize'
import { GET as callback } from './stripe_accounts/callback/route'

const database = useTestDatabase()

const kiku = 'acct_1SbxKikuBooks00'

let sandbox: RunningSandbox
const { atStripe, finish, freshState, start } = journey({ stripe: () => sandbox.url, deepLink, callback })

const receiver = createServer((request, response) => {
  if (!answerWebhook(request, response)) response.writeHead(404).end()
})

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  sandbox = await startSandbox({ port: 0, ...platform, webhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe` })
  useStandIn(sandbox.url)
})

afterAll(async () => {
  await sandbox.stop()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
  await closeReceiver()
})

freshStripeEachTime(database, () => Object.assign(sandbox.state.switches, calm))

test.each(['timeout', 'reset', '500', 'garbage'] as const)(
  'OA-07 token endpoint: %s leaves no half connection, and starting again works',
  async (tokenFault) => {
    const { mia, team } = await ownerOfTeam()
    sandbox.state.switches.tokenFault = tokenFault
    const patience = AbortSignal.timeout
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => patience(300))
    const asked = tokenCalls()
    const answer = await finish(mia, await atStripe(await start(mia, team), kiku))
    expect(answer.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=unclear&mode=live`)
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
  expect(await jobKeys('account-label')).toContain(`account-label:${connection?.id}`)
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
  expect(refused.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=taken&mode=live`)
  expect(await connectionsOf(team)).toEqual([])
  expect(await connectionsOf(holder.team)).toEqual(before)
  await runJobs('deauthorize', deauthorize)
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

test('RT-07 installing again without a site keeps the site and the pause, and a chosen site moves it', async () => {
  const { mia, team } = await ownerOfTeam()
  await finish(mia, await atStripe(await start(mia, team, `?site=${team.otherSite}`), kiku))
  await withTeams(team.id, (tx) => tx.update(connections).set({ isActive: false }))
  const [paused] = await connectionsOf(team)

  const plain = await finish(mia, await atStripe(await start(mia, team), kiku))
  expect(plain.headers.get('location')).not.toContain('moved_from')
  expect(await connectionsOf(team)).toMatchObject([
    { siteId: team.otherSite, isActive: false, firstConnectedAt: paused?.firstConnectedAt },
  ])
  expect(await routesOf(team)).toMatchObject([{ siteId: team.otherSite, state: 'open' }])

  const moved = await finish(mia, await atStripe(await start(mia, team, `?site=${team.site}`), kiku))
  expect(moved.headers.get('location')).toContain(`connected=1&moved_from=${team.otherSite}`)
  expect(await connectionsOf(team)).toMatchObject([{ siteId: team.site, isActive: false }])
  expect(await routesOf(team)).toMatchObject([{ siteId: team.site }])
})

test('RT-15 a disconnected account comes back to its site without being asked, and is no longer paused', async () => {
  const { mia, team } = await ownerOfTeam()
  await finish(mia, await atStripe(await start(mia, team, `?site=${team.otherSite}`), kiku))
  await withTeams(team.id, (tx) => tx.update(connections).set({ isActive: false, state: 'disconnected' }))
  await finish(mia, await atStripe(await start(mia, team), kiku))
  expect(await connectionsOf(team)).toMatchObject([{ siteId: team.otherSite, isActive: true, state: 'connected' }])
})

test('a new account without a chosen site lands on the team’s oldest, whatever the sites are called', async () => {
  const { mia, team } = await ownerOfTeam()
  await withTeams(team.id, (tx) =>
    tx
      .update(sites)
      .set({ name: 'Aaa', createdAt: sql`now() + interval '1 hour'` })
      .where(eq(sites.id, team.otherSite)),
  )
  await finish(mia, await atStripe(await start(mia, team), kiku))
  expect(await connectionsOf(team)).toMatchObject([{ siteId: team.site }])
})

test('OA-12 a site deleted while Stripe granted: the grant is given back, unless somebody holds the account by then', async () => {
  for (const meanwhile of ['nobody', 'own team', 'other team'] as const) {
    const { mia, team } = await ownerOfTeam()
    const url = await atStripe(await start(mia, team, `?site=${team.otherSite}`), kiku)
    afterToken(() => withTeams(team.id, (tx) => tx.delete(sites).where(eq(sites.id, team.otherSite))))
    const refused = await finish(mia, url)
    vi.restoreAllMocks()
    expect(refused.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=unknown_site&mode=live`)
    const holder = meanwhile === 'own team' ? { mia, team } : await ownerOfTeam()
    if (meanwhile !== 'nobody') await finish(holder.mia, await atStripe(await start(holder.mia, holder.team), kiku))

    await runJobs('deauthorize', deauthorize)
    expect(sandbox.state.connections[`${kiku}/live`] !== undefined).toBe(meanwhile !== 'nobody')
    expect(await routesOf(team)).toHaveLength(meanwhile === 'own team' ? 1 : 0)
    await withTeams(holder.team.id, (tx) => tx.delete(routes))
  }
})
