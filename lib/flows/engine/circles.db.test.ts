import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { httpTo } from '@/lib/deliveries/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import type { Http } from '@/lib/outbound/http'
import { mostOfPerson, mostRuns, mostStops } from '../ceiling'
import { emptyDefinition } from '../definition'
import { changeFlow, resumeFlow } from '../mutations'
import { by } from '../testing-rows'
import { addLiveVersion, call, liveFlow, notes, runAll, runsOf } from './testing'

useTestDatabase()

let sink: Server | undefined
afterEach(() => {
  sink?.closeAllConnections()
  sink?.close()
})

const now = () => ({ created: Math.floor(Date.now() / 1000) })
const changed = (place: Place, more: object = {}) =>
  stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', more), 0, now())

/** A receiver that changes the customer at Stripe for every call it gets: Stripe tells us, and the flow begins again. */
async function echo(
  place: Place,
  metadataOf: (depth: string) => object = () => ({}),
): Promise<{ http: Http; url: string }> {
  const server = createServer(async (request, response) => {
    const depth = String(request.headers['sluice-depth'])
    await postAll([changed(place, { metadata: metadataOf(depth) })])
    response.end('ok')
  })
  sink = server
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { http: httpTo(url), url: `${url}/echo` }
}

/** Until the sink, the lane and the loop have nothing left. */
async function goRound(place: Place, http: Http) {
  while ((await applyAll()) > 0) await runAll(place, { http })
}

test('FL-07 a receiver that echoes back what began the flow: it stops at depth 3', async () => {
  const place = await connectedTeam()
  const { http, url } = await echo(place)
  await liveFlow(place, { on: 'customer.updated', steps: [call('call1', { url })] })
  await postAll([changed(place)])
  await goRound(place, http)
  expect((await runsOf(place)).map(({ state, reason, depth }) => `${depth} ${reason ?? state}`)).toEqual([
    '0 done',
    '1 done',
    '2 done',
    '3 flow_loop',
  ])
})

test('FL-07 a circle over other flows stops by the depth a receiver hands back', async () => {
  const place = await connectedTeam()
  const { http, url } = await echo(place, (depth) => ({ sluice_depth: depth }))
  await liveFlow(place, { on: 'customer.updated', steps: [call('call1', { url })] })
  await calledBy(place, await liveFlow(place, { steps: [call()] }))
  await postAll([changed(place, { metadata: { sluice_depth: '2' } })])
  await goRound(place, http)
  expect((await runsOf(place)).slice(1).map(({ reason, state, depth }) => `${depth} ${reason ?? state}`)).toEqual([
    '2 done',
    '3 flow_loop',
  ])
})

/** A flow that called somebody about this customer a moment ago. */
async function calledBy(place: Place, flow: string) {
  await letIn(place, flow, 1, `cus:${place.connectionId}:cus_1`)
  await rowsOf(
    place,
    sql`insert into flow_steps (team_id, run_id, no, step_id, kind, at, duration_ms, outcome)
      select team_id, id, 1, 'call1', 'http', now() - interval '2 seconds', 5, 'done' from flow_runs where flow_id = ${flow}`,
  )
}

test('a depth that stayed on an object from long ago says nothing', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { on: 'customer.updated', steps: [call()] })
  await postAll([changed(place, { metadata: { sluice_depth: '3' } })])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen.map(({ depth }) => depth)).toEqual([0])
})

test('six payments of one person within seconds are no circle, with a call for each', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  const { kinds, seen } = notes(place)
  const began = Math.floor(Date.now() / 1000)
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const object = charge(`ch_${n}`, 100, { payment_intent: `pi_${n}` })
    await postAll([stripeEvent(place, 'charge.succeeded', object, 0, { created: began + 5 * n })])
    await applyAll()
    await runAll(place, { kinds })
  }
  expect(seen.map(({ depth }) => depth)).toEqual([0, 0, 0, 0, 0, 0])
  expect(await stateOf(place)).toEqual([{ state: 'live', paused_reason: null }])
})

test('events that happen together are no circle, however many calls they lead to', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()] })
  const { kinds, seen } = notes(place)
  for (const id of ['ch_1', 'ch_2', 'ch_3', 'ch_4', 'ch_5']) {
    await postAll([stripeEvent(place, 'charge.succeeded', charge(id, 100))])
    await applyAll()
    await runAll(place, { kinds })
  }
  expect(seen.map(({ depth }) => depth)).toEqual([0, 0, 0, 0, 0])
})

/** Jobs are nobody's of one team. */
const mailsOf = async (flow: string) =>
  (await db.execute(sql`select 1 from graphile_worker.jobs where key = ${`flow-paused:${flow}:all`}`)).rows

const stateOf = (place: Place) => rowsOf(place, sql`select state, paused_reason from flows`)

