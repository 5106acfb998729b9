import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { lineOf, Secret } from './log'

const line = (message: string, fields: Record<string, unknown> = {}) => lineOf('info', message, fields)

const canaries = {
  'a webhook signing secret': 'whsec_CANARY1234',
  'a live key': 'sk_live_CANARY1234',
  'a restricted key': 'rk_test_CANARY1234',
  'one of our API keys': 'slk_CANARY1234',
  'an OAuth code': 'ac_CANARY1234',
  'an Authorization header': 'Bearer CANARY.1234=',
  'a session token': 'eyJCANARY12345.CANARY.CANARY',
  'a database login': 'postgres://sluice:CANARY@127.0.0.1:5432/sluice',
  'an address': 'canary@example.com',
  'an address in another script': 'канарейка.CANARY@пример.example',
}

describe.each(Object.entries(canaries))('DA-07 %s', (_kind, canary) => {
  test.each([
    ['in the message', () => line(`it was ${canary}, sadly`)],
    ['in a field', () => line('x', { note: canary })],
    ['deep in a field', () => line('x', { a: [{ b: { c: canary } }] })],
    ['as a field name', () => line('x', { [canary]: 1 })],
    ['in an error', () => line('x', { error: new Error(canary) })],
    ['in the cause of an error', () => line('x', { error: new Error('outer', { cause: new Error(canary) }) })],
    ['in a header map', () => line('x', { headers: new Headers({ 'x-note': encodeURI(canary), cookie: 'CANARY' }) })],
    ['in a map', () => line('x', { map: new Map([[canary, canary]]) })],
  ])('is not printed %s', (_place, print) => {
    expect(print()).not.toMatch(/canary|канарейка/i)
  })
})

test.each([
  'authorization',
  'Cookie',
  'set-cookie',
  'stripe-signature',
  'password',
  'client_secret',
  'apiKey',
  'token',
  'email',
  'raw',
])('DA-07 a field named %s is hidden whatever it holds', (name) => {
  expect(line('x', { [name]: 'CANARY' })).not.toContain('CANARY')
  expect(line('x', { [name]: ['CANARY'] })).not.toContain('CANARY')
})

test('DA-07 a Secret says [secret] however it is printed, and gives itself back when asked', () => {
  const secret = new Secret('CANARY')
  expect(
    [`${secret}`, JSON.stringify({ secret }), inspect(secret), inspect({ secret }), line('x', { note: secret })].join(),
  ).not.toContain('CANARY')
  expect(secret.reveal()).toBe('CANARY')
})

test('DA-07 the values of a failed query stay out', () => {
  const error = Object.assign(new Error('Failed query: insert into subscribers …\nparams: Ada CANARY,1'), {
    detail: 'Key (name)=(CANARY)',
  })
  expect(line('x', { error })).not.toContain('CANARY')
  expect(line('x', { error })).toContain('Failed query: insert into subscribers')
})

test.each([
  'https://sluice.example.com/oauth/stripe_accounts/callback?code=CANARY&state=CANARY2',
  '/oauth/stripe_accounts/callback?state=CANARY',
  'GET /sign-in/confirm?token=CANARY&email=a HTTP/1.1',
  'body was code=CANARY&grant_type=authorization_code',
])('OA-10 the query string of %s is not printed', (url) => {
  expect(line(url, { url })).not.toContain('CANARY')
})

test('the path and what is not secret stay readable', () => {
  const printed = JSON.parse(
    line('stored 3 webhooks', { path: '/api/webhooks/stripe', count: 3n, account: 'acct_123', ok: true }),
  )
  expect(printed).toMatchObject({
    level: 'info',
    message: 'stored 3 webhooks',
    path: '/api/webhooks/stripe',
    count: '3',
    account: 'acct_123',
    ok: true,
  })
})

test('an entry is one line of plain characters, whatever is in it', () => {
  const printed = line('a\nb\u001b[31m\u2028\u202e\u0085\u200b', { 'c\r\n': '\u0000' })
  expect(printed).toMatch(/^[\x20-\x7e]*$/)
  expect(JSON.parse(printed).message).toBe('a\nb\u001b[31m\u2028\u202e\u0085\u200b')
})

test('a value that refers to itself or has no end still prints', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(line('x', { loop, long: 'y'.repeat(100_000), bytes: new Uint8Array(9) }).length).toBeLessThan(10_000)
})

test('DA-07 the token in an invitation’s path is not written down', () => {
  const written = line('a request failed', { path: '/invitations/qm7PBF-o_L_GHMoI_c4rYCDxfEMy5D7YJ0g3lqStz00' })
  expect(written).toContain('/invitations/[secret]')
  expect(written).not.toContain('qm7PBF')
})
