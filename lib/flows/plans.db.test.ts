import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { mostCounted } from '@/lib/counting'
import { readingOf } from '@/lib/events/testing-plans'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { ceilingOf, mostOfPerson, oftenOf, stopsOf } from './ceiling'
import { byIndex } from './engine/by-index'
import { claimRuns } from './engine/claim'
import { enterRuns } from './engine/enter'
import { readStandings } from './engine/read'
import { findFlow, listFlows } from './queries'
import { findRun, listRuns, type RunFilter } from './runs/queries'
import { addRun, addVersion, makeFlow } from './testing-rows'

const database = useTestDatabase()
let place: Place
let flowId: string
let emptyId: string
let runId: string
let subscriberId: string

/**
 * A hundred thousand runs of ten flows in turn, as a busy shop has after some weeks: a tenth of them on their way, and one flow that
 * nobody entered yet.
 */
beforeAll(async () => {
  place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  const [ada] = await rowsOf<{ subscriber_id: string }>(
    place,
    sql`select subscriber_id from parties where subscriber_id is not null`,
  )
  subscriberId = ada?.subscriber_id ?? ''
  for (let n = 0; n < 10; n++) {
    flowId = (await makeFlow(place, undefined, `Flow ${n}`)).id
    await addVersion(place, flowId, 1)
  }
  runId = await addRun(place, flowId, { stepId: 'pause' })
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  // Ids as they are made: in the order of the rows.
  await admin.query(`
    insert into flow_runs (team_id, id, flow_id, version_no, site_id, livemode, connection_id, event_id, party_key, type, event, state, created_at, entered_at)
    select r.team_id, (substring(r.id::text, 1, 15) || '000-8000-' || lpad(to_hex(n * 10 + f.nth), 12, '0'))::uuid, f.id, 1, r.site_id,
      true, r.connection_id, gen_random_uuid(), 'cus:x:' || n % 5000, r.type, r.event,
      (array['done', 'done', 'done', 'left', 'skipped', 'open', 'done', 'failed', 'done', 'cancelled'])[1 + n % 10],
      now() - n * interval '1 minute', now() - n * interval '1 minute'
    from generate_series(1, 10000) n, flow_runs r, (select id, row_number() over (order by id) - 1 as nth from flows) f
    where r.id = '${runId}' order by n, f.nth`)
  await admin.query(`
    insert into flow_queue (team_id, flow_id, run_id, site_id, livemode, party_key, due_at)
    select team_id, flow_id, id, site_id, livemode, party_key, now() from flow_runs where state = 'open' on conflict do nothing`)
  await admin.query(`
    insert into flow_steps (team_id, run_id, no, step_id, kind, at, duration_ms, outcome)
    select team_id, id, 1, 'enter', 'enter', now(), 1, 'done' from flow_runs`)
  await admin.query(`update flows set state = 'live', live_no = 1`)
  await admin.query(`update flow_versions set published_at = now() - interval '1 month'`)
  await admin.query('vacuum analyze')
  await admin.end()
  emptyId = (await makeFlow(place, undefined, 'Nobody yet')).id
}, 120_000)

const page = () => ({ limit: 50, cursor: newId() })
const runs = (filter: Partial<RunFilter> = {}) => listRuns(place.teamId, { siteId: place.siteId, ...filter }, page())

const entering = () => ({
  claimed: { teamId: place.teamId, flowId, runId, claimId: newId(), ...untried },
  partyKey: 'cus:x:1',
})
const untried = { attemptNo: 1, askedBy: null, isOrphan: false, waitsSince: null, waitsUntil: null }

const reads: Record<string, { read: () => Promise<unknown>; most: number }> = {
  // Of each flow's six states no more than are counted.
  'flows of a site': {
    read: () => listFlows(place.teamId, { siteId: place.siteId }, page()),
    most: 11 * 6 * (mostCounted + 1),
  },
  'one flow': { read: () => findFlow(place.teamId, flowId), most: 6 * (mostCounted + 1) },
  'a flow that nobody entered': { read: () => findFlow(place.teamId, emptyId), most: 51 },
  // Fifty-one of each flow.
  'runs of a site': { read: () => runs(), most: 510 },
  'runs of a flow': { read: () => runs({ flowId }), most: 51 },
  'runs of a flow that nobody entered': { read: () => runs({ flowId: emptyId }), most: 51 },
  'failed runs of a flow': { read: () => runs({ flowId, state: 'failed' }), most: 51 },
  'open runs of a site': { read: () => runs({ state: 'open' }), most: 510 },
  'runs of an event': { read: () => runs({ eventId: newId() }), most: 51 },
  'runs of a person': { read: () => runs({ subscriberId }), most: 51 },
  // As every run that is to enter asks.
  'whether a flow lets in too many': {
    read: () => ceilingOf(place.teamId, [entering()]),
    // Of ten minutes, of this flow alone.
    most: 10,
  },
  'whether it lets one person in too often': {
    read: () => byIndex(place.teamId, (tx) => oftenOf(tx, place.teamId, [entering()])),
    most: mostOfPerson.count,
  },
  'whether it stopped too many circles': { read: () => stopsOf(place.teamId, new Set([flowId])), most: 51 },
  'taking runs on': {
    read: async () => {
      const claimed = await claimRuns({ teamId: place.teamId, id: flowId }, 64)
      const standings = await readStandings(place.teamId, claimed)
      await enterRuns(
        place.teamId,
        standings.filter((standing) => standing !== null),
      )
    },
    // Of each person the latest fifty, for whom one's call may have led to the next.
    most: 64 * 50,
  },
  'one run': { read: () => findRun(place.teamId, runId), most: 51 },
}

test.each(Object.keys(reads))('%s: read by index, however many runs there are', async (name) => {
  const { read, most } = reads[name]!
  const { fullyScanned, mostRows } = await readingOf(read)
  expect(fullyScanned.filter((table) => /^flow_(runs|queue|steps)$/.test(table))).toEqual([])
  expect(mostRows).toBeLessThanOrEqual(most)
})
