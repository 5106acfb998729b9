import { describe, expect, test } from 'vitest'
import { EnvError, isLocal, readEnv } from './env'

const key = Buffer.alloc(32, 1).toString('base64')
const production = {
  HOST: '0.0.0.0',
  APP_URL: 'https://sluice.example.com',
  DATABASE_URL: 'postgres://sluice@db/sluice',
  AUTH_SECRET: 's'.repeat(32),
  ENCRYPTION_KEYS: `k1:${key}`,
  SMTP_URL: 'smtp://mail',
  MAIL_FROM: 'Sluice <sluice@example.com>',
  STRIPE_WEBHOOK_SECRETS: 'whsec_a',
}

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
  return []
}

describe('local', () => {
  test('nothing needs to be set', () => {
    expect(readEnv({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', APP_URL: 'http://localhost:3000', WORKER: 'on' })
  })

  test('the address follows the port, and an empty text counts as unset', () => {
    expect(readEnv({ PORT: '4100', APP_URL: '', DATABASE_URL: '' })).toMatchObject({ APP_URL: 'http://localhost:4100' })
  })

  test.each([
    [{}, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '127.0.0.1', APP_URL: 'http://sluice.localhost:3000' }, true],
    [{ HOST: '127.0.0.1', APP_URL: 'http://[::1]:3000' }, true],
    [{ HOST: '127.0.0.1', APP_URL: 'https://sluice.example.com' }, false],
    [{ HOST: '127.0.0.1', APP_URL: 'http://127.0.0.1.example.com' }, false],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '0.0.0.0', NODE_ENV: 'development' }, false],
    [{ NODE_ENV: 'production' }, true],
  ])('%o is local: %s', (source, expected) => {
    const { HOST = '127.0.0.1', APP_URL } = source as { HOST?: string; APP_URL?: string }
    expect(isLocal({ HOST, APP_URL })).toBe(expected)
    expect(problemsOf(source).length === 0).toBe(expected)
  })
})

describe('production', () => {
  test('starts when everything it needs is set', () => {
    expect(readEnv(production)).toMatchObject({ APP_URL: 'https://sluice.example.com' })
  })

  test.each(['DATABASE_URL', 'AUTH_SECRET', 'ENCRYPTION_KEYS', 'SMTP_URL', 'MAIL_FROM'])(
    'refuses to start without %s',
    (name) => {
      expect(problemsOf({ ...production, [name]: undefined })).toEqual([
        expect.stringMatching(`^${name} is missing\\. `),
      ])
    },
  )

  test('refuses to start without APP_URL, so that a forged Host never reaches a sign-in link', () => {
    expect(problemsOf({ ...production, APP_URL: undefined })).toEqual([expect.stringMatching(/^APP_URL is missing\. /)])
  })

  test('IN-07 refuses to start without a Stripe webhook secret, naming the variable', () => {
    expect(problemsOf({ ...production, STRIPE_WEBHOOK_SECRETS: '' })).toEqual([
      expect.stringMatching(/^STRIPE_WEBHOOK_SECRETS is missing\. /),
    ])
  })

  test('names everything that is missing at once', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toHaveLength(7)
  })

  test('refuses http and settings made for tests', () => {
    expect(problemsOf({ ...production, APP_URL: 'http://sluice.example.com' })).toEqual([
      expect.stringMatching(/^APP_URL must begin with https/),
    ])
    expect(problemsOf({ ...production, OUTBOUND_ALLOW: '127.0.0.1' })).toEqual([
      expect.stringMatching(/^OUTBOUND_ALLOW is for local/),
    ])
  })
})

test('webhook secrets: a comma list, those for test mode only marked', () => {
  expect(readEnv({ STRIPE_WEBHOOK_SECRETS: 'whsec_a, test:whsec_b' }).STRIPE_WEBHOOK_SECRETS).toEqual([
    { secret: 'whsec_a', testOnly: false },
    { secret: 'whsec_b', testOnly: true },
  ])
})

test('encryption keys: the first encrypts, ids are kept in order', () => {
  expect(readEnv({ ENCRYPTION_KEYS: `new:${key},old:${key}` }).ENCRYPTION_KEYS.map(({ id }) => id)).toEqual([
    'new',
    'old',
  ])
})

test('operators are compared in lower case', () => {
  expect(readEnv({ OPERATOR_EMAILS: 'Ops@Example.com, b@example.com' }).OPERATOR_EMAILS).toEqual([
    'ops@example.com',
    'b@example.com',
  ])
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['APP_URL', 'localhost:3000'],
  ['APP_URL', 'http://localhost:3000/app'],
  ['DATABASE_URL', 'mysql://db'],
  ['AUTH_SECRET', 'short'],
  ['ENCRYPTION_KEYS', 'k1:dG9vIHNob3J0'],
  ['ENCRYPTION_KEYS', `k1:${key},k1:${key}`],
  ['STRIPE_WEBHOOK_SECRETS', 'sk_live_1'],
  ['STRIPE_SECRET_KEY', 'sk_test_1'],
  ['STRIPE_TEST_SECRET_KEY', 'rk_live_1'],
  ['SMTP_URL', 'mail.internal'],
  ['WORKER', 'yes'],
  ['OPERATOR_EMAILS', 'ops'],
  ['TRUSTED_PROXIES', '10.0.0.0/40'],
])('%s=%s is refused with a sentence that never repeats the value', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} (must|holds) `)])
  expect(problemsOf({ [name]: value })[0]).not.toContain(value)
})
