import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeDb } from '@/db/client'
import { call } from '@/lib/auth/testing'
import { endpoints } from './manifest'

const isProtected = endpoints().filter(({ endpoint }) => endpoint.declaration.allow !== 'everyone')
const id = '01a1fbcc-0c15-7110-8c03-4dcda50b8343'
const parts = { params: { id }, query: { team_id: id, site_id: id, connection_id: id } }

beforeAll(() => {
  // Nothing listens on port 1 of loopback.
  vi.stubEnv('DATABASE_URL', 'postgres://sluice:x@127.0.0.1:1/none')
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await closeDb()
})

test.each(isProtected)(
  'AU-17 $name without a database: 401 or 503, never data, never 500',
  async ({ method, endpoint }) => {
    const json = { 'content-type': 'application/json' }
    expect((await call(endpoint, { method, headers: json, ...parts })).status).toBe(401)
    const session = await call(endpoint, {
      method,
      headers: { ...json, cookie: 'sluice.session=some-token' },
      ...parts,
    })
    expect(session).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } })
    const key = await call(endpoint, { method, headers: { ...json, authorization: 'Bearer slk_some-key' }, ...parts })
    expect(key).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } })
  },
)