/** Runs that were let in a moment ago. */
const letIn = (place: Place, flow: string, count: number, partyKey: string, how = sql`'done', null, now()`) => {
  const { teamId, siteId, connectionId } = place
  // Made long before: only when they were let in counts.
  const ids = `{${Array.from({ length: count }, () => newId().replace(/^.{8}/, '01900000')).join(',')}}`
  return rowsOf(
    place,
    sql`insert into flow_runs (team_id, id, flow_id, version_no, site_id, livemode, connection_id, event_id, party_key, type, event,
        state, reason, entered_at, ended_at)
      select ${teamId}, id, ${flow}, 1, ${siteId}, true, ${connectionId}, id, ${partyKey}, 'charge.succeeded', '{}', ${how}, now()
      from unnest(${ids}::uuid[]) id`,
  )
}

test('FL-07 a flow that lets in far more than it should pauses itself, says so once, and goes on when it is resumed', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await letIn(place, flow, mostRuns.count, 'mail:many@example.com')
  await postAll(['ch_1', 'ch_2'].map((id) => stripeEvent(place, 'charge.succeeded', charge(id, 100))))
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(await stateOf(place)).toEqual([{ state: 'paused', paused_reason: 'flow_ceiling' }])
  expect([seen.length, (await mailsOf(flow)).length]).toEqual([0, 1])
  expect(await rowsOf(place, sql`select count(*)::int as n from flow_runs where state = 'open'`)).toEqual([{ n: 2 }])
  await resumeFlow(by(place), flow)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(2)
})

test('FL-07 who goes on saving the draft does not keep such a flow going; who publishes it anew says that it is meant so', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await letIn(place, flow, mostRuns.count, 'mail:many@example.com')
  const saved = await changeFlow(by(place), flow, { version: 1, draft: { ...emptyDefinition, steps: [call('call2')] } })
  expect(saved.outcome).toBe('saved')
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect([await stateOf(place), seen.length]).toEqual([[{ state: 'paused', paused_reason: 'flow_ceiling' }], 0])
  await rowsOf(place, sql`update flows set state = 'live'`)
  await addLiveVersion(place, flow, 2, emptyDefinition)
  await runAll(place, { kinds })
  expect([await stateOf(place), seen.length]).toMatchObject([[{ state: 'live' }], 1])
})

test('FL-07 whoever it let in thirty times in an hour is skipped, and everybody else goes through', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await letIn(place, flow, mostOfPerson.count, 'mail:ada@example.com')
  const ofAda = ['ch_1', 'ch_2', 'ch_3', 'ch_4', 'ch_5', 'ch_6']
  await postAll([
    ...ofAda.map((id) => stripeEvent(place, 'charge.succeeded', charge(id, 100))),
    stripeEvent(place, 'charge.succeeded', charge('ch_b', 100, { billing_details: { email: 'bo@example.com' } })),
  ])
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen.map(({ subscriber }) => subscriber.email)).toEqual(['bo@example.com'])
  expect(
    await rowsOf(
      place,
      sql`select reason, says, count(*)::int as n from flow_runs where state = 'skipped' group by 1, 2`,
    ),
  ).toEqual([{ reason: 'flow_loop', says: 'It let this person in 30 times within an hour.', n: ofAda.length }])
  expect(await stateOf(place)).toEqual([{ state: 'live', paused_reason: null }])
})

test('FL-07 of a batch that comes at once it lets in as many as are left of the thirty', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await letIn(place, flow, mostOfPerson.count - 2, 'mail:ada@example.com')
  await postAll([1, 2, 3, 4, 5].map((n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(2)
})

test('FL-07 who waited outside for hours is let in, however many there are', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await letIn(place, flow, mostOfPerson.count, 'mail:ada@example.com')
  await rowsOf(place, sql`update flow_runs set created_at = created_at - interval '3 hours'`)
  await postAll([1, 2, 3].map((n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
  await applyAll()
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(3)
})

test('FL-07 a flow that goes on making circles pauses itself', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { on: 'customer.updated', steps: [call()] })
  await letIn(place, flow, mostStops.count - 1, 'cus:any', sql`'skipped', 'flow_loop', null`)
  await rowsOf(place, sql`update flow_runs set depth = 3`)
  await calledBy(place, await liveFlow(place, { steps: [call()] }))
  await postAll([changed(place, { metadata: { sluice_depth: '3' } })])
  await applyAll()
  const { kinds } = notes(place)
  await runAll(place, { kinds })
  expect(await rowsOf(place, sql`select state, paused_reason from flows where id = ${flow}`)).toEqual([
    { state: 'paused', paused_reason: 'flow_loop' },
  ])
  expect(await mailsOf(flow)).toHaveLength(1)
})
