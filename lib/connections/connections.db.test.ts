import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { DELETE, GET, PATCH } from '@/app/api/v1/connections/[id]/route'
import { GET as LIST } from '@/app/api/v1/connections/route'
import { db } from '@/db/client'
import { connections, devMails } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { receive } from '@/lib/inbox/receive'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { accountLabel } from '@/worker/tasks/account-label'
import { connectionLost } from '@/worker/tasks/connection-lost'
import { deauthorize } from '@/worker/tasks/deauthorize'
import { sluice } from './actor'
import { link } from './link'
import {
  appUrl,
  auditOf,
  connectionsOf,
  jobKeys,
  makePerson,
  makeTeam,
  type Person,
  platform,
  routesOf,
  type Team,
  useStandIn,
} from './testing'

useTestDatabase()

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, ...platform })
  useStandIn(sandbox.url)
})
afterAll(() => sandbox.stop())
afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(sandbox.state.switches, calm)
})

test('lists a team’s connections, a page at a time, and shows one', async () => {
  const { mia, team } = await connected(fresh(), fresh(), fresh())
  const first = await body(await LIST(asked(mia, `/api/v1/connections?team_id=${team.id}&limit=2`), none))
  expect(first.data).toHaveLength(2)
  const rest = await body(
    await LIST(asked(mia, `/api/v1/connections?team_id=${team.id}&limit=2&cursor=${first.next_cursor}`), none),
  )
  expect(rest).toMatchObject({
    data: [{ status: 'connected', webhook_url: `${appUrl}/api/webhooks/stripe`, last_event_at: null }],
    next_cursor: null,
  })
  const [one] = rest.data
  expect(await body(await GET(asked(mia, `/api/v1/connections/${one.id}`), at(one.id)))).toEqual(one)
})

test('RT-08 the very next webhook lands on the new site, and none is on both', async () => {
  const account = fresh()
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  for (let round = 0; round < 10; round++) {
    const site = round % 2 === 0 ? team.otherSite : team.site
    const sent = Array.from({ length: 5 }, () => send(account))
    await PATCH(asked(mia, `/api/v1/connections/${id}`, 'PATCH', { site_id: site }), at(id))
    await send(account, `evt_after_${account}_${round}`)
    await Promise.all(sent)
  }
  const { rows } = await withTeams(team.id, (tx) =>
    tx.execute<{ stripe_event_id: string; site_id: string }>(
      sql`select stripe_event_id, site_id from inbox order by id`,
    ),
  )
  expect(rows).toHaveLength(60)
  for (const { stripe_event_id, site_id } of rows.filter((row) => row.stripe_event_id.startsWith('evt_after_'))) {
    const round = Number(stripe_event_id.split('_').at(-1))
    expect(site_id).toBe(round % 2 === 0 ? team.otherSite : team.site)
  }
})

test('renames, pauses and resumes, with one audit entry for each real change', async () => {
  const { mia, team, ids } = await connected(fresh())
  const [id = ''] = ids
  const change = async (changes: object) =>
    body(await PATCH(asked(mia, `/api/v1/connections/${id}`, 'PATCH', changes), at(id)))
  expect(await change({ name: '  Acme EU ' })).toMatchObject({ name: 'Acme EU' })
  expect(await change({ name: 'Acme EU' })).toMatchObject({ name: 'Acme EU' })
  expect(await change({ is_active: false })).toMatchObject({ status: 'paused', is_active: false })
  expect(await change({ is_active: true })).toMatchObject({ status: 'connected' })
  expect(await auditOf(team)).toEqual([
    'connection.connected',
    'connection.renamed',
    'connection.paused',
    'connection.resumed',
  ])
})

test('a site of another team, an empty name and unknown fields are refused', async () => {
  const { mia, ids } = await connected(fresh())
  const foreign = await makeTeam([[await makePerson(), 'owner']])
  const [id = ''] = ids
  for (const changes of [
    { site_id: foreign.site },
    { site_id: 'x' },
    { name: ' ' },
    { name: 'x'.repeat(101) },
    { name: 'Acme\u202e' },
    { name: 'Acme\nInc' },
    { name: 'Acme\u0000' },
    { stripeAccount: 'acct_1' },
  ]) {
    expect((await PATCH(asked(mia, `/api/v1/connections/${id}`, 'PATCH', changes), at(id))).status).toBe(422)
  }
})

