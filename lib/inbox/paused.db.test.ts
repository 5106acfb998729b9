import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, post, rowsOf } from '@/lib/lane/testing'
import { applyPaused, pausedCount } from './missed'
import { missedCharge } from './testing-missed'

useTestDatabase()

test('what came during a pause stays unapplied until it is asked for, and then counts without starting anything', async () => {
  const place = await connectedTeam()
  const value = async () => (await rowsOf(place, sql`select lifetime_value::text as value from subscribers`))[0]?.value
  const turn = (on: boolean) =>
    rowsOf(place, sql`update connections set is_active = ${on} where id = ${place.connectionId}`)
  await post({ ...missedCharge('charge.succeeded', 0), account: place.account })
  await applyAll()
  await turn(false)
  await post({ ...missedCharge('charge.refunded', 4_000), account: place.account })
  await applyAll()
  await turn(true)
  await applyAll()
  expect(await value(), 'a resumed connection does not catch up by itself').toBe('10000')
  expect(await pausedCount(place.teamId, place.connectionId)).toBe(1)

  expect(await applyPaused(place.teamId, place.connectionId, { kind: 'system' })).toBe(1)
  expect(await applyPaused(place.teamId, place.connectionId, { kind: 'system' }), 'queued once').toBe(0)
  await applyAll()
  expect(await value()).toBe('6000')
  expect(await pausedCount(place.teamId, place.connectionId)).toBe(0)
  expect(
    await rowsOf(
      place,
      sql`select status, reason, decision->>'no_flows' as no_flows from events where type = 'charge.refunded'`,
    ),
  ).toEqual([{ status: 'processed', reason: null, no_flows: 'missed' }])
})
