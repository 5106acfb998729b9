import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DELETE as revokeKey } from '@/app/api/v1/api_keys/[id]/route'
import { POST as createKey } from '@/app/api/v1/api_keys/route'
import { POST as resendRoute } from '@/app/api/v1/invitations/[id]/resend/route'
import { DELETE as revokeInvitation } from '@/app/api/v1/invitations/[id]/route'
import { POST as acceptRoute } from '@/app/api/v1/invitations/accept/route'
import { POST as inviteRoute } from '@/app/api/v1/invitations/route'
import { DELETE as removeRoute, PATCH as roleRoute } from '@/app/api/v1/members/[id]/route'
import { DELETE as deleteSiteRoute } from '@/app/api/v1/sites/[id]/route'
import { POST as createSiteRoute, GET as sitesRoute } from '@/app/api/v1/sites/route'
import { POST as leaveRoute } from '@/app/api/v1/teams/[id]/leave/route'
import { DELETE as deleteTeamRoute, PATCH as renameTeamRoute } from '@/app/api/v1/teams/[id]/route'
import { POST as createTeamRoute, GET as teamsRoute } from '@/app/api/v1/teams/route'
import { db } from '@/db/client'
import { apiKeys, auditLog, connections, invitations, routes, teams } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, join, makeKey, makeTeam, makeUser, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { devMailsOf } from '@/lib/mail/queries'
import { purgeSite } from '@/lib/sites/purge'
import { sitesOf } from '@/lib/sites/queries'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { membersOf } from './members'
import { purgeTeam } from './purge'
import { setUp } from './set-up'

useTestDatabase()

type Team = Awaited<ReturnType<typeof makeTeam>>
type Person = { id: Team['owner']['id'] }

const give = async (team: Team, by: Person, to: Person, role: string) =>
  call(roleRoute, {
    method: 'PATCH',
    headers: await signedIn(by),
    params: { id: to.id },
    query: { team_id: team.id },
    body: { role },
  })
const remove = async (team: Team, by: Person, who: Person) =>
  call(removeRoute, {
    method: 'DELETE',
    headers: await signedIn(by),
    params: { id: who.id },
    query: { team_id: team.id },
  })
const leave = async (team: Team, who: Person) =>
  call(leaveRoute, { method: 'POST', headers: await signedIn(who), params: { id: team.id } })
const roleOf = async (team: Team, who: Person) =>
  (await membersOf(team.id)).find((member) => member.id === who.id)?.role

describe('AU-04 roles', () => {
  test('AU-04 nobody promotes themselves or gives a role above their own', async () => {
    const team = await makeTeam()
    expect((await give(team, team.admin, team.admin, 'owner')).status).toBe(403)
    expect((await give(team, team.admin, team.viewer, 'owner')).status).toBe(403)
    expect((await give(team, team.marketer, team.marketer, 'admin')).status).toBe(403)
    expect((await give(team, team.admin, team.viewer, 'admin')).status).toBe(200)
    expect(await roleOf(team, team.admin)).toBe('admin')
  })

  test('AU-04 an admin can neither demote nor remove an owner', async () => {
    const team = await makeTeam()
    expect((await give(team, team.admin, team.owner, 'viewer')).status).toBe(403)
    expect((await remove(team, team.admin, team.owner)).status).toBe(403)
    expect(await roleOf(team, team.owner)).toBe('owner')
  })

  test('AU-04 the last owner is protected from themselves, too', async () => {
    const team = await makeTeam()
    expect((await give(team, team.owner, team.owner, 'admin')).body.error.code).toBe('last_owner')
    expect((await leave(team, team.owner)).body.error.code).toBe('last_owner')
    expect((await remove(team, team.owner, team.owner)).body.error.code).toBe('last_owner')
  })

  test('AU-04 two owners who step down at the same moment leave one', async () => {
    for (let round = 0; round < 10; round++) {
      const team = await makeTeam()
      const second = await join(team.id, 'owner')
      const results = await Promise.all([leave(team, team.owner), leave(team, second)])
      expect(results.map(({ status }) => status).sort()).toEqual([204, 409])
      expect((await membersOf(team.id)).filter(({ role }) => role === 'owner')).toHaveLength(1)
    }
  })

  test('AU-04 an invitation never gives more than the inviter has', async () => {
    const team = await makeTeam()
    const body = { team_id: team.id, email: 'up@example.com', role: 'owner' }
    const refused = await call(inviteRoute, { method: 'POST', headers: await signedIn(team.admin), body })
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'above_your_role' } } })
    expect(await devMailsOf('up@example.com')).toEqual([])
    expect((await call(inviteRoute, { method: 'POST', headers: await signedIn(team.owner), body })).status).toBe(201)
  })
})

