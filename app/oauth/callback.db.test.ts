import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET as deepLink } from '@/app/account/teams/[teamId]/oauth/stripe_accounts/new/route'
import { db } from '@/db/client'
import { oauthStates, teamMembers } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import {
  auditOf,
  connectionsOf,
  makePerson,
  platform,
  runJobs,
  signIn,
  statesOf,
  useStandIn,
} from '@/lib/connections/testing'
import {
  afterToken,
  callbackUrl,
  freshStripeEachTime,
  journey,
  ownerOfTeam,
  tokenCalls,
} from '@/lib/connections/testing-journey'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { deauthorize } from '@/worker/tasks/deauthorize'
import { GET as callback } from './stripe_accounts/callback/route'

const database = useTestDatabase()

const kiku = 'acct_1SbxKikuBooks00'
const northwind = 'acct_1SbxNorthwindGB'
const rounds = process.env.SLUICE_LONG ? 10_000 : 100

let sandbox: RunningSandbox
const { atStripe, finish, start } = journey({ stripe: () => sandbox.url, deepLink, callback })

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, ...platform })
  useStandIn(sandbox.url)
})
afterAll(() => sandbox.stop())

freshStripeEachTime(database, () => Object.assign(sandbox.state.switches, calm))

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
  expect(denied.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=cancelled&mode=live`)

  const state = new URL(await start(mia, team)).searchParams.get('state')
  const odd = await finish(
    mia,
    callbackUrl({ state, error: '<b>x</b>', error_description: '<script>alert(1)</script>' }),
  )
  expect(odd.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=stripe_error&mode=live`)
  const lost = await finish(
    mia,
    callbackUrl({ state, error: '<b>x</b>', error_description: '<script>alert(1)</script>' }),
  )
  expect(await lost.text()).not.toMatch(/<script|<b>x/)
  expect(await connectionsOf(team)).toEqual([])
})

test('OA-04 demoted after Stripe has granted: refused, nothing saved, and the grant is given back', async () => {
  const { mia, team } = await ownerOfTeam()
  const url = await atStripe(await start(mia, team), kiku)
  afterToken(() => db.update(teamMembers).set({ role: 'marketer' }).where(eq(teamMembers.teamId, team.id)))
  expect((await finish(mia, url)).status).toBe(403)
  vi.restoreAllMocks()
  expect(await connectionsOf(team)).toEqual([])
  expect(await auditOf(team)).toEqual(['connection.refused'])
  expect(sandbox.state.connections[`${kiku}/live`]).toBeDefined()
  await runJobs('deauthorize', deauthorize)
  expect(sandbox.state.connections[`${kiku}/live`]).toBeUndefined()
})

test('OA-05 starting again asks for what was asked for: site, mode and way back', async () => {
  const { mia, team } = await ownerOfTeam()
  const asked = `?site=${team.otherSite}&mode=test&return_to=%2Fsites%2Fx`
  const cancelled = await finish(mia, await atStripe(await start(mia, team, asked), northwind, 'cancel'))
  expect(cancelled.headers.get('location')).toBe(
    `/account/teams/${team.id}/apps/stripe?notice=cancelled&${asked.slice(1)}`,
  )

  const url = await atStripe(await start(mia, team, asked), northwind)
  await db.update(oauthStates).set({ expiresAt: new Date(0) })
  const late = await (await finish(mia, url)).text()
  const again = /href="([^"]*)" class="main"/.exec(late)?.[1]?.replaceAll('&#38;', '&')
  expect(again).toBe(`/account/teams/${team.id}/oauth/stripe_accounts/new${asked}`)
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
    expect(answer.headers.get('location')).toBe(`/account/teams/${team.id}/apps/stripe?notice=code_refused&mode=live`)
  }
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
