import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { revokeApiKey } from '@/lib/teams/api-keys'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { can } from '@/lib/tenancy/roles'
import { type Declaration, isForPeople } from './declaration'
import { endpoint, json } from './endpoint'
import { endpoints } from './manifest'
import { type Fixture, fixtures, type Input } from './matrix.fixtures'
import { methods } from './methods'
import { openapi } from './openapi'

useTestDatabase()

const roles = ['viewer', 'marketer', 'admin', 'owner'] as const
const all = endpoints()
const ofTeams = all.filter(({ endpoint }) => endpoint.declaration?.team)
const changing = all.filter(({ method }) => method !== 'GET')
const root = new URL('./v1/', import.meta.url).pathname

let a: World
let b: World

beforeAll(async () => {
  a = await makeWorld('canaryalpha')
  b = await makeWorld('canarybravo')
})

function fixtureOf(name: string): Fixture {
  const fixture = fixtures[name]
  if (!fixture)
    throw new Error(`${name} has no fixture: add one line to app/api/matrix.fixtures.ts, as its comment says`)
  return fixture
}

function success({ answer, status }: Declaration) {
  return status ?? (answer ? 200 : 204)
}

/** The body without what differs from call to call. */
const comparable = (body: { error?: unknown } | undefined) => JSON.stringify(body?.error ?? body)

describe('AU-01 the manifest', () => {
  test('AU-01 every route file under app/api/v1 stands in the manifest, with every method it exports', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(^|\/)route\.ts$/.test(file),
    )
    expect(files.length).toBeGreaterThan(20)
    const written = files.flatMap((file) => {
      const path = `/${file.replace(/\/?route\.ts$/, '')}`.replace(/\[(\w+)\]/g, '{$1}')
      const source = readFileSync(`${root}${file}`, 'utf8')
      return methods
        .filter((method) => new RegExp(`export (const|async function|function) ${method}\\b`).test(source))
        .map((method) => `${method} ${path}`)
    })
    expect(all.map(({ name }) => name).sort()).toEqual(written.sort())
  })

  test.each(all)('AU-01 $name declares its policy', ({ endpoint, path, method }) => {
    expect(endpoint.declaration?.allow, 'make it with endpoint() from app/api/endpoint.ts').toBeTruthy()
    expect(path.includes('{') ? endpoint.declaration.params : 'none needed').toBeTruthy()
    expect(endpoint.declaration.allow === 'everyone' ? method : 'GET').toBe('GET')
  })

  test.each(all)('AU-01 $name has a fixture', ({ name }) => {
    expect(() => fixtureOf(name)).not.toThrow()
  })

  test('openapi.json describes every endpoint, with its answer', () => {
    const { paths } = openapi('https://sluice.example.com')
    for (const { path, method, endpoint } of all) {
      const described = paths[path]?.[method.toLowerCase()] as { summary: string; responses: Record<string, unknown> }
      expect(described.summary).toBe(endpoint.declaration.summary)
      expect(Object.keys(described.responses)).toContain(String(success(endpoint.declaration)))
    }
  })
})

describe('AU-01 every route × every role', () => {
  test.each(all)(
    'AU-01 AU-15 $name refuses anonymous calls and revoked keys with 401',
    async ({ name, method, endpoint }) => {
      const input = fixtureOf(name).input(a)
      const expected = endpoint.declaration.allow === 'everyone' ? 200 : 401
      const revoked = await makeKey(a.id)
      await revokeApiKey({ teamId: a.id, role: 'owner', actor: { kind: 'system' } }, revoked.id)
      const nobody = { 'content-type': 'application/json' }
      for (const headers of [
        nobody,
        revoked.headers,
        { ...nobody, authorization: 'Bearer slk_unknown' },
        { ...nobody, cookie: 'sluice.session=unknown' },
      ]) {
        expect((await call(endpoint, { method, headers, ...input })).status).toBe(expected)
      }
    },
  )

  test.each(all.flatMap((one) => roles.map((role) => ({ ...one, role }))))(
    'AU-01 $name as $role',
    async ({ name, method, endpoint, role }) => {
      const { declaration } = endpoint
      const { input, but } = fixtureOf(name)
      const { allow } = declaration
      const may = allow === 'everyone' || allow === 'signed in' || can(role, allow)
      // A call that changes something gets a world of its own.
      const world = may && method !== 'GET' ? await makeWorld('canaryalpha') : a
      const { status, text, headers, body } = await call(endpoint, {
        method,
        headers: await signedIn(world[role]),
        ...input(world),
      })
      expect(status, text.slice(0, 300)).toBe(but?.[role] ?? (may ? success(declaration) : 403))
      if (status < 300 && body !== undefined) expect(declaration.answer?.safeParse(body).error).toBeUndefined()
      expect(headers.get('cache-control')).toContain('no-store')
      expect(text).not.toContain('canarybravo')
    },
  )

  test.each(all)('AU-19 $name with an API key of the team', async ({ name, method, endpoint }) => {
    const { declaration } = endpoint
    const { allow } = declaration
    const { input, but } = fixtureOf(name)
    for (const role of ['viewer', 'marketer', 'admin'] as const) {
      const world = method === 'GET' ? a : await makeWorld('canaryalpha')
      const { headers } = await makeKey(world.id, role)
      const may = allow === 'everyone' || (!isForPeople(declaration) && allow !== 'signed in' && can(role, allow))
      const { status, text } = await call(endpoint, { method, headers, ...input(world) })
      expect(status, `${role}: ${text.slice(0, 300)}`).toBe(may ? (but?.key ?? success(declaration)) : 403)
    }
  })
})

