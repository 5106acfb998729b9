import { afterEach, expect, test, vi } from 'vitest'
import { calmly } from './calmly'

afterEach(() => vi.restoreAllMocks())

const request = () =>
  new Request('http://localhost:3000/oauth/stripe_accounts/callback?code=ac_canary&state=canary', {
    headers: { 'x-request-id': 'req_1' },
  })

test('DA-14 OA-10 a failure is a page with a reference, and neither page nor log names the cause’s address', async () => {
  const written = quietly()
  const answer = await calmly('callback', async () => {
    throw new Error('select canary_sql from nowhere')
  })(request())
  expect(answer.status).toBe(500)
  const html = await answer.text()
  expect(html).toContain('req_1')
  expect(html).not.toContain('canary')
  expect(written()).toContain('req_1')
  expect(written()).not.toMatch(/ac_canary|state=/)
})

test('AU-17 a database that cannot be reached is a 503', async () => {
  quietly()
  const down = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect((await calmly('callback', () => Promise.reject(down))(request())).status).toBe(503)
})

function quietly(): () => string {
  const lines: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk))
      return true
    })
  }
  return () => lines.join('')
}
