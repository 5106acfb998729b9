import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunningSandbox } from '../server'
import {
  acme,
  callback,
  codeFor,
  decide,
  exchange,
  listen,
  post,
  question,
  signedIn,
  startSandbox,
  testConfig,
} from '../testing'

let endpoint: Awaited<ReturnType<typeof listen>>
let sandbox: RunningSandbox
let clock = Date.now()

beforeEach(async () => {
  clock = Date.now()
  endpoint = await listen()
  sandbox = await startSandbox({ ...testConfig, webhookUrl: endpoint.url, now: () => clock })
})

afterEach(async () => {
  await sandbox.stop()
  await endpoint.stop()
})

const ask = (params: URLSearchParams, cookie = '') =>
  fetch(`${sandbox.url}/oauth/authorize?${params}`, { redirect: 'manual', headers: { cookie } })

test.each([
  ['an unknown client', { client_id: 'ca_else' }, 'invalid_client'],
  ['no client', { client_id: null }, 'invalid_request'],
  ['no response type', { response_type: null }, 'invalid_request'],
  ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['a scope no platform gets', { scope: 'read_only' }, 'invalid_scope'],
  ['a longer redirect address', { redirect_uri: `${callback}/` }, 'invalid_redirect_uri'],
  ['a redirect address with a query', { redirect_uri: `${callback}?x=1` }, 'invalid_redirect_uri'],
  ['a redirect address elsewhere', { redirect_uri: 'http://evil.example/' }, 'invalid_redirect_uri'],
])('%s is refused here, without a redirect', async (_, changes, error) => {
  const response = await ask(question(changes))
  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
  expect(await response.json()).toMatchObject({ error, state: 'a state' })
})

test('who is not signed in signs in first and comes back to the same question', async () => {
  const page = await (await ask(question({ state: 'x"><script>' }))).text()
  expect(page).toContain('Sign in as the demo merchant')
  expect(page).not.toContain('<script>')
  const next = /name="next" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const response = await fetch(`${sandbox.url}/sandbox/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ next }),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  expect(new URL(response.headers.get('location') ?? '', sandbox.url).searchParams.get('state')).toBe('x"><script>')
})

test('the page names the application and its accounts, and says what is asked for', async () => {
  const page = await (await ask(question({ client_id: 'ca_test' }), await signedIn(sandbox))).text()
  expect(page).toContain('Sluice wants to connect')
  expect(page).toContain('Test mode')
  expect(page).toContain('Acme Coffee Roasters')
  expect(page).toContain('read and write')
})

test('sign-in goes nowhere but back to the sandbox', async () => {
  for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
    const response = await fetch(`${sandbox.url}/sandbox/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ next }),
      redirect: 'manual',
    })
    expect(response.headers.get('location')).toBe('/')
  }
})

test('another site cannot press Connect', async () => {
  const body = question()
  body.set('account', acme)
  body.set('decision', 'connect')
  const headers = { cookie: await signedIn(sandbox), origin: 'http://evil.example' }
  const response = await fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', body, headers, redirect: 'manual' })
  expect(response.status).toBe(403)
})

test('Cancel sends the browser back with access_denied and the state', async () => {
  const url = await decide(sandbox, { decision: 'cancel' })
  expect(url.origin + url.pathname).toBe(callback)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    error: 'access_denied',
    error_description: 'The user denied your request',
    state: 'a state',
  })
})

test('Connect sends a code, the code becomes a connection, and the endpoint hears of it', async () => {
  const url = await decide(sandbox)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ scope: 'read_write', state: 'a state' })
  const { status, body } = await exchange(sandbox, url.searchParams.get('code') ?? '')
  expect(status).toBe(200)
  expect(body).toMatchObject({ stripe_user_id: acme, livemode: true, scope: 'read_write', token_type: 'bearer' })
  await expect.poll(() => endpoint.types()).toEqual(['account.application.authorized'])
  expect(JSON.parse(endpoint.heard[0]?.body ?? '')).toMatchObject({
    account: acme,
    api_version: null,
    request: null,
    data: { object: { id: 'ca_live', object: 'application' } },
  })
})

test('a code used twice is refused, and the connection is gone', async () => {
  const code = await codeFor(sandbox)
  expect((await exchange(sandbox, code)).status).toBe(200)
  const second = await exchange(sandbox, code)
  expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(sandbox.state.connections).toEqual({})
  await expect.poll(() => endpoint.types()).toContain('account.application.deauthorized')
})

test('a code lives five minutes', async () => {
  const [early, late] = [await codeFor(sandbox), await codeFor(sandbox, { account: 'acct_1SbxLumiereStud' })]
  clock += 299_000
  expect((await exchange(sandbox, early)).status).toBe(200)
  clock += 1000
  expect(await exchange(sandbox, late)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', error_description: expect.stringContaining('expired') },
  })
})

