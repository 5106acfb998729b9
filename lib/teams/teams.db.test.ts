import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DELETE as deleteSiteRoute } from '@/app/api/v1/sites/[id]/route'
import { GET as sitesRoute } from '@/app/api/v1/sites/route'
import { DELETE as deleteTeamRoute, PATCH as renameTeamRoute } from '@/app/api/v1/teams/[id]/route'
import { POST as createTeamRoute } from '@/app/api/v1/teams/route'
import { db } from '@/db/client'
import { auditLog, connections, routes, teams } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, makeTeam, makeUser, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
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
    await purgeSite(world.id, world.siteId)
    expect(await countRows(world)).toMatchObject({
      inbox: 0,
      events: 0,
      subscribers: 0,
      parties: 0,
      connections: 1,
      sites: 1,
    })
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
    await purgeTeam(world.id, new Date())
    expect(Object.values(await countRows(world))).toEqual([0, 0, 0, 0, 0, 0])
    expect(await db.select().from(teams).where(eq(teams.id, world.id))).toEqual([])
    expect((await auditOf(world)).map(({ action }) => action)).toContain('team.deleted')
  })

  test('a team somebody is in is never purged', async () => {
    const world = await makeWorld('four')
    await purgeTeam(world.id, new Date())
    expect(await countRows(world)).toMatchObject({ sites: 2, events: 1 })
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

async function countRows({ id }: World) {
  const tables = ['inbox', 'events', 'subscribers', 'parties', 'connections', 'sites']
  const counts = await withTeams(id, async (tx) => {
    const found: [string, number][] = []
    for (const table of tables) {
      const { rows } = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`)
      found.push([table, rows[0]?.n ?? -1])
    }
    return found
  })
  return Object.fromEntries(counts)
}
