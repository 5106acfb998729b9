import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, rowsOf } from '@/lib/lane/testing'
import { changeFlow } from './mutations'
import { findFlow, findVersion, listFlows } from './queries'
import { removeFlow } from './remove'
import { findRun } from './runs/queries'
import { addRun, addVersion, by, makeFlow } from './testing-rows'

useTestDatabase()

test('FL-06 a removed flow cancels who is inside, says why, and is nobody’s any more', async () => {
  const place = await connectedTeam()
  const [{ id }, other] = [await makeFlow(place), await makeFlow(place)]
  for (const flow of [id, other.id]) await addVersion(place, flow, 1)
  const waiting = await addRun(place, id, { stepId: 'pause' })
  const done = await addRun(place, id, { state: 'done' })
  const elsewhere = await addRun(place, other.id)
  const stranger = await connectedTeam()
  expect(await removeFlow(by(stranger), id)).toBe(false)
  expect(await removeFlow(by(place), id)).toBe(true)
  expect(await removeFlow(by(place), id)).toBe(false)

  expect(await findRun(place.teamId, waiting)).toMatchObject({
    state: 'cancelled',
    reason: 'flow_removed',
    dueAt: null,
  })
  expect(await findRun(place.teamId, done)).toMatchObject({ state: 'done', definition: { steps: expect.any(Array) } })
  expect(await findRun(place.teamId, elsewhere)).toMatchObject({ state: 'open', dueAt: expect.any(Date) })
  expect(await findFlow(place.teamId, id)).toBeNull()
  expect(await changeFlow(by(place), id, { version: 1, name: 'Back' })).toEqual({ outcome: 'not_found' })
  expect(await findVersion(place.teamId, id, 1)).toMatchObject({ no: 1 })
  const { rows } = await listFlows(place.teamId, { siteId: place.siteId }, { limit: 50 })
  expect(rows.map((row) => row.id)).toEqual([other.id])
  expect(
    await rowsOf(place, sql`select action from audit_log where subject = ${id} and action like '%removed'`),
  ).toHaveLength(1)
})
