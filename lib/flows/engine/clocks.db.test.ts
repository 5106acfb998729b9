import { sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { call, liveFlow, notes, runAll, runsOf, trailOf, wait } from './testing'

useTestDatabase()
afterEach(() => vi.useRealTimers())

const minute = 60_000
/** What this process believes the time is from here on; its timers go by the machine. */
const clockAhead = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })

const updated = (place: Place) =>
  stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', { name: 'Ada' }), 5)
const charged = (place: Place) => stripeEvent(place, 'charge.succeeded', charge('ch_1', 100, { customer: 'cus_1' }), 60)

async function happen(...events: object[]) {
  await postAll(events)
  await applyAll()
}

/** Ada, and a flow that waits for her to pay. */
async function waiting() {
  const place = await connectedTeam()
  await happen(stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')))
  await liveFlow(place, { on: 'customer.updated', steps: [wait('wait1', 'charge.succeeded'), call()] })
  return place
}

test.each([-2 * minute, 2 * minute])(
  'PR-14 a lane whose clock is %i ms ahead: what comes ends the wait',
  async (ms) => {
    const place = await waiting()
    await happen(updated(place))
    const { kinds, seen } = notes(place)
    await runAll(place, { kinds })
    clockAhead(ms)
    await happen(charged(place))
    vi.useRealTimers()
    await runAll(place, { kinds })
    expect(seen).toHaveLength(1)
  },
)

test.each([-2 * minute, 2 * minute])(
  'PR-14 a lane whose clock is %i ms ahead: what came before the run began does not end its wait',
  async (ms) => {
    const place = await waiting()
    clockAhead(ms)
    await happen(charged(place))
    vi.useRealTimers()
    await rowsOf(place, sql`update events set outflow_at = outflow_at - interval '1 minute'`)
    await happen(updated(place))
    const { kinds, seen } = notes(place)
    await runAll(place, { kinds })
    expect([seen.length, await trailOf(place)]).toEqual([0, ['enter done', 'wait1 waiting']])
  },
)

test.each([-2 * 86_400_000, 2 * 86_400_000])(
  'PR-14 a worker whose clock is %i ms ahead: a wait of a day lasts a day, by the clock of the database',
  async (ms) => {
    const place = await waiting()
    await happen(updated(place))
    clockAhead(ms)
    const { kinds, seen } = notes(place)
    await runAll(place, { kinds })
    // It looks again after ten seconds.
    await rowsOf(place, sql`update flow_queue set due_at = now(), waits_since = waits_since - interval '10 seconds'`)
    await runAll(place, { kinds })
    vi.useRealTimers()
    expect([seen.length, await runsOf(place)]).toMatchObject([0, [{ state: 'open', step_id: 'wait1' }]])
    expect(
      await rowsOf(
        place,
        sql`select due_at = waits_until as at_its_end, waits_until - waits_since > interval '23:59:55' as a_day,
          waits_until - now() between interval '23:59' and interval '24:00' as from_now from flow_queue`,
      ),
    ).toEqual([{ at_its_end: true, a_day: true, from_now: true }])
  },
)

test('a run looks again ten seconds after it was written down that it listens, however long that took', async () => {
  const place = await waiting()
  await happen(updated(place))
  const began = Date.now()
  const { kinds } = notes(place)
  await runAll(place, { kinds })
  const [row] = await rowsOf<{ again: string; since: string }>(
    place,
    sql`select due_at - interval '10 seconds' as again, waits_since as since from flow_queue`,
  )
  const [entry] = await rowsOf<{ at: string }>(place, sql`select at from flow_steps where outcome = 'waiting'`)
  expect(row?.again).toEqual(row?.since)
  // It was read before it was written.
  expect(Date.parse(row?.since ?? '')).toBeGreaterThanOrEqual(Date.parse(entry?.at ?? ''))
  expect(Date.parse(row?.since ?? '')).toBeGreaterThanOrEqual(began - 1_000)
})
