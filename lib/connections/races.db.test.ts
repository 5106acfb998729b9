import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATCH } from '@/app/api/v1/connections/[id]/route'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { connections, routes, sites } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, signedIn } from '@/lib/auth/testing'
import { deleteTeam } from '@/lib/teams/mutations'
import { purgeTeam } from '@/lib/teams/purge'
import { type RunningSandbox, startSandbox } from '@/sandbox/server'
import { calm } from '@/sandbox/switches'
import { type Actor, sluice } from './actor'
import { link } from './link'
import { disconnect, updateConnection } from './mutations'
import { connectionsOf, makePerson, makeTeam, type Person, platform, routesOf, type Team, useStandIn } from './testing'

useTestDatabase()

const acme = 'acct_1SbxAcmeRoasters'
const kiku = 'acct_1SbxKikuBooks00'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, ...platform })
  useStandIn(sandbox.url)
})
afterAll(() => sandbox.stop())
afterEach(() => {
  Object.assign(sandbox.state.switches, calm)
})

test('a connection routed to a site that is being deleted is refused like one that never was', async () => {
  const { mia, team } = await ownerOfTeam()
  const { connectionId } = await connect(team, kiku, sluice)
  const headers = await signedIn(mia)
  let patched: ReturnType<typeof call> | undefined
  await withTeams(team.id, async (tx) => {
    await tx.delete(sites).where(eq(sites.id, team.otherSite))
    const body = { site_id: team.otherSite }
    patched = call(PATCH, { method: 'PATCH', headers, params: { id: connectionId }, body })
    await waitingForALock()
  })
  expect(await patched).toMatchObject({ status: 422, body: { error: { fields: { site_id: expect.any(String) } } } })
  expect(await connectionsOf(team)).toMatchObject([{ siteId: team.site }])
})

test('OA-12 a team deleted while one of its people comes back from Stripe: the account is let go again', async () => {
  const { mia, team } = await ownerOfTeam()
  const actor: Actor = { kind: 'user', id: mia.id, label: 'Mia' }
  await sandbox.connect(acme)
  let linking: ReturnType<typeof connect> | undefined
  let deleting: Promise<void> | undefined
  // The return waits for its site and holds its seat, in the middle of its transaction.
  await withTeams(team.id, async (tx) => {
    await tx.select().from(sites).where(eq(sites.id, team.site)).for('update')
    linking = connect(team, acme, actor)
    await waitingForALock()
    deleting = deleteTeam({ teamId: team.id, actor })
    await waitingForALock(2)
  })
  await Promise.all([linking, deleting])
  expect(await connectionsOf(team)).toMatchObject([{ state: 'disconnected', deauthorizePending: true }])
  expect(await routesOf(team)).toMatchObject([{ state: 'closed' }])

  await purgeTeam(team.id, new Date())
  expect(sandbox.state.connections[`${acme}/live`]).toBeUndefined()
  expect(await connectionsOf(team)).toEqual([])
})

test.each(['connected', 'needs_reconnect'] as const)(
  'OA-12 the purge of a deleted team lets go of an account that is still %s',
  async (state) => {
    const { mia, team } = await ownerOfTeam()
    await sandbox.connect(acme)
    await deleteTeam({ teamId: team.id, actor: { kind: 'user', id: mia.id, label: 'Mia' } })
    // As from the command line, which asks for no seat.
    await connect(team, acme, sluice)
    await withTeams(team.id, (tx) => tx.update(connections).set({ state }))

    sandbox.state.switches.failDeauthorize = true
    await expect(purgeTeam(team.id, new Date())).rejects.toThrow('Stripe still has to end the grant')
    sandbox.state.switches.failDeauthorize = false
    await purgeTeam(team.id, new Date())
    expect(sandbox.state.connections[`${acme}/live`]).toBeUndefined()
    expect(await connectionsOf(team)).toEqual([])
  },
)

test.each([
  ['disconnects', (team: Team, id: string) => disconnect(team.id, id, sluice)],
  ['moves', (team: Team, id: string) => updateConnection(team.id, id, { site_id: team.otherSite }, sluice)],
])('PR-09 who %s an account is not told that PostgreSQL chose them to break a tie', async (what, work) => {
  const { team } = await ownerOfTeam()
  const { connectionId } = await connect(team, `acct_${what}`, sluice)
  let working: ReturnType<typeof work> | undefined
  await withTeams(team.id, async (tx) => {
    await tx.select().from(routes).where(eq(routes.connectionId, connectionId)).for('update')
    working = work(team, connectionId)
    await waitingForALock()
    // The other way round than everybody locks: whoever waits longer finds that it will never end, and gives way.
    await tx.select().from(connections).where(eq(connections.id, connectionId)).for('update')
  })
  expect(await working).toMatchObject({ ok: true })
})

// ---- short names for what every test does

async function ownerOfTeam(): Promise<{ mia: Person; team: Team }> {
  const mia = await makePerson()
  return { mia, team: await makeTeam([[mia, 'owner']]) }
}

async function connect(team: { id: TeamId; site: Team['site'] }, account: string, actor: Actor) {
  const wanted = { teamId: team.id, siteId: team.site, account, livemode: true, scope: null, known: null, actor }
  const linked = await link(wanted)
  if (!linked.ok) throw new Error(linked.reason)
  return linked.value
}

/** Until so many statements wait for one another in this test's own database. */
async function waitingForALock(statements = 1) {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if ((rows[0]?.n ?? 0) >= statements) return
    await sleep(10)
  }
  throw new Error('nobody waits')
}
