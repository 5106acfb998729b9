import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { changeFlow, createFlow, pauseFlow, resumeFlow } from './mutations'
import { publishFlow } from './publish'
import { findFlow, listFlows } from './queries'
import { templates } from './templates'
import { addRun, by, makeFlow, thanks } from './testing-rows'

useTestDatabase()

let place: Place
let id: string

beforeEach(async () => {
  place = await connectedTeam()
  id = (await makeFlow(place)).id
})

const audited = () =>
  rowsOf<{ action: string; detail: unknown }>(
    place,
    sql`select action, detail from audit_log where subject = ${id} order by id`,
  )

test('a new flow is a draft; two may have one name', async () => {
  const copy = await makeFlow(place)
  expect(copy.id).not.toBe(id)
  expect(copy).toMatchObject({
    record: { name: 'Thanks', state: 'draft', liveNo: 0, version: 1 },
    triggerType: 'charge.succeeded',
    hasChanges: true,
    live: null,
    draft: thanks,
    versions: [],
  })
  expect(await audited()).toEqual([{ action: 'flow.created', detail: { name: 'Thanks', template: null } }])
})

test.each(templates)(
  'a flow made from $name is its draft, and goes live as it is',
  async ({ key, name, definition }) => {
    const made = await createFlow(by(place), place.siteId, { livemode: true, name, template: key })
    expect(made).toMatchObject({ record: { template: key, state: 'draft' }, draft: definition })
    expect(await publishFlow(by(place), made.id, 1)).toMatchObject({
      outcome: 'saved',
      flow: { record: { state: 'live' } },
    })
  },
)

test('of two editors who read the same version one saves, and the other is told what is there now', async () => {
  const saved = await Promise.all([
    changeFlow(by(place), id, { version: 1, name: 'One' }),
    changeFlow(by(place), id, { version: 1, draft: { ...thanks, ends_when: ['invoice.paid'] } }),
  ])
  expect(saved.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved'])
  const [late, kept] = ['conflict', 'saved'].map((outcome) => saved.find((one) => one.outcome === outcome))
  if (late?.outcome !== 'conflict' || kept?.outcome !== 'saved') throw new Error('neither')
  expect(late.flow).toEqual(kept.flow)
  expect(late.flow.record.version).toBe(2)
  expect((await audited()).map(({ action }) => action)).toEqual(['flow.created', 'flow.changed'])
})

test('saving what is there already changes nothing, however its keys are ordered', async () => {
  const reordered = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(thanks).reverse())))
  const same = await changeFlow(by(place), id, { version: 1, name: 'Thanks', draft: reordered })
  expect(same).toMatchObject({ outcome: 'saved', flow: { record: { version: 1 } } })
  expect(await audited()).toHaveLength(1)
})

test('a draft has nothing to pause; a flow is paused and resumed once, however often it is asked', async () => {
  expect(await pauseFlow(by(place), id)).toMatchObject({ outcome: 'unpublished' })
  expect(await resumeFlow(by(place), id)).toMatchObject({ outcome: 'unpublished' })
  await rowsOf(place, sql`update flows set state = 'paused', paused_reason = 'flow_ceiling', paused_at = now()`)
  expect(await pauseFlow(by(place), id)).toMatchObject({
    flow: { record: { pausedReason: 'flow_ceiling', version: 1 } },
  })
  for (const _ of [1, 2])
    expect(await resumeFlow(by(place), id)).toMatchObject({
      outcome: 'saved',
      flow: { record: { state: 'live', pausedReason: null, pausedAt: null, version: 2 } },
    })
  expect(await pauseFlow(by(place), id)).toMatchObject({ flow: { record: { state: 'paused', pausedReason: null } } })
  expect((await audited()).map(({ action }) => action)).toEqual(['flow.created', 'flow.resumed', 'flow.paused'])
})

test('AU-02 flows of another team are nobody’s', async () => {
  const stranger = await connectedTeam()
  expect(await findFlow(stranger.teamId, id)).toBeNull()
  expect(await changeFlow(by(stranger), id, { version: 1, name: 'Mine' })).toEqual({ outcome: 'not_found' })
  for (const siteId of [place.siteId, stranger.siteId])
    expect((await listFlows(stranger.teamId, { siteId }, { limit: 50 })).rows).toEqual([])
})

test('a list pages by cursor, tells the modes apart, and counts what became of runs', async () => {
  const more = [await makeFlow(place), await makeFlow(place)].map((flow) => flow.id)
  const first = await listFlows(place.teamId, { siteId: place.siteId, livemode: true }, { limit: 2 })
  expect(first.rows.map((row) => row.id)).toEqual([...more].reverse())
  for (const state of ['open', 'done', 'done', 'failed'] as const) await addRun(place, id, { state })
  await addRun(place, id, { state: 'skipped', id: '00000000-0000-7000-8000-000000000001' })
  const rest = await listFlows(
    place.teamId,
    { siteId: place.siteId, livemode: true },
    { limit: 2, cursor: first.next ?? '' },
  )
  expect(rest).toMatchObject({
    next: null,
    rows: [
      {
        id,
        runs: { open: 1, done: 2, left: 0, skipped: 0, failed: 1, cancelled: 0 },
        lastRunAt: expect.any(Date),
      },
    ],
  })
  expect((await listFlows(place.teamId, { siteId: place.siteId, livemode: false }, { limit: 2 })).rows).toEqual([])
})
