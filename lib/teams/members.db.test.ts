import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { POST as createKey } from '@/app/api/v1/api_keys/route'
import { POST as inviteRoute } from '@/app/api/v1/invitations/route'
import { DELETE as removeRoute, PATCH as roleRoute } from '@/app/api/v1/members/[id]/route'
import { POST as createSiteRoute, GET as sitesRoute } from '@/app/api/v1/sites/route'
import { POST as leaveRoute } from '@/app/api/v1/teams/[id]/leave/route'
import { auditLog } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, join, makeKey, makeTeam, signedIn } from '@/lib/auth/testing'
import type { World } from '@/lib/auth/testing-world'
import { devMailsOf } from '@/lib/mail/queries'
import { createApiKey } from './api-keys'
import { invite, openInvitations } from './invitations'
import { membersOf } from './members'

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

  test('AU-05 a demoted member keeps the keys and invitations within their new role, and no others', async () => {
    const team = await makeTeam()
    const headers = await signedIn(team.admin)
    const keyOf = async (role: string) => {
      const made = await call(createKey, { method: 'POST', headers, body: { team_id: team.id, name: role, role } })
      return { authorization: `Bearer ${made.body.key}` }
    }
    const [admin, marketer, viewer] = [await keyOf('admin'), await keyOf('marketer'), await keyOf('viewer')]
    const others = await makeKey(team.id, 'admin')
    for (const role of ['admin', 'viewer']) {
      const body = { team_id: team.id, email: `${role}-${team.id}@example.com`, role }
      expect((await call(inviteRoute, { method: 'POST', headers, body })).status).toBe(201)
    }

    await give(team, team.owner, team.admin, 'marketer')

    const statusWith = async (key: Record<string, string>) => (await call(sitesRoute, { headers: key })).status
    expect(await statusWith(admin)).toBe(401)
    expect(await statusWith(marketer)).toBe(200)
    expect(await statusWith(viewer)).toBe(200)
    expect(await statusWith(others.headers)).toBe(200)
    expect((await openInvitations(team.id)).map(({ role }) => role)).toEqual(['viewer'])
  })

  test('AU-05 the open invitations of a removed member end with them', async () => {
    const team = await makeTeam()
    const body = { team_id: team.id, email: `late-${team.id}@example.com`, role: 'viewer' }
    await call(inviteRoute, { method: 'POST', headers: await signedIn(team.admin), body })
    expect(await openInvitations(team.id)).toHaveLength(1)
    await remove(team, team.owner, team.admin)
    expect(await openInvitations(team.id)).toEqual([])
  })

  test('AU-05 who was demoted between the check of a request and its work makes no key and invites nobody', async () => {
    const team = await makeTeam()
    const stale = { teamId: team.id, role: 'admin', actor: { kind: 'user', id: team.admin.id, label: 'Ada' } } as const
    await give(team, team.owner, team.admin, 'viewer')
    expect(await createApiKey(stale, { name: 'late', role: 'viewer' })).toMatchObject({ reason: 'above_your_role' })
    expect(await invite(stale, `x-${team.id}@example.com`, 'viewer')).toMatchObject({ reason: 'above_your_role' })
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

const auditOf = (team: Pick<World, 'id'>) =>
  withTeams(team.id, (tx) => tx.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.teamId, team.id)))

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
