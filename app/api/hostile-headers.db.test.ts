import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { call } from '@/lib/auth/testing'
import { GET as me } from './v1/me/route'
import { GET as sites } from './v1/sites/route'

useTestDatabase()

const numRuns = process.env.SLUICE_LONG ? 100_000 : 200

/** What a header can carry at all: bytes but NUL and line ends; `fetch` refuses the rest before we see it. */
const value = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 300 }),
  fc.string({ maxLength: 60 }).map((text) => `Bearer ${text}`),
  fc.string({ maxLength: 60 }).map((text) => `sluice.session=${text}`),
  fc.constantFrom(
    'Bearer slk_',
    'Bearer',
    'Basic Og==',
    'bearer  slk_%00',
    'sluice.session=%',
    'sluice.session=%zz; ;;=',
    `Bearer slk_${'x'.repeat(9000)}`,
  ),
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header cannot hold
const sendable = value.map((text) => text.replace(/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/g, '?'))

test('AU-18 whatever stands in Authorization and Cookie, the answer is 401, never 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(sendable, sendable, fc.boolean(), async (authorization, cookie, both) => {
      const headers = { cookie, ...(both ? { authorization } : {}) }
      expect((await call(me, { headers })).status).toBe(401)
    }),
    { numRuns },
  )
}, 600_000)

test('AU-18 whatever stands in the query, the answer is 4xx', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
      const { status } = await call(sites, { query: { team_id: text, [text]: text } })
      expect(status).toBe(401)
    }),
    { numRuns },
  )
}, 600_000)
