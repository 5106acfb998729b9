import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { POST } from '@/app/api/v1/connections/[id]/event_settings/missed/route'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey } from '@/lib/auth/testing'
import { applyAll, connectedTeam, post, rowsOf } from '@/lib/lane/testing'
import { applyMissed, missedCounts } from './missed'
import { missedCharge } from './testing-missed'

useTestDatabase()

test('a refund switched off leaves the lifetime value gross until its missed events are applied', async () => {
  const place = await connectedTeam()
  const value = async () => (await rowsOf(place, sql`select lifetime_value::text as value from subscribers`))[0]?.value
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
    values (${place.teamId}, ${place.connectionId}, 'charge.refunded', false, true, true, true)`,
  )
  await post({ ...missedCharge('charge.succeeded', 0), account: place.account })
  await post({ ...missedCharge('charge.refunded', 4_000), account: place.account })
  await applyAll()
  expect(await value()).toBe('10000')
  expect(await missedCounts(place.teamId, place.connectionId)).toEqual({ 'charge.refunded': 1 })

  await rowsOf(place, sql`update event_settings set "on" = true where connection_id = ${place.connectionId}`)
  expect(await applyMissed(place.teamId, place.connectionId, 'charge.refunded', { kind: 'system' })).toBe(1)
  await applyAll()
  expect(await value()).toBe('6000')
  expect(await missedCounts(place.teamId, place.connectionId)).toEqual({})
  expect(
    await rowsOf(
      place,
      sql`select status, decision->>'no_flows' as no_flows from events where type = 'charge.refunded'`,
    ),
  ).toEqual([{ status: 'processed', no_flows: 'missed' }])
})

test.each([
  ['paused', sql`update connections set is_active = false`],
  ['disconnected', sql`update connections set state = 'disconnected'`],
  ['refused by Stripe', sql`update connections set state = 'needs_reconnect'`],
])('nothing is applied while the connection is %s, and nothing of it is lost', async (_, statement) => {
  const place = await connectedTeam()
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
    values (${place.teamId}, ${place.connectionId}, 'charge.refunded', false, true, true, true)`,
  )
  await post({ ...missedCharge('charge.refunded', 4_000), account: place.account })
  await applyAll()
  await rowsOf(place, statement)
  const { headers } = await makeKey(place.teamId, 'marketer')
  for (const body of [{ type: 'charge.refunded' }, { while: 'paused' }]) {
    const refused = await call(POST, { method: 'POST', headers, params: { id: place.connectionId }, body })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'inactive', message: expect.any(String) } } })
  }
  await applyAll()
  expect(await missedCounts(place.teamId, place.connectionId)).toEqual({ 'charge.refunded': 1 })
})
