import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'
import { LaneLoop } from './loop'
import { BatchFailed } from './poison'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { charge, customer, ledgerOf, peopleOf, postAll, stripeEvent } from './testing-stripe'

useTestDatabase()

const guest = (n: number) => ({ billing_details: { email: `buyer${n % 50}@example.com` } })
const charges = (place: Place, count: number) =>
  Array.from({ length: count }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100 + n, guest(n))))

async function effects(place: Place) {
  const [row] = await rowsOf<Record<string, number>>(
    place,
    sql`select (select count(*) from events)::int as events, (select count(*) from facts)::int as facts,
      (select count(*) from ledger)::int as ledger, (select count(*) from parties)::int as parties,
      (select count(*) from subscribers)::int as subscribers, (select count(*) from inbox_queue)::int as queue,
      (select coalesce(sum((lifetime_value_by_currency->>'USD')::bigint), 0) from subscribers)::int as ltv`,
  )
  return row ?? {}
}

async function drained(place: Place, ms = 20_000) {
  const end = Date.now() + ms
  while ((await effects(place)).queue !== 0) {
    if (Date.now() > end) throw new Error('the queue did not drain')
    await sleep(20)
  }
}

describe('exactly once', () => {
  test('PR-01 fifty parallel posts of each of twenty events, two lanes: twenty effects', async () => {
    const place = await connectedTeam()
    const lanes = [new LaneLoop(), new LaneLoop()]
    for (const lane of lanes) lane.start()
    const events = charges(place, 20)
    await Promise.all(Array.from({ length: 50 }, () => postAll(events)))
    await drained(place)
    await Promise.all(lanes.map((lane) => lane.stop()))
    expect(await effects(place)).toMatchObject({ events: 20, ledger: 20, subscribers: 20, ltv: 20 * 100 + 190 })
    expect(await rowsOf(place, sql`select count(*)::int as kept from inbox`)).toEqual([{ kept: 20 }])
  })

  test('PR-05 finished events posted again are neither stored nor applied again', async () => {
    const place = await connectedTeam()
    const events = charges(place, 50)
    await postAll(events)
    await applyAll()
    const before = await effects(place)
    for (let again = 0; again < 20; again++) await postAll(events)
    expect(await applyAll()).toBe(0)
    expect(await effects(place)).toEqual(before)
  })

  test('the lock comes first and the reading second: two lanes take 2,000 entries once each', {
    timeout: 60_000,
  }, async () => {
    const place = await connectedTeam()
    const count = 2_000
    const events = charges(place, count)
    for (let at = 0; at < count; at += 500) await postAll(events.slice(at, at + 500))
    const clients = await Promise.all([LaneClient.connect(), LaneClient.connect()])
    const ended = await Promise.allSettled(clients.map((client) => hammer(client, place)))
    await Promise.all(clients.map((client) => client.close()))
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([])
    const applied = ended.map((end) => (end.status === 'fulfilled' ? end.value : 0))
    expect(applied.reduce((sum, some) => sum + some, 0)).toBe(count)
    // Both took part, or this would prove nothing.
    expect(Math.min(...applied)).toBeGreaterThan(0)
    expect(await effects(place)).toMatchObject({ events: count, ledger: count, queue: 0 })
  })
})

/** Applies small batches without a pause, as a lane would under load; how many entries it took. */
async function hammer(client: LaneClient, { teamId }: Place): Promise<number> {
  let total = 0
  for (;;) {
    const { entries } = await applyBatch(client, [teamId], 8)
    total += entries
    if (entries === 0 && (await client.openLanes(1)).length === 0) return total
  }
}

describe('PR-04 a batch that fails at any statement leaves nothing of itself', () => {
  const statements = ['lock', 'take', 'load', 'store', 'project', 'outflow', 'commit'] as const

  test.each(statements.flatMap((name, n) => [[name, 'before', n] as const, [name, 'after', n] as const]))(
    'PR-04 %s, %s it',
    async (name, when, nth) => {
      const place = await connectedTeam()
      await postAll([
        ...charges(place, 5),
        stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
      ])
      const client = await failing(nth, when)
      await expect(applyBatch(client, [place.teamId])).rejects.toThrow(BatchFailed)
      await client.close()

      const committed = name === 'commit' && when === 'after'
      if (!committed)
        expect(await effects(place)).toEqual({
          events: 0,
          facts: 0,
          ledger: 0,
          parties: 0,
          subscribers: 0,
          queue: 6,
          ltv: 0,
        })
      expect(await applyAll()).toBe(committed ? 0 : 6)
      expect(await effects(place)).toMatchObject({ events: 6, ledger: 5, queue: 0, ltv: 510 })
      expect(Object.keys(await ledgerOf(place))).toHaveLength(5)
      expect(await peopleOf(place)).toHaveLength(6)
    },
  )
})

/** A lane whose `nth` round trip throws, before it is sent or after it was answered. */
async function failing(nth: number, when: 'before' | 'after'): Promise<LaneClient> {
  const client = await LaneClient.connect()
  let trips = 0
  const tripped = async <T>(work: () => Promise<T>): Promise<T> => {
    const due = trips === nth
    trips += 1
    if (due && when === 'before') throw new Error('failpoint')
    const answer = await work()
    if (due) throw new Error('failpoint')
    return answer
  }
  // Only what counts as a round trip of the batch, and its commit; a rollback always works.
  const counted = (name: string | symbol, how: unknown) =>
    name === 'query' || name === 'script' || (name === 'end' && how === 'commit')
  return new Proxy(client, {
    get: (lane, name) => {
      const member: unknown = Reflect.get(lane, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        const work = () => Reflect.apply(member, lane, given)
        return counted(name, given[0]) ? tripped(work) : work()
      }
    },
  })
}
