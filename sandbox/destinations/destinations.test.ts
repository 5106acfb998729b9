import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningDestinations, startDestinations } from './index'

/** The stand-ins are strict where the services' documentation is: what would be refused there is refused here. */
let there: RunningDestinations
let clock = 0

beforeEach(async () => {
  clock = Date.now()
  there = await startDestinations({ now: () => clock })
})
afterEach(() => there.stop())

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(there.url + path, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'user-agent': 'Test/1', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text }
}

describe('Bento', () => {
  const { site_uuid, publishable_key, secret_key } = {
    site_uuid: '5a1d0b5e5f0c4e6f9a7b2c3d4e5f6a7b',
    publishable_key: 'pk_sandbox',
    secret_key: 'sk_sandbox_do_not_repeat',
  }
  const authorization = `Basic ${btoa(`${publishable_key}:${secret_key}`)}`
  const event = { type: '$Test', email: 'ada@example.com' }
  const events = (list: unknown[], headers = {}) =>
    call(
      'POST',
      `/api/v1/batch/events?site_uuid=${site_uuid}`,
      { site_uuid, events: list },
      { authorization, ...headers },
    )

  test('needs keys, the site and a user agent of one’s own', async () => {
    expect((await events([event])).body).toEqual({ results: 1, failed: 0 })
    expect((await events([event], { authorization: 'Basic eDp5' })).status).toBe(401)
    expect((await events([event], { 'user-agent': 'node' })).status).toBe(403)
    expect((await call('POST', '/api/v1/batch/events', { site_uuid, events: [event] }, { authorization })).status).toBe(
      401,
    )
    const inQuery = await call(
      'POST',
      `/api/v1/batch/events?site_uuid=${site_uuid}`,
      { events: [event] },
      { authorization },
    )
    expect(inQuery.status).toBe(401)
  })

  test('takes 1 to 100 events', async () => {
    expect((await events([])).status).toBe(400)
    expect((await events(Array(100).fill(event))).body.results).toBe(100)
    expect((await events(Array(101).fill(event))).status).toBe(400)
  })

  test.each([
    [{ email: 'ada@example.com' }],
    [{ type: '$Test', email: 'nobody' }],
    [{ ...event, fields: { plan: { nested: true } } }],
    [{ ...event, fields: { lifetimeValue: 1 } }],
    [{ ...event, fields: { plan: null } }],
    [{ ...event, date: 'yesterday' }],
    [{ ...event, details: { value: { amount: 49.5, currency: 'USD' } } }],
    [{ ...event, details: { value: { amount: 4950, currency: 'usd' } } }],
    [{ ...event, details: { unique: { key: {} } } }],
    [{ ...event, site: 'x' }],
    ['text'],
  ])('counts %j as failed, and the one beside it as taken', async (bad) => {
    expect((await events([bad, event])).body).toEqual({ results: 1, failed: 1 })
    expect(there.standIns.bento.arrived).toHaveLength(1)
  })

  test('counts a repeated unique key once, per type', async () => {
    const keyed = { ...event, details: { unique: { key: 'a' } } }
    await events([keyed, keyed, { ...keyed, type: '$Other' }, event, event])
    expect(there.standIns.bento.arrived.map(({ name }) => name)).toEqual(['$Test', '$Other', '$Test', '$Test'])
  })

  test('answers 429 after 100 calls in a minute', async () => {
    await Promise.all(Array.from({ length: 100 }, () => events([event])))
    expect((await events([event])).status).toBe(429)
    clock += 60_000
    expect((await events([event])).status).toBe(200)
  })
})

