import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { makeDestination, receiver } from '@/lib/deliveries/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { blockersOfFlow, mostFlows } from './blocked'
import { emptyDefinition, type FlowDefinition } from './definition'
import { weightProblem } from './mail/weight'
import { changeFlow, pauseFlow, resumeFlow } from './mutations'
import { publishFlow } from './publish'
import { type FlowDetail, findFlow, findVersion } from './queries'
import { addRun, by, makeFlow, thanks } from './testing-rows'

useTestDatabase()

let place: Place
let id: string

beforeEach(async () => {
  place = await connectedTeam()
  id = (await makeFlow(place)).id
})

async function save(draft: FlowDefinition) {
  const flow = await findFlow(place.teamId, id)
  return changeFlow(by(place), id, { version: flow?.record.version ?? 0, draft })
}

async function publish() {
  const flow = await findFlow(place.teamId, id)
  return publishFlow(by(place), id, flow?.record.version ?? 0)
}

const until = (type: string): FlowDefinition => ({
  ...thanks,
  steps: thanks.steps.map((step) => (step.kind === 'wait' ? { ...step, until: type } : step)),
})

test('publishing makes the draft the first version, and live', async () => {
  expect(await publish()).toMatchObject({
    outcome: 'saved',
    flow: {
      record: { state: 'live', liveNo: 1, triggerType: 'charge.succeeded', listens: [], version: 2 },
      hasChanges: false,
      live: thanks,
      versions: [{ no: 1, publishedBy: 'Mia Lee' }],
    },
  })
  const actions = await rowsOf(place, sql`select action, detail from audit_log where subject = ${id} order by id`)
  expect(actions.at(-1)).toEqual({ action: 'flow.published', detail: { no: 1 } })
})

test('FL-06 saving a live flow leaves the live version as it is until it is published again', async () => {
  await publish()
  const runId = await addRun(place, id)
  const longer = { ...thanks, ends_when: ['charge.refunded'] }
  expect(await save(longer)).toMatchObject({ flow: { live: thanks, hasChanges: true, record: { liveNo: 1 } } })
  expect(await publish()).toMatchObject({ flow: { live: longer, hasChanges: false, record: { liveNo: 2 } } })
  expect(await findVersion(place.teamId, id, 1)).toMatchObject({ definition: thanks })
  expect(await rowsOf(place, sql`select version_no from flow_runs where id = ${runId}`)).toEqual([{ version_no: 1 }])
})

test('what is live already is not written a second time', async () => {
  await publish()
  expect(await publish()).toMatchObject({ outcome: 'saved', flow: { record: { liveNo: 1, version: 2 } } })
  await save({ ...thanks, cap: null })
  await save(thanks)
  expect(await publish()).toMatchObject({ flow: { record: { liveNo: 1 }, versions: [{ no: 1 }] } })
})

