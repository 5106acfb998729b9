import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DELETE as deleteSiteRoute } from '@/app/api/v1/sites/[id]/route'
import { GET as sitesRoute } from '@/app/api/v1/sites/route'
import { DELETE as deleteTeamRoute, PATCH as renameTeamRoute } from '@/app/api/v1/teams/[id]/route'
import { POST as createTeamRoute } from '@/app/api/v1/teams/route'
import { db } from '@/db/client'
import { auditLog, connections, flowQueue, routes, suppressions, teams } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, makeTeam, makeUser, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { contentsOf } from '@/lib/sites/contents'
import { purgeSite } from '@/lib/sites/purge'
import { sitesOf } from '@/lib/sites/queries'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { purgeTeam } from './purge'
import { setUp } from './set-up'

useTestDatabase()

const auditOf = (team: Pick<World, 'id'>) =>
  withTeams(team.id, (tx) => tx.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.teamId, team.id)))

describe('sites and teams', () => {
  test('a site is not deleted while a connection points to it, nor when it is the only one', async () => {
    const world = await makeWorld('one')
    const headers = await signedIn(world.owner)
    const routed = await call(deleteSiteRoute, { method: 'DELETE', headers, params: { id: world.siteId } })
    expect(routed).toMatchObject({
      status: 409,
      body: { error: { code: 'routed', message: expect.stringContaining('Connection one') } },
    })
    const team = await makeTeam()
    const only = await call(deleteSiteRoute, {
      method: 'DELETE',
      headers: await signedIn(team.owner),
      params: { id: team.siteId },
    })
    expect(only.body.error.code).toBe('last_site')
  })

  test('a deleted site takes its rows along, and nothing of the other sites', async () => {
    const world = await makeWorld('two')
    await withTeams(world.id, (tx) =>
      tx.update(connections).set({ siteId: world.otherSiteId }).where(eq(connections.teamId, world.id)),
    )
    const deleted = await call(deleteSiteRoute, {
      method: 'DELETE',
      headers: await signedIn(world.owner),
      params: { id: world.siteId },
    })
    expect(deleted.status).toBe(204)
    expect((await sitesOf(world.id)).map(({ id }) => id)).toEqual([world.otherSiteId])
    await waits(world)
    await purgeSite(world.id, world.siteId)
    expect(await tablesOf(world)).toEqual(['audit_log', 'connections', 'sites'])
  })

  test('a deleted team is gone for everyone at once, its connections closed, its rows purged, its audit trail kept', async () => {
    const world = await makeWorld('three')
    const headers = await signedIn(world.admin)
    expect((await call(deleteTeamRoute, { method: 'DELETE', headers, params: { id: world.id } })).status).toBe(403)
    const owner = await signedIn(world.owner)
    expect((await call(deleteTeamRoute, { method: 'DELETE', headers: owner, params: { id: world.id } })).status).toBe(
      204,
    )
    expect(await membershipsOf(world.owner.id)).toEqual([])
    expect((await call(sitesRoute, { headers: world.keyHeaders })).status).toBe(401)
    const [connection] = await withTeams(world.id, (tx) =>
      tx.select().from(connections).where(eq(connections.teamId, world.id)),
    )
    expect(connection?.state).toBe('disconnected')
    const open = await withTeams(world.id, (tx) =>
      tx
        .select()
        .from(routes)
        .where(and(eq(routes.teamId, world.id), eq(routes.state, 'open'))),
    )
    expect(open).toEqual([])

    // Stripe is not asked here: the grant was ended before the rows go.
    await withTeams(world.id, (tx) =>
      tx.update(connections).set({ deauthorizePending: false }).where(eq(connections.teamId, world.id)),
    )
    await waits(world)
    await purgeTeam(world.id, new Date())
    expect(await tablesOf(world)).toEqual(['audit_log'])
    expect(await db.select().from(teams).where(eq(teams.id, world.id))).toEqual([])
    expect((await auditOf(world)).map(({ action }) => action)).toContain('team.deleted')
  })

  test('a team somebody is in is never purged', async () => {
    const world = await makeWorld('four')
    await purgeTeam(world.id, new Date())
    expect(await tablesOf(world)).toEqual(
      expect.arrayContaining(['sites', 'events', 'deliveries', 'flows', 'flow_versions', 'flow_runs', 'flow_steps']),
    )
    expect(await contentsOf(world.id, [world.siteId])).toEqual({ events: 1, subscribers: 1, flows: 1 })
    expect(await contentsOf(world.id, [world.otherSiteId])).toEqual({ events: 0, subscribers: 0, flows: 0 })
  })

  test('a name that hides or reorders text is refused (DA-15)', async () => {
    const team = await makeTeam()
    const headers = await signedIn(team.owner)
    for (const name of ['', '   ', 'a\nb', 'a\u202eb', 'a\u200bb', 'x'.repeat(81)]) {
      const refused = await call(renameTeamRoute, { method: 'PATCH', headers, params: { id: team.id }, body: { name } })
      expect(refused).toMatchObject({ status: 422, body: { error: { fields: { name: expect.any(String) } } } })
    }
  })

  test('a new team has one site and its maker as owner', async () => {
    const user = await makeUser()
    const made = await call(createTeamRoute, { method: 'POST', headers: await signedIn(user), body: { name: 'Fresh' } })
    expect(made).toMatchObject({ status: 201, body: { name: 'Fresh', role: 'owner' } })
    expect(await sitesOf(made.body.id)).toMatchObject([{ id: made.body.site_id, name: 'Main' }])
  })
})

test('sluice setup finds what is there, makes what is not, and mints a new key each time', async () => {
  const wanted = { team: 'CLI', site: 'Shop', email: 'cli@example.com' }
  const [first, second] = [await setUp(wanted), await setUp(wanted)]
  expect(second).toMatchObject({ teamId: first.teamId, siteId: first.siteId })
  expect(second.apiKey).not.toBe(first.apiKey)
  const { body } = await call(sitesRoute, { headers: { authorization: `Bearer ${second.apiKey}` } })
  expect(body.data).toMatchObject([{ id: first.siteId, name: 'Shop' }])
  const other = await setUp({ ...wanted, site: 'Blog' })
  expect(other.teamId).toBe(first.teamId)
  expect(await sitesOf(first.teamId)).toHaveLength(2)
})

/** What the world has none of: somebody who waits in its flow, and an address that gets no mail. */
async function waits({ id: teamId, siteId, flowId, runId, canary }: World) {
  const where = { teamId, siteId, livemode: true }
  await withTeams(teamId, async (tx) => {
    await tx.insert(flowQueue).values({ ...where, flowId, runId, partyKey: canary, dueAt: new Date() })
    await tx.insert(suppressions).values({ ...where, emailKey: canary, reason: 'by_hand' })
  })
}

/** Every table in which a team has rows, whatever tables there will be. */
async function tablesOf({ id }: World): Promise<string[]> {
  const { rows: tables } = await db.execute<{ name: string }>(sql`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'team_id' and t.table_type = 'BASE TABLE' order by 1`)
  const memberships = ['team_members', 'api_keys', 'invitations', 'oauth_states']
  const found = await withTeams(id, async (tx) => {
    const filled: string[] = []
    for (const { name } of tables.filter((table) => !memberships.includes(table.name))) {
      const { rows } = await tx.execute(sql`select 1 from ${sql.identifier(name)} where team_id = ${id} limit 1`)
      if (rows.length > 0) filled.push(name)
    }
    return filled
  })
  return found
}