test('a code of one mode is not for the key of the other', async () => {
  const code = await codeFor(sandbox, { client_id: 'ca_test' })
  expect(await exchange(sandbox, code, testConfig.secretKeys.live)).toMatchObject({ body: { error: 'invalid_grant' } })
  expect(await exchange(sandbox, code, testConfig.secretKeys.test)).toMatchObject({
    status: 200,
    body: { livemode: false },
  })
})

test.each([
  ['no key', { grant_type: 'authorization_code', code: 'ac_x' }, null, 401, 'invalid_client'],
  ['a wrong key', { grant_type: 'authorization_code', code: 'ac_x' }, 'sk_live_else', 401, 'invalid_client'],
  ['no grant type', { code: 'ac_x' }, testConfig.secretKeys.live, 400, 'invalid_request'],
  [
    'another grant type',
    { grant_type: 'password', code: 'x' },
    testConfig.secretKeys.live,
    400,
    'unsupported_grant_type',
  ],
  ['no code', { grant_type: 'authorization_code' }, testConfig.secretKeys.live, 400, 'invalid_request'],
  [
    'a code nobody issued',
    { grant_type: 'authorization_code', code: 'ac_x' },
    testConfig.secretKeys.live,
    400,
    'invalid_grant',
  ],
])('the token call with %s is refused', async (_, fields, key, status, error) => {
  const answer = await post(sandbox, '/oauth/token', fields as Record<string, string>, key)
  expect(answer).toMatchObject({ status, body: { error, error_description: expect.any(String) } })
})

test('the key may also come as Basic user or as client_secret', async () => {
  const key = testConfig.secretKeys.live
  const basic = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: await codeFor(sandbox) }),
  })
  expect(basic.status).toBe(200)
  const fields = {
    grant_type: 'authorization_code',
    code: await codeFor(sandbox, { account: 'acct_1SbxKikuBooks00' }),
    client_secret: key,
  }
  expect((await post(sandbox, '/oauth/token', fields, null)).status).toBe(200)
})

test('with the switch on, the news and a payment arrive before the token answer', async () => {
  sandbox.state.switches.eventBeforeToken = true
  await exchange(sandbox, await codeFor(sandbox))
  expect(endpoint.types()).toEqual(expect.arrayContaining(['account.application.authorized', 'charge.succeeded']))
})

test('the token call can fail in every way', async () => {
  const { switches } = sandbox.state
  const body = async () => new URLSearchParams({ grant_type: 'authorization_code', code: await codeFor(sandbox) })
  const headers = { authorization: `Bearer ${testConfig.secretKeys.live}` }
  const call = async (init: RequestInit = {}) =>
    fetch(`${sandbox.url}/oauth/token`, { method: 'POST', headers, body: await body(), ...init })

  switches.tokenFault = '500'
  expect((await call()).status).toBe(500)
  expect(sandbox.state.connections).toEqual({})
  switches.tokenFault = 'garbage'
  expect(await (await call()).text()).toContain('<html>')
  switches.tokenFault = 'other_livemode'
  expect(await (await call()).json()).toMatchObject({ livemode: false })
  switches.tokenFault = 'reset'
  await expect(call()).rejects.toThrow()
  switches.tokenFault = 'timeout'
  await expect(call({ signal: AbortSignal.timeout(100) })).rejects.toThrow()
  expect(Object.keys(sandbox.state.connections)).toEqual([`${acme}/live`])
})

test('deauthorize ends the connection, says so once, and can be down', async () => {
  await sandbox.connect(acme)
  await expect.poll(() => endpoint.types()).toHaveLength(1)
  const fields = { client_id: 'ca_live', stripe_user_id: acme }
  sandbox.state.switches.failDeauthorize = true
  expect((await post(sandbox, '/oauth/deauthorize', fields)).status).toBe(503)
  sandbox.state.switches.failDeauthorize = false
  expect(await post(sandbox, '/oauth/deauthorize', fields)).toEqual({ status: 200, body: { stripe_user_id: acme } })
  expect(await post(sandbox, '/oauth/deauthorize', fields)).toMatchObject({
    status: 400,
    body: { error: 'invalid_client' },
  })
  await sandbox.sender.idle()
  expect(endpoint.types()).toEqual(['account.application.authorized', 'account.application.deauthorized'])
})

test('deauthorize refuses another mode, another client and an unknown account', async () => {
  await sandbox.connect(acme)
  const fields = { client_id: 'ca_live', stripe_user_id: acme }
  expect((await post(sandbox, '/oauth/deauthorize', fields, testConfig.secretKeys.test)).body.error).toBe(
    'invalid_client',
  )
  expect((await post(sandbox, '/oauth/deauthorize', { ...fields, client_id: 'ca_else' })).body.error).toBe(
    'invalid_client',
  )
  expect((await post(sandbox, '/oauth/deauthorize', { ...fields, stripe_user_id: 'acct_x' })).body.error).toBe(
    'invalid_client',
  )
  expect((await post(sandbox, '/oauth/deauthorize', { client_id: 'ca_live' })).body.error).toBe('invalid_request')
  expect(Object.keys(sandbox.state.connections)).toEqual([`${acme}/live`])
})