describe('Loops', () => {
  const authorization = 'Bearer loops_sandbox_do_not_repeat'
  const loops = (method: string, path: string, body?: unknown, headers = {}) => {
    clock += 200
    return call(method, `/api/v1${path}`, body, { authorization, ...headers })
  }
  const event = { email: 'ada@example.com', eventName: 'Test' }

  test('needs the key', async () => {
    expect((await loops('GET', '/api-key')).body).toEqual({ success: true, teamName: 'Sandbox Roasters' })
    const wrong = await loops('GET', '/api-key', undefined, { authorization: 'Bearer wrong' })
    expect([wrong.status, wrong.body]).toEqual([401, { error: 'Invalid API key' }])
  })

  test.each([
    [{ ...event, eventName: 'a:b' }, 'colon'],
    [{ ...event, eventName: '$Test' }, 'nobody documents'],
    [{ eventName: 'Test' }, 'email or userId'],
    [{ ...event, email: 'nobody' }, 'Invalid email'],
    [{ ...event, plan: 'Pro' }, 'Unknown contact property'],
    [{ ...event, firstName: 7 }, 'must be a string'],
    [{ ...event, firstName: 'x'.repeat(501) }, '500'],
    [{ ...event, eventProperties: { a: { b: 1 } } }, 'string, number'],
    [{ ...event, eventProperties: { a: 'x'.repeat(501) } }, '500'],
    [{ ...event, eventProperties: { a: 'x\0' } }, 'characters'],
  ])('refuses %j', async (body, words) => {
    const { status, body: answer } = await loops('POST', '/events/send', body)
    expect([status, answer]).toEqual([400, { success: false, message: expect.stringContaining(words) }])
    expect(there.standIns.loops.arrived).toEqual([])
  })

  test('remembers an idempotency key for a day once it was taken, and at most 100 characters of it', async () => {
    const send = async (body: object, key: string) =>
      (await loops('POST', '/events/send', body, { 'idempotency-key': key })).status
    expect(await send({ ...event, plan: 'Pro' }, 'a')).toBe(400)
    expect(await send(event, 'a')).toBe(200)
    expect(await send(event, 'a')).toBe(409)
    clock += 24 * 60 * 60_000
    expect(await send(event, 'a')).toBe(200)
    expect(await send(event, 'x'.repeat(101))).toBe(400)
  })

  test('knows contacts by address and user id', async () => {
    await loops('PUT', '/contacts/update', { email: 'ada@example.com', userId: '1' })
    await loops('PUT', '/contacts/update', { email: 'bo@example.com' })
    expect((await loops('PUT', '/contacts/update', { email: 'bo@example.com', userId: '1' })).status).toBe(409)
    expect((await loops('PUT', '/contacts/update', { userId: '1', email: 'ada@new.example' })).status).toBe(200)
    expect((await loops('POST', '/contacts/delete', { email: 'ada@example.com' })).status).toBe(404)
    expect((await loops('POST', '/contacts/delete', { email: 'ada@new.example' })).status).toBe(200)
  })

  test('takes property names in camelCase that are not reserved and new', async () => {
    const create = async (name: string, type = 'string') =>
      (await loops('POST', '/contacts/properties', { name, type })).status
    expect([await create('planName'), await create('planName')]).toEqual([200, 400])
    expect([await create('plan_name'), await create('teamId'), await create('day', 'time')]).toEqual([400, 400, 400])
  })

  test('answers 429 after 10 calls in a second and says how many are left', async () => {
    const at = () => call('GET', '/api/v1/api-key', undefined, { authorization })
    for (let left = 9; left >= 0; left--) expect((await at()).headers.get('x-ratelimit-remaining')).toBe(String(left))
    expect((await at()).status).toBe(429)
  })
})

test('a program tells one how to misbehave, for how long, and reads what arrived', async () => {
  const tell = (body: object) => call('POST', '/sandbox/api/destinations', body)
  expect((await tell({ kind: 'webhook', fault: '503', times: 1, retryAfter: '3' })).status).toBe(200)
  const first = await call('POST', '/hooks/a', {})
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '3'])
  expect((await call('POST', '/hooks/a', {})).status).toBe(400)
  expect((await tell({ kind: 'webhook', fault: 'sulk' })).status).toBe(422)
  expect((await call('GET', '/sandbox/api/destinations')).body.webhook).toMatchObject({ calls: 2, arrived: [] })
  const foreign = await call(
    'POST',
    '/sandbox/api/destinations',
    { kind: 'bento', fault: '503' },
    { origin: 'https://evil.example' },
  )
  expect(foreign.status).toBe(403)
})

test('a redirect leads to the canary, which remembers whoever follows', async () => {
  there.standIns.webhook.misbehave('redirect')
  const { status, headers } = await call('POST', '/hooks/a', {})
  expect([status, headers.get('location')]).toEqual([302, `${there.url}/canary`])
  await fetch(`${there.url}/canary`)
  expect(there.canary).toHaveLength(1)
})
