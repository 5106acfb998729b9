import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { writeEntries } from '@/lib/inbox/entries'
import { answerEntry } from '@/lib/look-ups/answer'
import { refoldRestingPayload } from '@/lib/revenue/jobs'
import { refoldResting } from '@/lib/revenue/refold'
import { LaneClient } from './client'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { permutations } from './testing-orders'
import { type Arrival, playShop, shopStory } from './testing-shop'
import { charge, customer, peopleOf, postAll, stripeEvent, subscription } from './testing-stripe'

useTestDatabase()

let client: LaneClient | null = null
const lane = async () => {
  client ??= await LaneClient.connect()
  return client
}
afterAll(() => client?.close())

const long = process.env.SLUICE_LONG === '1'

describe('the same set of events ends in the same state', () => {
  test('PR-02 PR-03 LT-11 all 720 orders of six events about one person', { timeout: 120_000 }, async () => {
    const place = await connectedTeam()
    const orders = permutations([0, 1, 2, 3, 4, 5])
    for (const [n, order] of orders.entries()) {
      const [cus, sub, ch] = [`cus_${n}`, `sub_${n}`, `ch_${n}`]
      const paid = { customer: cus, billing_details: { email: null, name: null } }
      const story = [
        // Twice in one second, with ids that say the opposite: what came later is told by what it changed from.
        changed(place, `evt_z${n}`, customer(cus, `old${n}@example.com`, { name: 'Ada' }), {
          email: `first${n}@example.com`,
          name: 'A.',
        }),
        changed(place, `evt_a${n}`, customer(cus, `p${n}@example.com`, { name: 'Ada King' }), {
          email: `old${n}@example.com`,
          name: 'Ada',
        }),
        stripeEvent(place, 'customer.subscription.created', subscription(sub, cus, 1_000, { status: 'incomplete' })),
        // In the second it was created in: what came later cannot be told by the clock, only by what it is.
        stripeEvent(place, 'customer.subscription.updated', subscription(sub, cus, 2_500)),
        stripeEvent(place, 'charge.succeeded', charge(ch, 10_000, paid), 5),
        stripeEvent(place, 'charge.refunded', charge(ch, 10_000, { ...paid, amount_refunded: 4_000 }), 5),
      ]
      await postAll(order.flatMap((at) => story[at] ?? []))
      if (n % 24 === 23) await applyAll(20 + (n % 5) * 25, await lane())
    }
    await applyAll(128, await lane())
    const people = await peopleOf(place)
    expect(people).toHaveLength(720)
    for (const person of people)
      expect(person).toMatchObject({ name: 'Ada King', ltv: { USD: '6000' }, mrr: { USD: '2500' }, plan: 'Pro' })
  })

  test('PR-02 LT-08 LT-09 LT-12 any story of a shop, shuffled, repeated, asked about, replayed and cut anyhow', {
    timeout: 1_200_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(shopStory, fc.infiniteStream(fc.nat()), async (acts, numbers) => {
        const place = await connectedTeam()
        const { arrivals, people } = playShop(place.account, acts)
        await deliver(place, arrivals, () => numbers.next().value ?? 0)
        expect(await shownPeople(place)).toEqual(people)
      }),
      { numRuns: long ? 3_000 : 40 },
    )
  })
})

function changed(place: Place, id: string, object: object, previous_attributes: object) {
  return stripeEvent(place, 'customer.updated', object, 5, { id, data: { object, previous_attributes } })
}

async function shownPeople(place: Place) {
  const rows = await rowsOf<{ email: string }>(
    place,
    sql`select email_key as email, name, lifetime_value_by_currency as ltv, mrr_by_currency as mrr, plan,
      subscription_status as status, product_ids as products from subscribers where merged_into is null`,
  )
  return Object.fromEntries(rows.map(({ email, ...shown }) => [email, shown]))
}

/** Everything at least once, some twice, in an order and in batches that `number` picks; what was applied is replayed at times. */
async function deliver(place: Place, arrivals: readonly Arrival[], number: () => number) {
  const open = [...arrivals, ...arrivals.filter(() => number() % 3 === 0)]
  while (open.length > 0) {
    for (let some = (number() % 4) + 1; some > 0 && open.length > 0; some--) {
      const [next] = open.splice(number() % open.length, 1)
      if (next) await arrive(place, next)
    }
    if (number() % 4 === 0) await replaySome(place, number)
    await applyAll((number() % 5) + 1, await lane())
  }
  await replaySome(place, number)
  await followUp(place)
}

async function arrive({ teamId, connectionId, siteId }: Place, arrival: Arrival) {
  if (arrival.kind === 'webhook') return postAll([arrival.event])
  const { kind, about, object, at } = arrival
  const answer = answerEntry(
    kind,
    { teamId, connectionId, siteId, livemode: true },
    {
      about,
      found: true,
      object: { ...object },
      at,
    },
  )
  // Asked twice on one day is an answer of its own here: each tells what was true at its time.
  await withTeams(teamId, (tx) => writeEntries(tx, [{ ...answer, key: `${answer.key}:${at}` }]))
}

async function replaySome(place: Place, number: () => number) {
  const kept = await rowsOf<{ id: string }>(place, sql`select id from events where derived_from is null order by id`)
  for (const { id } of kept.filter(() => number() % 3 === 0))
    await rowsOf(
      place,
      sql`insert into inbox_queue (team_id, priority, id, bytes, why)
        select team_id, 1, id, octet_length(raw), 'replay' from inbox where id = ${id} on conflict do nothing`,
    )
}

/** Runs what the lane left behind for later, as a worker would, until nothing is left. */
async function followUp(place: Place) {
  for (;;) {
    await applyAll(128, await lane())
    const { rows } = await db.execute<{ payload: unknown }>(sql`
      delete from graphile_worker._private_jobs
      where key like ${`refold-resting:${place.connectionId}:%`} returning payload`)
    if (rows.length === 0) return
    for (const { payload } of rows) {
      let done = false
      const refolded = refoldResting(refoldRestingPayload.parse(payload)).finally(() => {
        done = true
      })
      while (!done) await applyAll(128, await lane())
      await refolded
    }
  }
}