describe('AU-02 AU-03 a foreign team', () => {
  test.each(ofTeams)(
    'AU-02 $name: a foreign id is the same 404 as a missing one',
    async ({ name, method, endpoint }) => {
      const { input } = fixtureOf(name)
      const place = endpoint.declaration.team?.place ?? 'params.id'
      const foreign = await call(endpoint, { method, headers: await signedIn(b.owner), ...input(a) })
      const missing = await call(endpoint, {
        method,
        headers: await signedIn(b.owner),
        ...withAt(input(a), place, newId()),
      })
      const nonsense = await call(endpoint, {
        method,
        headers: await signedIn(b.owner),
        ...withAt(input(a), place, "x' or 1=1 --"),
      })
      expect([foreign.status, missing.status, nonsense.status]).toEqual([404, 404, 404])
      expect(comparable(foreign.body)).toBe(comparable(missing.body))
      expect(comparable(foreign.body)).toBe(comparable(nonsense.body))
      expect(foreign.text).not.toContain('canaryalpha')
    },
  )

  test.each(ofTeams)('AU-02 $name: a foreign API key finds nothing', async ({ name, method, endpoint }) => {
    const { status, text } = await call(endpoint, { method, headers: b.keyHeaders, ...fixtureOf(name).input(a) })
    expect(status).toBe(isForPeople(endpoint.declaration) ? 403 : 404)
    expect(text).not.toContain('canaryalpha')
  })

  test.each(ofTeams)(
    'AU-02 $name: an id of B in any one place of a call about A is refused, or shows nothing of B',
    async ({ name, method, endpoint }) => {
      const { input } = fixtureOf(name)
      for (const place of placesThatDiffer(input(a), input(b))) {
        const mixed = withAt(input(a), place, at(input(b), place))
        const { status, text } = await call(endpoint, { method, headers: await signedIn(a.owner), ...mixed })
        expect(status, place).toBeGreaterThanOrEqual(400)
        expect(status, place).toBeLessThan(500)
        expect(text).not.toContain('canarybravo')
      }
    },
  )

  test('AU-03 the canary is there to be found: A reads its own', async () => {
    let seen = 0
    for (const { name, method, endpoint } of all.filter((one) => one.method === 'GET')) {
      const response = await call(endpoint, {
        method,
        headers: await signedIn(a.owner),
        ...fixtureOf(name).input(a),
      })
      expect(response.text).not.toContain('canarybravo')
      if (response.text.includes('canaryalpha')) seen += 1
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('AU-03 filters that name a foreign thing find nothing', async () => {
    const headers = await signedIn(a.owner)
    for (const { name, method, endpoint } of all.filter((one) => one.method === 'GET')) {
      const { query, params } = fixtureOf(name).input(a)
      const more = {
        email: 'canarybravo@example.com',
        cursor: b.eventId,
        q: 'canarybravo',
        connection: b.connectionId,
        site: b.siteId,
      }
      const response = await call(endpoint, {
        method,
        headers,
        params: params ?? {},
        query: { ...more, ...query },
      })
      expect(response.text).not.toContain('canarybravo')
      expect(response.status).toBeLessThan(500)
    }
  })
})

describe('AU-04 AU-12 changes', () => {
  test.each(changing)(
    'AU-12 $name with a session: only our own origin, only JSON',
    async ({ name, method, endpoint }) => {
      const { input } = fixtureOf(name)
      const own = await signedIn(a.owner)
      const { origin: _, ...without } = own
      const hostile = [
        { ...own, origin: 'https://evil.example' },
        { ...own, origin: 'null' },
        { ...own, origin: `${own.origin}.evil.example` },
        { ...own, 'content-type': 'text/plain' },
        { ...own, 'content-type': 'application/x-www-form-urlencoded' },
        without,
      ]
      for (const headers of hostile) expect((await call(endpoint, { method, headers, ...input(a) })).status).toBe(403)
    },
  )

  const endsMembership = ['DELETE /teams/{id}', 'POST /teams', 'POST /teams/{id}/leave']

  test.each(changing)('AU-04 $name: extra fields change nothing', async ({ name, method, endpoint }) => {
    const world = await makeWorld('canaryalpha')
    const { input } = fixtureOf(name)
    const extra = {
      role: 'owner',
      team_id: b.id,
      user_id: world.viewer.id,
      id: b.siteId,
      owner: true,
      created_by: b.owner.id,
      __proto__: { role: 'owner' },
    }
    const { body, ...rest } = input(world)
    const before = await membershipsOf(world.admin.id)
    const { status } = await call(endpoint, {
      method,
      headers: await signedIn(world.admin),
      ...rest,
      body: { ...extra, ...body },
    })
    expect(status).toBeLessThan(500)
    if (!endsMembership.includes(name))
      expect((await membershipsOf(world.admin.id)).map(({ role }) => role)).toEqual(before.map(({ role }) => role))
    expect(await membershipsOf(b.owner.id)).toMatchObject([{ teamId: b.id, teamName: b.name, role: 'owner' }])
    expect((await membershipsOf(world.viewer.id)).map(({ role }) => role)).not.toContain('owner')
  })

  test.each(changing)('AU-18 $name: malformed bodies are the caller’s fault', async ({ name, method, endpoint }) => {
    const { params, query } = fixtureOf(name).input(a)
    const headers = await signedIn(a.owner)
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    const world = await makeWorld('canaryalpha')
    const own = { ...fixtureOf(name).input(world), headers: await signedIn(world.owner), method }
    for (const body of [
      '{',
      'null',
      '[]',
      '"x"',
      '1',
      '{"name":"\\u0000"}',
      '{"name":"\\ud800"}',
      deep,
      `"${'x'.repeat(300_000)}"`,
    ]) {
      const { status } = await call(endpoint, {
        method,
        headers,
        params: { id: newId(), ...params },
        query: query ?? {},
        body,
      })
      if (name !== 'DELETE /sessions') expect(status, body.slice(0, 20)).toBeLessThan(500)
    }
    const odd = { name: 5, role: [], email: {}, changes: 'x', version: -1, token: null, site_id: 'x' }
    expect((await call(endpoint, { ...own, body: odd })).status).toBeLessThan(500)
  })
})

test('DA-14 what breaks inside is not told: no stack, no SQL, but a request id', async () => {
  const broken = endpoint({ summary: 'broken', allow: 'everyone' }, async () => {
    await db.execute('select canary_secret from no_such_table')
    return json({})
  })
  const { status, text, body } = await call(broken, { headers: { 'x-request-id': 'req_1' } })
  expect(status).toBe(500)
  expect(body).toEqual({
    error: { code: 'broken', message: 'Something broke on our side; your data is safe.' },
    request_id: 'req_1',
  })
  expect(text).not.toMatch(/canary|select|stack|\.ts/)
})

function at(input: Input, place: string): unknown {
  const [part, key] = place.split('.') as [keyof Input, string]
  return input[part]?.[key]
}

function withAt(input: Input, place: string, value: unknown): Input {
  const [part, key] = place.split('.') as [keyof Input, string]
  return { ...input, [part]: { ...input[part], [key]: value } }
}

function placesThatDiffer(one: Input, other: Input): string[] {
  return (['params', 'query', 'body'] as const).flatMap((part) =>
    Object.keys(one[part] ?? {})
      .map((key) => `${part}.${key}`)
      .filter((place) => JSON.stringify(at(one, place)) !== JSON.stringify(at(other, place))),
  )
}