test('OA-12 disconnecting works at once while Stripe is down, and Stripe is told when it is back', async () => {
  const account = 'acct_1SbxKikuBooks00'
  await sandbox.connect(account)
  sandbox.state.switches.failDeauthorize = true
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  const ended = await body(await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id)))
  expect(ended).toMatchObject({ status: 'disconnected' })
  expect(await routesOf(team)).toMatchObject([{ state: 'closed' }])
  expect(await jobKeys('deauthorize')).toContain(`deauthorize:${id}`)

  const again = await body(await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id)))
  expect(again).toMatchObject({ status: 'disconnected' })
  expect((await auditOf(team)).filter((action) => action === 'connection.disconnected')).toHaveLength(1)

  const job = { team_id: team.id, connection_id: id }
  await expect(deauthorize(job)).rejects.toThrow('http_503')
  expect(sandbox.state.connections[`${account}/live`]).toBeDefined()
  sandbox.state.switches.failDeauthorize = false
  await deauthorize(job)
  expect(sandbox.state.connections[`${account}/live`]).toBeUndefined()
  await deauthorize(job)
  expect((await connectionsOf(team))[0]?.deauthorizePending).toBe(false)
})

test('OA-12 a late try spares an account that was reconnected, here or by another team', async () => {
  const account = 'acct_1SbxAcmeRoasters'
  await sandbox.connect(account)
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  const job = { team_id: team.id, connection_id: id }
  await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id))
  await connect(team, account)
  await deauthorize(job)
  expect(sandbox.state.connections[`${account}/live`]).toBeDefined()

  await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id))
  const { team: other } = await connected(account)
  await deauthorize(job)
  expect(sandbox.state.connections[`${account}/live`]).toBeDefined()
  expect(await routesOf(other)).toMatchObject([{ state: 'open' }])
})

test('OA-12 "not connected" is success, a refusal is recorded and not tried again', async () => {
  for (const [error, error_description, action] of [
    ['invalid_client', 'This application is not connected to stripe account acct_1', 'connection.deauthorized'],
    ['invalid_client', 'This account is controlled by your platform', 'connection.deauthorize_refused'],
  ]) {
    const { mia, team, ids } = await connected(fresh())
    const [id = ''] = ids
    await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id))
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(Response.json({ error, error_description }, { status: 400 }))
    await deauthorize({ team_id: team.id, connection_id: id })
    vi.restoreAllMocks()
    expect((await auditOf(team)).at(-1)).toBe(action)
    expect((await connectionsOf(team))[0]?.deauthorizePending).toBe(false)
  }
})

test('RT-15 reconnecting goes on with the same connection, its name and its settings', async () => {
  const account = fresh()
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  await PATCH(asked(mia, `/api/v1/connections/${id}`, 'PATCH', { name: 'Ours' }), at(id))
  await send(account, 'evt_before')
  await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id))
  expect(await connect(team, account)).toMatchObject({ ok: true, value: { connectionId: id, reconnected: true } })
  await send(account, 'evt_before')
  const [row] = await connectionsOf(team)
  expect(row).toMatchObject({
    name: 'Ours',
    state: 'connected',
    disconnectedAt: null,
    disconnectedBy: null,
    deauthorizePending: false,
  })
  expect(await inboxOf(team)).toEqual(['evt_before'])
})

test('RT-04 after disconnecting, a webhook is still taken and bound, for the lane to ignore', async () => {
  const account = fresh()
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  await DELETE(asked(mia, `/api/v1/connections/${id}`, 'DELETE'), at(id))
  expect((await send(account, 'evt_late')).status).toBe(200)
  expect(await inboxOf(team)).toEqual(['evt_late'])
})

test('RT-12 an event id another team sent first suppresses nothing', async () => {
  const [one, two] = [fresh(), fresh()]
  const { team: attacker } = await connected(one)
  const { team: victim } = await connected(two)
  await send(one, 'evt_same')
  await send(two, 'evt_same')
  expect(await inboxOf(attacker)).toEqual(['evt_same'])
  expect(await inboxOf(victim)).toEqual(['evt_same'])
})

