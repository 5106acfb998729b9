import { expect, test } from 'vitest'
import { contentSecurityPolicy, securityHeaders } from './security-headers'

const page = {
  path: '/sites/1',
  nonce: 'bm9uY2U=',
  requestId: 'req_1',
  appUrl: 'https://sluice.example',
  development: false,
}

function directives(policy: string | undefined): Map<string, string[]> {
  const pairs = (policy ?? '').split('; ').map((directive) => directive.split(' '))
  return new Map(pairs.map(([name, ...sources]) => [name ?? '', sources]))
}

test('AU-13 scripts run only with the nonce of this request', () => {
  const csp = directives(securityHeaders(page)['content-security-policy'])
  expect(csp.get('script-src')).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"])
  expect(csp.get('style-src-elem')).toEqual(["'self'", "'nonce-bm9uY2U='"])
  expect(csp.get('default-src')).toEqual(["'self'"])
})

test('AU-13 nobody may frame us, change our base, send our forms away or load plug-ins', () => {
  const csp = directives(securityHeaders(page)['content-security-policy'])
  for (const [name, source] of [
    ['frame-ancestors', "'none'"],
    ['base-uri', "'none'"],
    ['object-src', "'none'"],
    ['form-action', "'self'"],
    ['connect-src', "'self'"],
  ] as const) {
    expect(csp.get(name), name).toEqual([source])
  }
})

test('AU-13 sniffing, referrers, openers and shared caches are shut', () => {
  expect(securityHeaders(page)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'x-request-id': 'req_1',
  })
  expect(securityHeaders(page)['permissions-policy']).toContain('camera=()')
})

test('OA-10 pages whose address carries a code or state send no referrer at all', () => {
  for (const path of ['/oauth/stripe_accounts/callback', '/account/teams/t/oauth/stripe_accounts/new']) {
    expect(securityHeaders({ ...page, path })['referrer-policy'], path).toBe('no-referrer')
  }
})

test('AU-13 HSTS is promised only when APP_URL is https', () => {
  expect(securityHeaders(page)['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  for (const appUrl of ['http://localhost:3000', undefined]) {
    const plain = securityHeaders({ ...page, appUrl })
    expect(plain).not.toHaveProperty('strict-transport-security')
    expect(plain['content-security-policy']).not.toContain('upgrade-insecure-requests')
  }
})

test('AU-13 what development needs never reaches production', () => {
  const production = contentSecurityPolicy({ nonce: 'x', https: true, development: false })
  const development = contentSecurityPolicy({ nonce: 'x', https: false, development: true })
  expect(production).not.toContain('unsafe-eval')
  expect(directives(production).get('script-src')).not.toContain("'unsafe-inline'")
  expect(directives(production).get('style-src-elem')).not.toContain("'unsafe-inline'")
  expect(development).toContain("'unsafe-eval'")
})
