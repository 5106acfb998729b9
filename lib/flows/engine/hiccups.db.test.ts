import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { cancelRun } from '../runs/cancel'
import { runnersOf } from '../steps'
import { advance } from './advance'
import { claimRuns } from './claim'
import { Desk } from './desk'
import type { Line } from './line'
import { settle, settleIn } from './settle'
import { call, liveFlow, notes, runAll, runsOf, trailOf, wait } from './testing'
import type { Together } from './together'

useTestDatabase()

async function charged(place: Place, id = 'ch_1') {
  await postAll([stripeEvent(place, 'charge.succeeded', charge(id, 100))])
  await applyAll()
}

/** The first claim of a flow, and a desk that serves it as the loop's would. */
async function atHand(place: Place, flow: string, kinds: ReturnType<typeof notes>['kinds']) {
  const [claimed = expect.unreachable()] = await claimRuns({ teamId: place.teamId, id: flow }, 10)
  const desk = new Desk(runnersOf(kinds), { request: () => Promise.reject(new Error('nothing is called here')) })
  return { claimed, desk }
}

/** Somebody at the first of two calls. */
async function twoCallsAtHand() {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call(), call('call2')] })
  await charged(place)
  const { kinds, seen } = notes(place)
  return { place, kinds, seen, ...(await atHand(place, flow, kinds)) }
}

/** Cuts the line where `when` says so, as often as told. */
function cut(asked: Pick<Together<never, unknown>, 'ask'>, error: Error, times: number, when: () => boolean) {
  const ask = asked.ask.bind(asked)
  let left = times
  asked.ask = (given) => (when() && left-- > 0 ? Promise.reject(error) : ask(given))
}

const away = Object.assign(new Error('terminating connection'), { code: '57P01' })

test('a step that was done is written down and not done again, though the database is away right after', async () => {
  const { place, claimed, desk, seen } = await twoCallsAtHand()
  cut(desk.read, away, 2, () => seen.length > 0)
  cut(desk.settle, away, 2, () => seen.length > 0)
  await advance(claimed, desk)
  expect(seen).toHaveLength(2)
  expect(await trailOf(place)).toEqual(['enter done', 'call1 done', 'call2 done'])
  expect(await runsOf(place)).toMatchObject([{ state: 'done' }])
})

test('what was written down though nobody heard so is written down once, and the run goes on', async () => {
  const { place, claimed, desk, seen } = await twoCallsAtHand()
  const ask = desk.settle.ask.bind(desk.settle)
  let lost = 0
  desk.settle.ask = async (line) => {
    const answer = await ask(line)
    if (lost++ === 0) throw away
    return answer
  }
  await advance(claimed, desk)
  expect(lost).toBeGreaterThan(2)
  expect(seen.map(({ attemptNo }) => attemptNo)).toEqual([1, 1])
  expect(await trailOf(place)).toEqual(['enter done', 'call1 done', 'call2 done'])
  expect(await runsOf(place)).toMatchObject([{ state: 'done' }])
})

test('what was cancelled after that ends when it is asked again, and its next step is not done', async () => {
  const { place, claimed, desk, seen } = await twoCallsAtHand()
  const ask = desk.settle.ask.bind(desk.settle)
  desk.settle.ask = async (line) => {
    desk.settle.ask = ask
    await ask(line)
    expect(await cancelRun(place.teamId, claimed.runId, sluice)).toMatchObject({ ok: true })
    throw away
  }
  await advance(claimed, desk)
  expect(seen).toHaveLength(1)
  expect(await trailOf(place)).toEqual(['enter done', 'call1 done'])
  expect(await runsOf(place)).toMatchObject([{ state: 'cancelled', reason: 'run_cancelled', step_id: 'call2' }])
  expect(await rowsOf(place, sql`select 1 from flow_queue`)).toEqual([])
})

test('what was written down is so too where the server is still at the commit when it is asked again', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call(), call('call2')] })
  await charged(place)
  const { kinds } = notes(place, () => ({ status: 'try-again', reason: 'receiver_failed' }))
  await runAll(place, { kinds })
  await rowsOf(place, sql`update flow_queue set due_at = now()`)
  const { claimed } = await atHand(place, flow, kinds)
  const done = { stepId: 'call1', kind: 'http', at: new Date(), durationMs: 1, outcome: 'done' as const }
  const line: Line = { claimed, at: 'call1', trail: [done], next: { is: 'on', stepId: 'call2' } }
  let again: Promise<boolean[]> | undefined
  await withTeams(place.teamId, async (tx) => {
    expect(await settleIn(tx, place.teamId, [line])).toEqual([true])
    again = settle(place.teamId, [line])
    await expect.poll(waitsForLock).toBe(true)
  })
  expect(await again).toEqual([true])
  expect(await trailOf(place)).toEqual(['enter done', 'call1 try-again receiver_failed', 'call1 done'])
  expect(await runsOf(place)).toMatchObject([{ state: 'open', step_id: 'call2' }])
})

async function waitsForLock() {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length > 0
}

test('where it cannot be read how it goes on, the step is written down, and the next is for whoever reads it', async () => {
  const { place, kinds, claimed, desk, seen } = await twoCallsAtHand()
  cut(desk.read, new Error('a fault of ours'), 1, () => seen.length > 0)
  await advance(claimed, desk)
  expect(seen).toHaveLength(1)
  expect(await runsOf(place)).toMatchObject([{ state: 'open', step_id: 'call2' }])
  await runAll(place, { kinds })
  expect(await trailOf(place)).toEqual(['enter done', 'call1 done', 'call2 done'])
})

test('that a process ended at a step is kept, also when the flow is paused by the time somebody finds it', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { steps: [call()] })
  await charged(place)
  const { kinds } = notes(place, () => ({ status: 'try-again', reason: 'receiver_failed' }))
  await runAll(place, { kinds })
  await rowsOf(place, sql`update flow_queue set claim_id = ${newId()}, due_at = now()`)
  const { claimed, desk } = await atHand(place, flow, kinds)
  await rowsOf(place, sql`update flows set state = 'paused' where id = ${flow}`)
  await advance(claimed, desk)
  expect(await trailOf(place)).toEqual(['enter done', 'call1 try-again receiver_failed', 'call1 try-again step_broke'])
  expect(await rowsOf(place, sql`select claim_id from flow_queue`)).toEqual([{ claim_id: null }])
})

test('what comes while somebody works on is not lost when their lease has lapsed and they are still at it', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [wait('wait1', 'charge.succeeded'), call()] })
  await charged(place)
  await runAll(place, { kinds: notes(place).kinds })
  await rowsOf(place, sql`update flow_queue set claim_id = ${newId()}, due_at = now() - interval '1 second'`)
  await charged(place, 'ch_2')
  expect(await rowsOf(place, sql`select woken from flow_queue where claim_id is not null`)).toEqual([{ woken: true }])
})
