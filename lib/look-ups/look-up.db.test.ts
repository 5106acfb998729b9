import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, eventsOf, peopleOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { lookUp } from './look-up'
import { takeRead } from './ration'
import { type FakeStripe, fakeStripe, putOff, settle } from './testing-api'

useTestDatabase()

let stripe: FakeStripe
let place: Place
beforeAll(async () => {
  stripe = await fakeStripe(() => place.account)
})
afterAll(() => stripe.stop())
beforeEach(async () => {
  place = await connectedTeam()
  Object.assign(stripe, { objects: {}, asked: [], mistakes: [], failures: [] })
  await db.execute(
    sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs having count(*) > 0`,
  )
})

const nobody = { billing_details: { email: null, name: null } }
const payment = (n: number, second = 0) =>
  stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 5_000, { ...nobody, customer: 'cus_1' }), second)
const question = () => ({ ...place, livemode: true, object: 'customer' as const, id: 'cus_1' })

/** Lets what was put off be due. */
async function later() {
  await db.execute(sql`select graphile_worker.reschedule_jobs(array_agg(id), now()) from graphile_worker.jobs
    where task_identifier = 'look-up' having count(*) > 0`)
}

describe('asking Stripe', () => {
  test.each([
    ['429', { status: 429, code: 'rate_limit' }, [0.5, 3.5]],
    ['429 with Retry-After', { status: 429, code: 'rate_limit', retryAfter: 90 }, [85, 95]],
    ['500', { status: 500 }, [0.5, 3.5]],
    ['403 of something else', { status: 403, code: 'more_permissions_required' }, [0.5, 3.5]],
  ] as const)('%s: asked again later, and a new event does not bring it forward', async (_, failure, [from, to]) => {
    stripe.objects.cus_1 = { livemode: true, ...customer('cus_1', 'ada@example.com') }
    stripe.failures = [failure]
    await postAll([payment(1)])
    await settle()
    const [seconds = 0, ...others] = await putOff()
    expect(others).toEqual([])
    expect(seconds).toBeGreaterThan(from)
    expect(seconds).toBeLessThan(to)

    await postAll([payment(2, 1)])
    await settle()
    const [still = 0] = await putOff()
    if (seconds > 60) expect(still).toBeGreaterThan(60)

    await later()
    await settle()
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '10000' } }])
    expect(stripe.mistakes).toEqual([])
  })

  test('Stripe away: asked again, each time after a longer pause, and never dropped', async () => {
    stripe.failures = [{ status: 503 }, { status: 503 }, { status: 503 }]
    for (const failures of [0, 4, 40]) await lookUp({ ...question(), id: `cus_${failures}` }, failures)
    const [first = 0, second = 0, third = 0] = await putOff()
    expect(first).toBeLessThan(3.5)
    expect(second).toBeGreaterThan(14)
    expect(third).toBeGreaterThan(1_700)
    expect(third).toBeLessThan(5_500)
  })

  test('RT-06 access revoked: the connection needs a reconnect, and nothing is asked any more', async () => {
    stripe.failures = [{ status: 403, code: 'account_invalid' }]
    await postAll([payment(1)])
    await settle()
    expect(await rowsOf(place, sql`select state from connections`)).toEqual([{ state: 'needs_reconnect' }])
    expect(await putOff()).toEqual([])
    expect(await eventsOf(place)).toMatchObject([{ status: 'waiting' }])

    await postAll([payment(2, 1)])
    await settle()
    expect(stripe.asked).toHaveLength(1)
    expect(await putOff()).toHaveLength(1)
  })

  test('an object Stripe does not know is an answer too', async () => {
    await postAll([payment(1)])
    await settle()
    expect(await eventsOf(place)).toMatchObject([{ status: 'waiting', reason: 'no_person' }])
    expect(
      await rowsOf(place, sql`select aspect, value->>'found' as found from facts where object_id = 'cus_1'`),
    ).toEqual([{ aspect: 'looked_up:customer', found: 'false' }])
  })

  test('an answer a day old is asked for again when a new event waits for it', async () => {
    await postAll([payment(1)])
    await settle()
    await rowsOf(place, sql`update facts set at = at - interval '25 hours' where starts_with(aspect, 'looked_up:')`)
    await rowsOf(
      place,
      sql`update inbox set created = created - interval '25 hours', stripe_event_id = 'look-up:old' where kind = 'look-up'`,
    )
    stripe.objects.cus_1 = { livemode: true, ...customer('cus_1', 'ada@example.com') }
    await postAll([payment(2, 60)])
    await settle()
    expect(stripe.asked).toEqual(['GET /v1/customers/cus_1', 'GET /v1/customers/cus_1'])
    expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '10000' } }])
  })

  test('an account’s ration of reads: what is over it is put off', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => takeRead(place.teamId, place.connectionId)))
    const taken = answers.filter((wait) => wait === 0).length
    expect(taken).toBeGreaterThanOrEqual(25)
    expect(taken).toBeLessThan(60)

    await db.execute(sql`insert into counters (name, window_start, count) values
      (${`reads/30d:${place.connectionId}`}, now() - interval '3 days', 10000)`)
    await lookUp(question())
    expect(stripe.asked).toEqual([])
    const [seconds = 0] = await putOff()
    expect(seconds).toBeGreaterThan(1_700)
  })

  test('a paused connection is asked once it goes on, a disconnected one never', async () => {
    await rowsOf(place, sql`update connections set is_active = false`)
    await lookUp(question())
    expect(await putOff()).toHaveLength(1)
    await rowsOf(place, sql`update connections set state = 'disconnected'`)
    await later()
    await settle()
    expect(await putOff()).toEqual([])
    expect(stripe.asked).toEqual([])
  })

  test('two workers with the same question write one answer', async () => {
    stripe.objects.cus_1 = { livemode: true, ...customer('cus_1', 'ada@example.com') }
    await Promise.all([lookUp(question()), lookUp(question())])
    await lookUp(question())
    expect(stripe.asked.length).toBeLessThanOrEqual(2)
    expect(await rowsOf(place, sql`select count(*)::int as n from inbox where kind = 'look-up'`)).toEqual([{ n: 1 }])
  })
})