test('of two who publish what they read at once, one does', async () => {
  const done = await Promise.all([publishFlow(by(place), id, 1), publishFlow(by(place), id, 1)])
  expect(done.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved'])
  expect((await findFlow(place.teamId, id))?.versions).toHaveLength(1)
})

test('what is not whole does not go live, and says where it is mended', async () => {
  await save(emptyDefinition)
  const refused = await publish()
  expect(refused).toMatchObject({ outcome: 'blocked', flow: { record: { state: 'draft', liveNo: 0 }, versions: [] } })
  const flow = await findFlow(place.teamId, id)
  expect(flow && (await blockersOfFlow(flow)).map(({ field }) => field)).toEqual(['trigger.type', 'steps'])
})

test('a destination of another mode, site or team is none, and one that was removed is there no more', async () => {
  const to = (destinationId: string) =>
    save({ ...thanks, steps: [{ id: 'send', kind: 'destination', destination_id: destinationId }] })
  const { http } = receiver()
  const url = { url: 'https://example.com/hooks' }
  const mine = await makeDestination(place, 'webhook', url, http)
  const test = await makeDestination(place, 'webhook', url, http, { livemode: false })
  const foreign = await makeDestination(await connectedTeam(), 'webhook', url, http)
  for (const wrong of [test.id, foreign.id, newId(), 'nonsense', '']) {
    await to(wrong)
    expect(await publish(), wrong).toMatchObject({ outcome: 'blocked' })
  }
  await to(mine.id)
  expect(await publish()).toMatchObject({ outcome: 'saved' })
  await rowsOf(place, sql`update destinations set deleted_at = now() where id = ${mine.id}`)
  const flow = await findFlow(place.teamId, id)
  expect(flow && (await blockersOfFlow(flow))).toMatchObject([{ step_id: 'send', field: 'destination_id' }])
})

test('a paused flow takes its new version and stays paused until somebody resumes it', async () => {
  await publish()
  await pauseFlow(by(place), id)
  await save({ ...thanks, cap: null })
  expect(await publish()).toMatchObject({ outcome: 'saved', flow: { record: { state: 'paused', liveNo: 2 } } })
  expect(await resumeFlow(by(place), id)).toMatchObject({ flow: { record: { state: 'live', liveNo: 2 } } })
})

test('a flow listens for what its new version waits for, and for what somebody on an old one still does', async () => {
  const listens = async () => (await findFlow(place.teamId, id))?.record.listens
  await save(until('invoice.paid'))
  await publish()
  expect(await listens()).toEqual(['invoice.paid'])
  const open = await addRun(place, id)
  await save({ ...until('customer.updated'), ends_when: ['charge.refunded'] })
  await publish()
  expect(await listens()).toEqual(['charge.refunded', 'customer.updated', 'invoice.paid'])
  await save(thanks)
  await publish()
  expect(await listens()).toEqual(['charge.refunded', 'customer.updated', 'invoice.paid'])
  await rowsOf(place, sql`update flow_runs set state = 'done' where id = ${open}`)
  await save({ ...thanks, cap: null })
  await publish()
  expect(await listens()).toEqual([])
})

test('ten flows may begin with one event on a site and mode, each more is refused in words; test data counts apart', async () => {
  await rowsOf(
    place,
    sql`insert into flows (team_id, id, site_id, livemode, name, state, draft, live_no, trigger_type)
      select team_id, gen_random_uuid(), site_id, nth < ${mostFlows.ofOneEvent}::int, 'Other', 'live', draft, 1, 'charge.succeeded'
      from flows cross join generate_series(1, ${mostFlows.ofOneEvent + 5}::int) nth where id = ${id}`,
  )
  expect(await publish()).toMatchObject({ outcome: 'saved' })
  await rowsOf(place, sql`update flows set livemode = true where id <> ${id}`)
  const again = await makeFlow(place)
  expect(await publishFlow(by(place), again.id, again.record.version)).toMatchObject({ outcome: 'blocked' })
  const flow = await findFlow(place.teamId, again.id)
  expect(flow && (await blockersOfFlow(flow))).toMatchObject([
    { field: 'trigger.type', message: expect.stringMatching(/^10 flows begin with this event already/) },
  ])
})

test('a mail that takes too long to put together does not go live', async () => {
  const body = 'a letter '.repeat(1_000)
  const times = [0, 101, 0, 101, 0, 101]
  await weightProblem(body, () => times.shift() ?? 0)
  const heavy = { ...thanks, steps: thanks.steps.map((step) => (step.kind === 'email' ? { ...step, body } : step)) }
  const { flow } = (await save(heavy)) as { flow: FlowDetail }
  expect(await blockersOfFlow(flow)).toEqual([
    { step_id: 'thanks', field: 'body', message: expect.stringMatching('takes too long') },
  ])
  expect(await publish()).toMatchObject({ outcome: 'blocked', flow: { record: { state: 'draft' } } })
})
