import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, post, rowsOf } from '@/lib/lane/testing'
import { retryDead } from './retry'

useTestDatabase()

test('PR-12 a dead event can be tried again, once, and becomes what it should have been', async () => {
  const place = await connectedTeam()
  const created = Math.floor(Date.now() / 1000)
  const customer = { id: 'cus_dead', object: 'customer', email: 'dead@example.com' }
  await post({
    id: 'evt_dead',
    object: 'event',
    account: place.account,
    created,
    livemode: true,
    type: 'customer.created',
    data: { object: customer },
  })
  await applyAll()
  // What the lane leaves of an entry the database refused.
  await rowsOf(
    place,
    sql`update events set status = 'dead', reason = 'data_error', body = '{}', name = type, decision = null`,
  )
  const [{ id } = { id: '' }] = (await rowsOf(place, sql`select id from events`)) as { id: string }[]

  expect(await retryDead(place.teamId, id, { kind: 'system' })).toBe(true)
  expect(await retryDead(place.teamId, id, { kind: 'system' })).toBe(false)
  expect(await applyAll()).toBe(1)
  expect(await rowsOf(place, sql`select name, status, reason, body->>'name' as said from events`)).toEqual([
    { name: '$CustomerCreated', status: 'processed', reason: null, said: '$CustomerCreated' },
  ])
  expect(await retryDead(place.teamId, id, { kind: 'system' })).toBe(false)
})
