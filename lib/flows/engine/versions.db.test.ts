import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { disconnect } from '@/lib/connections/mutations'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { emptyDefinition } from '../definition'
import { cancelRun, cancelRunsOf, endLapsedRuns } from '../runs/cancel'
import { claimRuns } from './claim'
import { FlowLoop } from './loop'
import { addLiveVersion, call, liveFlow, notes, pass, runAll, runsOf, trailOf, wait } from './testing'

useTestDatabase()

let sent = 0
async function charged(place: Place, count = 1) {
  const events = Array.from({ length: count }, () =>
    stripeEvent(
      place,
      'charge.succeeded',
      charge(`ch_${++sent}`, 100, { billing_details: { email: `b${sent}@example.com` } }),
    ),
  )
  await postAll(events)
  await applyAll()
}

const branching = (first: string) => ({
  ...emptyDefinition,
  cap: null,
  trigger: { type: 'charge.succeeded', filters: { match: 'all' as const, conditions: [] } },
  steps: [
    call(`${first}1`),
    wait(),
    {
      id: 'fork',
      kind: 'branch' as const,
      paths: [
        {
          id: 'large',
          name: 'Large',
          when: {
            match: 'all' as const,
            conditions: [{ field: 'event.amount', op: 'at_least' as const, value: '50', currency: 'USD' }],
          },
          steps: [call('large1')],
        },
      ],
      otherwise: [call(`${first}2`)],
    },
    call(`${first}3`),
  ],
})

test('FL-06 edited during 100 runs: each run goes by one version', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, branching('old'))
  const { kinds } = notes(place)
  await charged(place, 50)
  const loop = new FlowLoop({ request: () => Promise.reject(new Error('nothing is called here')) }, kinds)
  loop.start()
  await addLiveVersion(place, flow, 2, branching('new'))
  await charged(place, 50)
  await runAll(place, { kinds })
  await pass(place, 1)
  await runAll(place, { kinds })
  await loop.stop()
  const rows = await rowsOf(
    place,
    sql`select r.version_no, array_agg(distinct left(s.step_id, 3)) filter (where s.kind = 'http') as of, count(distinct r.id)::int as runs
      from flow_runs r join flow_steps s on s.run_id = r.id where r.state = 'done' group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { version_no: 1, of: ['old'], runs: 50 },
    { version_no: 2, of: ['new'], runs: 50 },
  ])
  const [first] = await runsOf(place)
  expect(await trailOf(place, first?.id)).toEqual([
    'enter done',
    'old1 done',
    'wait1 waiting',
    'wait1 done',
    'fork done',
    'old2 done',
    'old3 done',
  ])
})

test('FL-06 while a flow is paused everybody inside stands still, and goes on where they stood', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call('first'), wait(), call('last1')] })
  await charged(place, 2)
  const pause = (state: string) => rowsOf(place, sql`update flows set state = ${state} where id = ${flow}`)
  // Paused in the middle of a step: that is finished, the next is not begun.
  const { kinds, seen } = notes(place, async ({ event }) => {
    if (event.id === seen[0]?.event.id) await pause('paused')
    return { status: 'done' }
  })
  await runAll(place, { kinds })
  await pass(place, 2)
  await runAll(place, { kinds })
  const steps = seen.length
  expect(steps).toBeLessThanOrEqual(2)
  expect((await runsOf(place)).every(({ state }) => state === 'open')).toBe(true)
  await pause('live')
  const rest = notes(place)
  await runAll(place, rest)
  await pass(place, 1)
  await runAll(place, rest)
  expect((await runsOf(place)).map(({ state }) => state)).toEqual(['done', 'done'])
  expect(steps + rest.seen.length).toBe(4)
})

test('FL-06 a removed flow takes its runs along; the step that is being done is the last', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call('first'), call('last1')] })
  await charged(place, 3)
  const { kinds, seen } = notes(place, async () => {
    await withTeams(place.teamId, async (tx) => {
      await tx.execute(sql`update flows set deleted_at = coalesce(deleted_at, now()) where id = ${flow}`)
      await cancelRunsOf(tx, place.teamId, flow, 'flow_removed')
    })
    return { status: 'done' }
  })
  await runAll(place, { kinds })
  expect(seen.every(({ attemptNo }) => attemptNo === 1)).toBe(true)
  const trail = await rowsOf(place, sql`select distinct step_id from flow_steps where kind = 'http'`)
  expect(trail).toEqual([{ step_id: 'first' }])
  expect((await runsOf(place)).map(({ state, reason }) => `${state} ${reason}`)).toEqual(
    Array(3).fill('cancelled flow_removed'),
  )
  expect(await rowsOf(place, sql`select 1 from flow_queue`)).toEqual([])
})

test('a run a person cancels ends at once, or with the step that is being done, or with the process that did it', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [wait(), call()] })
  await charged(place, 2)
  await runAll(place)
  const [waiting, busy] = await runsOf(place)
  expect(await cancelRun(place.teamId, waiting?.id ?? '', sluice)).toMatchObject({ ok: true })
  expect(await cancelRun(place.teamId, waiting?.id ?? '', sluice)).toEqual({ ok: false, reason: 'ended' })
  await pass(place, 1)
  expect(await claimRuns({ teamId: place.teamId, id: flow }, 10)).toHaveLength(1)
  expect(await cancelRun(place.teamId, busy?.id ?? '', sluice)).toMatchObject({ ok: true })
  expect(await runsOf(place)).toMatchObject([{ reason: 'run_cancelled' }, { state: 'open' }])
  await rowsOf(place, sql`update flow_queue set due_at = now() - interval '1 second'`)
  expect(await endLapsedRuns()).toBe(1)
  expect(await runsOf(place)).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled', reason: 'run_cancelled' }])
})

test('RT-05 a person who disconnects Stripe ends the runs its events began', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [wait(), call()] })
  await charged(place, 2)
  await runAll(place)
  await disconnect(place.teamId, place.connectionId, sluice)
  expect((await runsOf(place)).map(({ reason }) => reason)).toEqual(['connection_ended', 'connection_ended'])
})

test('who was frozen, and had its claim taken, writes nothing', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call(), call('after')] })
  await charged(place)
  let isFrozen = true
  const { kinds, seen } = notes(place, async (_, nth) => {
    if (nth > 1) return { status: 'done' }
    await rowsOf(place, sql`update flow_queue set due_at = now() - interval '1 second'`)
    while (isFrozen) await new Promise((go) => setTimeout(go, 10))
    return { status: 'failed', reason: 'step_gone' }
  })
  const frozen = new FlowLoop({ request: () => Promise.reject(new Error('nothing is called here')) }, kinds)
  frozen.start()
  await expect.poll(() => seen.length, { interval: 10 }).toBe(1)
  await runAll(place, { kinds })
  isFrozen = false
  await frozen.stop()
  expect(await runsOf(place)).toMatchObject([{ state: 'done' }])
  expect(await trailOf(place)).toEqual(['enter done', 'call1 try-again step_broke', 'call1 done', 'after done'])
})
