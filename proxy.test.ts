import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { config, proxy } from './proxy'

function pass(headers: Record<string, string> = {}) {
  return proxy(new NextRequest('http://localhost:3000/sites/1', { headers }))
}

/** What the app behind the proxy sees: Next carries overridden request headers under this prefix. */
const seen = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`)

test('AU-13 every answer has the policy, and the app gets the same nonce', () => {
  const response = pass()
  const nonce = seen(response, 'x-nonce')
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  expect(seen(response, 'content-security-policy')).toBe(response.headers.get('content-security-policy'))
  expect(response.headers.get('cache-control')).toContain('no-store')
})

test('a method the API does not take at an address answers 405 as JSON, with Allow and a reference', async () => {
  const response = proxy(new NextRequest('http://localhost:3000/api/v1/sites', { method: 'DELETE' }))
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS'])
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(await response.json()).toMatchObject({
    error: { code: 'method_not_allowed' },
    request_id: response.headers.get('x-request-id'),
  })
})

test('AU-13 a nonce is never used twice', () => {
  const nonces = Array.from({ length: 50 }, () => seen(pass(), 'x-nonce'))
  expect(new Set(nonces).size).toBe(50)
})

test('AU-13 a nonce, request id or policy sent by the client is ignored', () => {
  const response = pass({
    'x-nonce': 'mine',
    'x-request-id': 'req_mine',
    'content-security-policy': "script-src 'nonce-mine'",
    'content-security-policy-report-only': "script-src 'nonce-mine'",
  })
  expect(seen(response, 'x-nonce')).not.toBe('mine')
  expect(seen(response, 'x-request-id')).toBe(response.headers.get('x-request-id'))
  expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/)
  expect(seen(response, 'content-security-policy')).not.toContain('mine')
  expect(seen(response, 'content-security-policy-report-only')).toBeNull()
})

test.each([
  ['/', true],
  ['/sign-in', true],
  ['/api/v1/sites', true],
  ['/sites/1/events', true],
  ['/healthz/anything', true],
  ['/api/webhooks-elsewhere', true],
  ['/api/webhooks/stripe', false],
  ['/api/webhooks/stripe/key', false],
  ['/healthz', false],
  ['/readyz', false],
  ['/metrics', false],
  ['/_next/static/chunks/a.js', false],
  ['/icon.svg', false],
])('AU-13 the proxy stands before %s: %s', (path, stands) => {
  expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))).toBe(stands)
})
