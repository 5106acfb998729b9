import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { callsToReceivers } from '@/lib/auth/rate-limit'
import { makeWorld } from '@/lib/auth/testing-world'
import { POST } from './[id]/test/route'

useTestDatabase()

test('DA-18 test sends are limited for each team', async () => {
  const world = await makeWorld('limit')
  const send = () =>
    POST(
      new Request(`http://localhost:3000/api/v1/destinations/${world.destinationId}/test`, {
        method: 'POST',
        headers: { ...world.keyHeaders, 'content-type': 'application/json' },
        body: '{}',
      }),
      { params: Promise.resolve({ id: world.destinationId }) },
    )
  const first = await send()
  expect([first.status, await first.json()]).toMatchObject([200, { outcome: 'try-again', reason: 'address_refused' }])
  for (let n = 1; n < callsToReceivers.most; n++) expect((await send()).status).toBe(200)
  const refused = await send()
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
})