describe('AU-05 at once', () => {
  test('AU-05 a removed member and the keys they made are refused at the next request', async () => {
    const team = await makeTeam()
    const headers = await signedIn(team.admin)
    const made = await call(createKey, {
      method: 'POST',
      headers,
      body: { team_id: team.id, name: 'k', role: 'viewer' },
    })
    const key = { authorization: `Bearer ${made.body.key}` }
    const query = { team_id: team.id }
    expect((await call(sitesRoute, { headers, query })).status).toBe(200)
    expect((await call(sitesRoute, { headers: key })).status).toBe(200)
    await remove(team, team.owner, team.admin)
    expect((await call(sitesRoute, { headers, query })).status).toBe(404)
    expect((await call(sitesRoute, { headers: key })).status).toBe(401)
  })

  test('AU-05 a changed role counts at the next request', async () => {
    const team = await makeTeam()
    const headers = await signedIn(team.admin)
    const body = { team_id: team.id, name: 'New' }
    expect((await call(createSiteRoute, { method: 'POST', headers, body })).status).toBe(201)
    await give(team, team.owner, team.admin, 'viewer')
    expect((await call(createSiteRoute, { method: 'POST', headers, body: { ...body, name: 'Other' } })).status).toBe(
      403,
    )
  })
})

describe('AU-06 invitations', () => {
  async function invited(email: string) {
    const team = await makeTeam()
    const headers = await signedIn(team.owner)
    const { body } = await call(inviteRoute, {
      method: 'POST',
      headers,
      body: { team_id: team.id, email, role: 'marketer' },
    })
    return { team, headers, id: String(body.id), token: await tokenFor(email) }
  }
  const tokenFor = async (email: string) =>
    /invitations\/([\w-]+)/.exec((await devMailsOf(email))[0]?.text ?? '')?.[1] ?? ''
  const acceptAs = async (who: Person, token: string) =>
    call(acceptRoute, { method: 'POST', headers: await signedIn(who), body: { token } })

  test('AU-06 it is accepted once, by the address it was sent to, with its role', async () => {
    const mia = await makeUser('mia@example.com')
    const { team, token } = await invited('mia@example.com')
    expect(await acceptAs(mia, token)).toMatchObject({ status: 200, body: { team_id: team.id, role: 'marketer' } })
    expect(await roleOf(team, mia)).toBe('marketer')
    expect(await acceptAs(mia, token)).toMatchObject({ status: 410, body: { error: { code: 'reused' } } })
  })

  test('AU-06 forwarded to somebody else it is refused, and stays open', async () => {
    const [jon, eve] = [await makeUser('jon@example.com'), await makeUser('eve@evil.example')]
    const { team, token } = await invited('jon@example.com')
    expect(await acceptAs(eve, token)).toMatchObject({ status: 403, body: { error: { code: 'wrong_address' } } })
    expect(await roleOf(team, eve)).toBeUndefined()
    expect((await acceptAs(jon, token)).status).toBe(200)
  })

  test('AU-06 after seven days it has expired; sent again it works, and the earlier link is dead', async () => {
    const kim = await makeUser('kim@example.com')
    const { headers, id, token } = await invited('kim@example.com')
    const [row] = await db.select().from(invitations).where(eq(invitations.id, id))
    expect(row!.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.99 * 86_400_000)
    await db
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(invitations.id, id))
    expect(await acceptAs(kim, token)).toMatchObject({ status: 410, body: { error: { code: 'expired' } } })
    expect((await call(resendRoute, { method: 'POST', headers, params: { id } })).status).toBe(200)
    expect(await acceptAs(kim, token)).toMatchObject({ status: 404, body: { error: { code: 'unknown' } } })
    expect((await acceptAs(kim, await tokenFor('kim@example.com'))).status).toBe(200)
  })

  test('AU-06 taken back it is refused', async () => {
    const lea = await makeUser('lea@example.com')
    const { headers, id, token } = await invited('lea@example.com')
    expect((await call(revokeInvitation, { method: 'DELETE', headers, params: { id } })).status).toBe(204)
    expect(await acceptAs(lea, token)).toMatchObject({ status: 410, body: { error: { code: 'revoked' } } })
    expect((await call(resendRoute, { method: 'POST', headers, params: { id } })).status).toBe(409)
  })

  test('AU-06 accepted twice at once it counts once; the token is stored hashed', async () => {
    const max = await makeUser('max@example.com')
    const { token } = await invited('max@example.com')
    const results = await Promise.all([acceptAs(max, token), acceptAs(max, token)])
    expect(results.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(JSON.stringify(await db.select().from(invitations))).not.toContain(token)
  })

  test('a member or an address with an open invitation is not invited twice', async () => {
    const { team, headers } = await invited('nia@example.com')
    const body = { team_id: team.id, role: 'viewer' }
    const again = await call(inviteRoute, { method: 'POST', headers, body: { ...body, email: 'Nia@Example.com ' } })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_invited' } } })
    const member = await call(inviteRoute, { method: 'POST', headers, body: { ...body, email: team.viewer.email } })
    expect(member).toMatchObject({ status: 409, body: { error: { code: 'already_member' } } })
  })
})

