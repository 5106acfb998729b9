import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey, makeTeam, signedIn } from '@/lib/auth/testing'
import { endpoints } from './manifest'
import { openapi } from './openapi'
import { POST as createKey } from './v1/api_keys/route'
import { POST as invite } from './v1/invitations/route'
import { PATCH as patchSite } from './v1/sites/[id]/route'
import { POST as createSite, GET as sites } from './v1/sites/route'

useTestDatabase()

test('team_id may stand in the query of every call about a team', async () => {
  const team = await makeTeam()
  const headers = await signedIn(team.owner)
  const query = { team_id: team.id }
  const post = (endpoint: typeof createSite, body: unknown) => call(endpoint, { method: 'POST', headers, query, body })
  expect((await call(sites, { headers, query })).status).toBe(200)
  expect((await post(createSite, { name: 'Second' })).status).toBe(201)
  expect((await post(createKey, { name: 'k', role: 'viewer' })).status).toBe(201)
  expect((await post(invite, { email: `a-${team.id}@example.com`, role: 'viewer' })).status).toBe(201)
})

test('AU-02 naming another team than the one a thing is of finds nothing, with a session and with a key', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const key = await makeKey(team.id)
  for (const headers of [await signedIn(team.owner), key.headers]) {
    const rename = (team_id: string) =>
      call(patchSite, {
        method: 'PATCH',
        headers,
        params: { id: team.siteId },
        query: { team_id },
        body: { name: 'X' },
      })
    expect((await rename(other.id)).status).toBe(404)
    expect((await rename(team.id)).status).toBe(200)
  }
  expect((await call(sites, { headers: key.headers, query: { team_id: other.id } })).status).toBe(404)
})

test('openapi.json names team_id in the query of every call about a team', () => {
  const { paths } = openapi('https://sluice.example.com')
  for (const { path, method, endpoint } of endpoints()) {
    const described = paths[path]?.[method.toLowerCase()] as { parameters: { name: string; in: string }[] }
    const named = described.parameters.filter((one) => one.name === 'team_id' && one.in === 'query')
    expect(named, `${method} ${path}`).toHaveLength(endpoint.declaration.team ? 1 : 0)
  }
})
