import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { devMails } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { connectionLost } from '@/worker/tasks/connection-lost'
import { deauthorize } from '@/worker/tasks/deauthorize'
import { sluice } from './actor'
import { link } from './link'
import { disconnect } from './mutations'
import { markNeedsReconnect } from './needs-reconnect'
import { probeConnection, probeConnections } from './probe'
import {
  auditOf,
  connectionsOf,
  makePerson,
  makeTeam,
  platform,
  routesOf,
  runJobs,
  type Team,
  useStandIn,
} from './testing'

const database = useTestDatabase()

const kiku = 'acct_1SbxKikuBooks00'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, ...platform })
  useStandIn(sandbox.url)
})
afterAll(() => sandbox.stop())
/** The sandbox has five merchants, so each test gives back what it connected; only the superuser can do that. */
afterEach(async () => {
  vi.restoreAllMocks()
  Object.assign(sandbox.state.switches, calm)
  await asAdmin('delete from routes')
})

test('RT-06 access that was lost without a word is found within the hour, told to the owners once, and taken back', async () => {
  const { team, id, mia } = await connected()
  await probeConnections()
  expect(await stateOf(team)).toBe('connected')

  revokeSilently()
  await probeConnections()
  expect(await stateOf(team)).toBe('connected') // asked a moment ago
  await anHourLater()
  await probeConnections()
  expect(await stateOf(team)).toBe('needs_reconnect')
  expect(await routesOf(team)).toMatchObject([{ state: 'open' }])
  expect(await probeConnection(team.id, id)).toBe('refused')
  expect(await markNeedsReconnect(team.id, id, 'revoked')).toBe(false)
  expect(await auditOf(team)).toEqual(['connection.connected', 'connection.access_lost'])

  await runJobs('connection-lost', connectionLost)
  await runJobs('connection-lost', connectionLost)
  const mails = await db.select().from(devMails).where(eq(devMails.recipient, mia.email))
  expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('needs to be reconnected')])

  await sandbox.connect(kiku)
  await anHourLater()
  await probeConnections()
  expect(await stateOf(team)).toBe('connected')
  expect((await auditOf(team)).at(-1)).toBe('connection.access_regained')
})

test('RT-06 a key Stripe does not take shows within one probe, and no owner is troubled for two hours', async () => {
  const { team, id } = await connected()
  sandbox.state.switches.apiFault = '401'
  expect(await probeConnection(team.id, id)).toBe('refused')
  expect(await stateOf(team)).toBe('needs_reconnect')
  const { rows } = await db.execute<{ hours: number }>(sql`
    select round(extract(epoch from run_at - now()) / 3600)::int as hours from graphile_worker.jobs
    where task_identifier = 'connection-lost' and key like ${`connection-lost:${id}:%`}`)
  expect(rows).toEqual([{ hours: 2 }])
})

test.each(['429', '500'] as const)('RT-06 no clear answer (%s) changes nothing', async (apiFault) => {
  const { team, id } = await connected()
  revokeSilently()
  sandbox.state.switches.apiFault = apiFault
  expect(await probeConnection(team.id, id)).toBe('unclear')
  expect(await stateOf(team)).toBe('connected')
})

test('RT-06 a refusal from before a reconnect says nothing about the new grant', async () => {
  const { team, id } = await connected()
  expect(await markNeedsReconnect(team.id, id, 'revoked', new Date(Date.now() - 60_000))).toBe(false)
  expect(await stateOf(team)).toBe('connected')
})

test('RT-06 a disconnected account is not asked after, and two workers never ask after the same one', async () => {
  const { team, id } = await connected()
  await disconnect(team.id, id, sluice)
  await anHourLater()
  expect(await probeConnection(team.id, id)).toBe('not_asked')
  expect(await takeDue()).toEqual([])

  const others = await Promise.all(Array.from({ length: 4 }, (_, n) => connected(`acct_ofProbes${n}`)))
  await anHourLater()
  const taken = (await Promise.all([takeDue(), takeDue(), takeDue()])).flat()
  expect(taken.sort()).toEqual(others.map((one) => one.id).sort())
})

test.each(['own team', 'other team'] as const)(
  'OA-12 a grant made while the old one was being ended went with it: the %s is told to reconnect',
  async (who) => {
    const { team, id } = await connected()
    const holder = who === 'own team' ? team : (await ownerOfTeam()).team
    await disconnect(team.id, id, sluice)
    meanwhileStripeDeauthorizes(() => connect(holder, kiku))
    await deauthorize({ team_id: team.id, connection_id: id })
    expect(sandbox.state.connections[`${kiku}/live`]).toBeUndefined()
    expect(await stateOf(holder)).toBe('needs_reconnect')
    expect(await auditOf(holder)).toContain('connection.access_lost')
  },
)

test('OA-12 a grant made right after the old one was ended stands', async () => {
  const { team, id } = await connected()
  await disconnect(team.id, id, sluice)
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await real(input, init)
    await sandbox.connect(kiku)
    await connect(team, kiku)
    return answer
  })
  await deauthorize({ team_id: team.id, connection_id: id })
  expect(await stateOf(team)).toBe('connected')
})

// ---- short names for what every test does

async function ownerOfTeam() {
  const mia = await makePerson()
  return { mia, team: await makeTeam([[mia, 'owner']]) }
}

async function connected(account = kiku) {
  const { mia, team } = await ownerOfTeam()
  if (account === kiku) await sandbox.connect(kiku)
  return { mia, team, id: await connect(team, account) }
}

async function connect(team: Team, account: string): Promise<string> {
  const linked = await link({
    teamId: team.id,
    siteId: team.site,
    account,
    livemode: true,
    scope: null,
    known: null,
    actor: sluice,
  })
  if (!linked.ok) throw new Error(linked.reason)
  return linked.value.connectionId
}

const stateOf = async (team: Team) => (await connectionsOf(team))[0]?.state

/** As at Stripe when the webhook that tells of it is lost. */
function revokeSilently() {
  delete sandbox.state.connections[`${kiku}/live`]
}

function meanwhileStripeDeauthorizes(meanwhile: () => Promise<unknown>) {
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (String(input).endsWith('/oauth/deauthorize')) await meanwhile()
    return real(input, init)
  })
}

const takeDue = async () =>
  (await db.execute<{ connection_id: string }>(sql`select connection_id from sluice_probe_due('1 hour', 2)`)).rows.map(
    (row) => row.connection_id,
  )

const anHourLater = () =>
  asAdmin(
    `update routes set connected_at = connected_at - interval '1 hour', probed_at = probed_at - interval '1 hour'`,
  )

async function asAdmin(statement: string) {
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await admin.query(statement)
  await admin.end()
}