describe('AU-19 API keys', () => {
  test('AU-19 a dump has no key, the list only its first characters, and last use is noted', async () => {
    const team = await makeTeam()
    const { key, headers } = await makeKey(team.id)
    expect(key).toMatch(/^slk_[\w-]{43}$/)
    expect((await call(sitesRoute, { headers })).status).toBe(200)
    const rows = await db.select().from(apiKeys).where(eq(apiKeys.teamId, team.id))
    expect(JSON.stringify(rows)).not.toContain(key.slice(12))
    expect(rows[0]?.lastUsedAt).toBeInstanceOf(Date)
  })

  test('AU-19 a revoked key is 401 at the next request', async () => {
    const team = await makeTeam()
    const { id, headers } = await makeKey(team.id)
    const asOwner = await signedIn(team.owner)
    expect((await call(sitesRoute, { headers })).status).toBe(200)
    expect((await call(revokeKey, { method: 'DELETE', headers: asOwner, params: { id } })).status).toBe(204)
    expect((await call(sitesRoute, { headers })).status).toBe(401)
  })

  test('AU-19 a key acts in its own team, whatever team_id says', async () => {
    const [a, b] = [await makeTeam(), await makeTeam()]
    const { headers } = await makeKey(a.id)
    expect((await call(sitesRoute, { headers })).body.data).toMatchObject([{ team_id: a.id }])
    expect((await call(sitesRoute, { headers, query: { team_id: b.id } })).status).toBe(404)
  })

  test('AU-19 a key that calls too often is told to wait; other keys go on', async () => {
    const team = await makeTeam()
    const [busy, calm] = [await makeKey(team.id), await makeKey(team.id)]
    await db.execute(sql`insert into counters (name, window_start, count)
      select 'api key:' || substr(encode(sha256(${busy.id}::text::bytea), 'hex'), 1, 32), now() - interval '5 seconds', 600`)
    const refused = await call(sitesRoute, { headers: busy.headers })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call(sitesRoute, { headers: calm.headers })).status).toBe(200)
  })
})

describe('AU-20 caches', () => {
  test('AU-20 A, then B, the same address: no mix, and nothing may be kept', async () => {
    const [a, b] = [await makeTeam({ name: 'A' }), await makeTeam({ name: 'B' })]
    const [first, second] = [
      await call(teamsRoute, { headers: await signedIn(a.viewer) }),
      await call(teamsRoute, { headers: await signedIn(b.viewer) }),
    ]
    expect(first.body.data).toMatchObject([{ name: 'A' }])
    expect(second.body.data).toMatchObject([{ name: 'B' }])
    expect(first.headers.get('cache-control')).toBe('no-store')
  })
})

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

test('DA-13 each change leaves one audit entry, which the app can neither change nor remove', async () => {
  const team = await makeTeam()
  await give(team, team.owner, team.viewer, 'marketer')
  await remove(team, team.owner, team.viewer)
  await leave(team, team.marketer)
  expect((await auditOf(team)).map(({ action }) => action)).toEqual([
    'member.role_changed',
    'member.removed',
    'member.left',
  ])
  for (const change of [sql`update audit_log set action = 'x'`, sql`delete from audit_log`]) {
    await expect(withTeams(team.id, (tx) => tx.execute(change))).rejects.toMatchObject({ cause: { code: '42501' } })
  }
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
