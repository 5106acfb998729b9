import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DELETE as revokeKey } from '@/app/api/v1/api_keys/[id]/route'
import { GET as sitesRoute } from '@/app/api/v1/sites/route'
import { GET as teamsRoute } from '@/app/api/v1/teams/route'
import { db } from '@/db/client'
import { apiKeys } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey, makeTeam, signedIn } from '@/lib/auth/testing'

useTestDatabase()

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
