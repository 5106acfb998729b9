import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { addRun, addVersion, makeFlow } from '../testing-rows'
import { findRun, listRuns, type RunFilter } from './queries'

useTestDatabase()

let place: Place
let flowId: string
let otherId: string

beforeAll(async () => {
  place = await connectedTeam()
  const [flow, other] = [await makeFlow(place), await makeFlow(place)]
  ;[flowId, otherId] = [flow.id, other.id]
  await addVersion(place, flowId, 1)
  await addVersion(place, otherId, 1)
})

const list = (filter: Partial<RunFilter> = {}, page: { cursor?: string; limit?: number } = {}) =>
  listRuns(place.teamId, { siteId: place.siteId, ...filter }, { limit: 50, ...page })

const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)

test('runs of a site come newest first, and a cursor goes on below what was seen, whatever arrives meanwhile', async () => {
  const made: string[] = []
  for (let n = 0; n < 7; n++) made.unshift(await addRun(place, n % 2 ? otherId : flowId, { state: 'done' }))
  const first = await list({}, { limit: 3 })
  expect(idsOf(first)).toEqual(made.slice(0, 3))
  await addRun(place, flowId, { state: 'done' })
  const seen: string[] = idsOf(first)
  for (let next = first.next; next; ) {
    const page = await list({}, { limit: 3, cursor: next })
    seen.push(...idsOf(page))
    next = page.next
  }
  expect(seen).toEqual(made)
  expect(new Set(idsOf(await list({ flowId: otherId })))).toEqual(new Set(made.filter((_, at) => at % 2)))
})

test('runs are found by state, event and person; another site, mode and team have none of them', async () => {
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  const [party] = await rowsOf<{ key: string; subscriber_id: string }>(
    place,
    sql`select key, subscriber_id from parties where subscriber_id is not null`,
  )
  if (!party) throw new Error('nobody')
  const eventId = newId()
  const id = await addRun(place, flowId, { eventId, partyKey: party.key, state: 'failed', reason: 'mail_refused' })
  expect(idsOf(await list({ state: 'failed' }))).toEqual([id])
  expect(idsOf(await list({ eventId }))).toEqual([id])
  expect(idsOf(await list({ subscriberId: party.subscriber_id }))).toEqual([id])
  expect(idsOf(await list({ subscriberId: party.subscriber_id, flowId: otherId }))).toEqual([])
  expect(idsOf(await list({ subscriberId: newId() }))).toEqual([])
  expect(idsOf(await list({ eventId, livemode: false }))).toEqual([])
  expect((await findRun(place.teamId, id))?.person).toMatchObject({ id: party.subscriber_id, email: 'ada@example.com' })

  const stranger = await connectedTeam()
  for (const siteId of [place.siteId, stranger.siteId])
    expect(await listRuns(stranger.teamId, { siteId, eventId }, { limit: 50 })).toEqual({ rows: [], next: null })
  expect(await findRun(stranger.teamId, id)).toBeNull()
})

test('an open run says where it is in its own version, what it waits for, and whether somebody is at it', async () => {
  const waitsUntil = new Date(Date.now() + 86_400_000)
  const id = await addRun(place, flowId, { stepId: 'pause', queue: { dueAt: waitsUntil, waitsUntil } })
  await rowsOf(place, sql`update flows set draft = draft || '{"steps": []}' where id = ${flowId}`)
  expect(await findRun(place.teamId, id)).toMatchObject({
    flowName: 'Thanks',
    step: { id: 'pause', kind: 'wait', for: { amount: 2, unit: 'days' } },
    dueAt: waitsUntil,
    waitsUntil,
    isBeingDone: false,
  })
  await rowsOf(place, sql`update flow_queue set claim_id = ${newId()} where run_id = ${id}`)
  expect(await findRun(place.teamId, id)).toMatchObject({ isBeingDone: true })
  const gone = await addRun(place, flowId, { stepId: 'nosuch', state: 'failed' })
  expect(await findRun(place.teamId, gone)).toMatchObject({ step: null, dueAt: null, isBeingDone: false })
})

test('a run of a removed flow stays readable', async () => {
  const flow = await makeFlow(place)
  await addVersion(place, flow.id, 1)
  const id = await addRun(place, flow.id, { state: 'cancelled', reason: 'flow_removed' })
  await rowsOf(place, sql`update flows set deleted_at = now() where id = ${flow.id}`)
  expect(idsOf(await list({ state: 'cancelled' }))).toEqual([id])
  expect(await findRun(place.teamId, id)).toMatchObject({ flowName: 'Thanks', state: 'cancelled' })
})