test('RT-10 the same test event over both endpoints is one entry', async () => {
  const account = fresh()
  const { team } = await connected(account)
  const event = { livemode: false }
  await send(account, 'evt_twice', { ...event, secret: platform.webhookSecrets.live })
  await send(account, 'evt_twice', { ...event, secret: platform.webhookSecrets.test })
  expect(await inboxOf(team)).toEqual(['evt_twice'])
})

test('a name that could not be fetched while connecting follows, unless a person gave one', async () => {
  const account = 'acct_1SbxLumiereStud'
  await sandbox.connect(account)
  const { mia, team, ids } = await connected(account)
  const [id = ''] = ids
  const job = { team_id: team.id, connection_id: id }
  sandbox.state.switches.apiFault = '500'
  await expect(accountLabel(job)).rejects.toThrow()
  sandbox.state.switches.apiFault = 'none'
  await PATCH(asked(mia, `/api/v1/connections/${id}`, 'PATCH', { name: 'Ours' }), at(id))
  await accountLabel(job)
  expect((await connectionsOf(team))[0]).toMatchObject({
    name: 'Ours',
    accountName: 'Studio Lumière',
    defaultCurrency: 'EUR',
    country: 'FR',
  })
})

test('RT-05 when Stripe ends a connection, each owner gets one mail and nobody else', async () => {
  const [mia, jon, ada] = [await makePerson('Mia'), await makePerson('Jon'), await makePerson('Ada')]
  const team = await makeTeam([
    [mia, 'owner'],
    [jon, 'owner'],
    [ada, 'admin'],
  ])
  const made = await connect(team, fresh())
  const id = made.ok ? made.value.connectionId : ''
  await withTeams(team.id, (tx) => tx.update(connections).set({ state: 'disconnected', disconnectedBy: 'stripe' }))

  await connectionLost({ team_id: team.id, connection_id: id })
  const keys = (await jobKeys('connection-lost')).filter((key) => key.includes(id))
  expect(keys.sort()).toEqual([mia, jon].map((owner) => `connection-lost:${id}:${owner.id}`).sort())
  for (const owner of [mia, jon, ada]) await connectionLost({ team_id: team.id, connection_id: id, owner_id: owner.id })

  const mails = await db.select().from(devMails)
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual([mia.email, jon.email].sort())
  expect(mails[0]?.text).toContain(`${appUrl}/account/teams/${team.id}/stripe_accounts/${id}`)
})

// ---- short names for what every test does

let made = 0
const fresh = () => `acct_ofTests${++made}`

async function connected(...accounts: string[]): Promise<{ mia: Person; team: Team; ids: string[] }> {
  const mia = await makePerson()
  const team = await makeTeam([[mia, 'owner']])
  const ids: string[] = []
  for (const account of accounts) {
    const linked = await connect(team, account)
    if (!linked.ok) throw new Error(linked.reason)
    ids.push(linked.value.connectionId)
  }
  return { mia, team, ids }
}

function connect(team: Team, account: string) {
  return link({ teamId: team.id, siteId: team.site, account, livemode: true, scope: null, known: null, actor: sluice })
}

function asked(person: Person, path: string, method = 'GET', data?: unknown): Request {
  const headers = { cookie: person.cookie, origin: appUrl, 'content-type': 'application/json' }
  return new Request(`${appUrl}${path}`, {
    method,
    headers,
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  })
}

const none = { params: Promise.resolve({}) }
const at = (id: string) => ({ params: Promise.resolve({ id }) })

async function body(answer: Response) {
  expect(answer.status).toBe(200)
  return answer.json()
}

type Event = { livemode?: boolean; secret?: string }

function send(
  account: string,
  id = `evt_${crypto.randomUUID()}`,
  { livemode = true, secret = platform.webhookSecrets.live }: Event = {},
) {
  const payload = JSON.stringify({
    id,
    object: 'event',
    type: 'charge.succeeded',
    account,
    livemode,
    created: Math.floor(Date.now() / 1000),
    data: { object: {} },
  })
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret })
  return receive(Buffer.from(payload), signature, { kind: 'platform' })
}

async function inboxOf(team: Team): Promise<string[]> {
  const { rows } = await withTeams(team.id, (tx) =>
    tx.execute<{ id: string }>(sql`select stripe_event_id as id from inbox order by id`),
  )
  return rows.map(({ id }) => id)
}
