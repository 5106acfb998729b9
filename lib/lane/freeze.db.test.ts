import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyBatch } from '@/lib/pipeline'
import { laneKey } from '@/lib/tenancy/lane-key'
import { LaneClient } from './client'
import { LaneLoop } from './loop'
import { connectedTeam, type Place } from './testing'
import { charge, eventsOf, ledgerOf, postAll, stripeEvent } from './testing-stripe'
import { reapFrozenLanes } from './upkeep/reaper'

const { url, adminUrl } = useTestDatabase()

/** Waits until somebody has applied the one event of a place. */
async function appliedBy(place: Place, since: number) {
  while ((await eventsOf(place)).length === 0) {
    if (Date.now() - since > 20_000) expect.fail('nobody took over')
    await sleep(20)
  }
}

/** Another lane takes over; how long after `since`, in ms. */
async function takenOver(place: Place, since: number): Promise<number> {
  const lane = new LaneLoop()
  lane.start()
  await appliedBy(place, since)
  await lane.stop()
  return Date.now() - since
}

describe('a frozen worker', () => {
  test('PR-07 frozen after any statement: its commit is refused, another lane takes over within 5 s', async () => {
    const statements = ['take', 'load', 'store', 'project', 'outflow']
    const frozen = await Promise.all(statements.map(freezeAfter))
    const since = Date.now()
    const lane = new LaneLoop()
    lane.start()
    for (const { place } of frozen) await appliedBy(place, since)
    const ms = Date.now() - since
    await lane.stop()
    expect(ms).toBeGreaterThan(1_500)
    expect(ms).toBeLessThan(5_000)

    for (const { place, thaw } of frozen) {
      await expect(thaw()).rejects.toThrow('a batch failed')
      expect(await ledgerOf(place)).toEqual({ ch_1: '1000' })
    }
  })

  test('PR-07 frozen while it is being sent to, where no timeout counts: the reaper frees the team', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))])
    const frozen = await stopsReading(place)
    const since = Date.now()
    const reaper = setInterval(() => void reapFrozenLanes(), 500)
    const ms = await takenOver(place, since)
    clearInterval(reaper)
    frozen.end().catch(() => {})
    expect(ms).toBeGreaterThan(3_000)
    expect(ms).toBeLessThan(5_000 + 1_500)
    expect(await ledgerOf(place)).toEqual({ ch_1: '1000' })
  })

  test('PR-07 the reaper leaves short transactions and everybody else alone', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))])
    const other = new pg.Client({ connectionString: url() })
    await other.connect()
    await other.query('begin; select 1')
    expect(await reapFrozenLanes()).toBe(0)
    await other.query('commit')
    await other.end()
    expect(await takenOver(place, Date.now())).toBeLessThan(2_000)
  })
})

describe('a slow server', () => {
  test('PR-07 a batch that is taken for frozen because it is slow is tried in smaller ones, and gets done', {
    timeout: 90_000,
  }, async () => {
    const place = await connectedTeam()
    await postAll(Array.from({ length: 24 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
    const admin = new pg.Client({ connectionString: adminUrl() })
    await admin.connect()
    await admin.query(`
      create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.15); return new; end $$;
      create trigger slow before insert on events for each row execute function slow()`)
    const impatient = setInterval(() => {
      admin
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice-lane'
           and datname = current_database() and xact_start < clock_timestamp() - interval '2 seconds'`,
        )
        .catch(() => {})
    }, 50)
    const lane = new LaneLoop()
    lane.start()
    const since = Date.now()
    while ((await eventsOf(place)).length < 24 && Date.now() - since < 60_000) await sleep(50)
    await lane.stop()
    clearInterval(impatient)
    await admin.query('drop trigger slow on events')
    await admin.end()
    expect(await eventsOf(place)).toHaveLength(24)
  })
})

/** A lane in the middle of a batch that does nothing more after `statement`; `thaw` lets it go on to its end. */
async function freezeAfter(statement: string) {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))])
  const client = await LaneClient.connect()
  let goOn = () => {}
  const thawed = new Promise<void>((done) => {
    goOn = done
  })
  let batch: Promise<unknown> = Promise.resolve()
  await new Promise<void>((frozen) => {
    batch = applyBatch(stopping(client, statement, frozen, thawed), [place.teamId])
    batch.catch(() => {})
  })
  const thaw = () => {
    goOn()
    return batch.finally(() => client.close())
  }
  return { place, thaw }
}

const stopping = (client: LaneClient, statement: string, frozen: () => void, thawed: Promise<void>): LaneClient =>
  new Proxy(client, {
    get: (lane, name) => {
      const member: unknown = Reflect.get(lane, name)
      if (typeof member !== 'function') return member
      return async (...given: [unknown, ...unknown[]]) => {
        const answer: unknown = await Reflect.apply(member, lane, given)
        const [query] = given
        if (typeof query === 'object' && query !== null && 'name' in query && query.name === statement) {
          frozen()
          await thawed
        }
        return answer
      }
    },
  })

/** A lane's connection with the lock, stopped in the middle of a large answer: the server blocks in sending to it. */
async function stopsReading({ teamId }: Place): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url(), application_name: 'sluice-lane' })
  client.on('error', () => {})
  await client.connect()
  await client.query(`begin; set local idle_in_transaction_session_timeout = '2s'; set local statement_timeout = '10s';
    select pg_advisory_xact_lock(${laneKey(teamId)})`)
  client.query(`select repeat('x', 1000000) from generate_series(1, 200)`).catch(() => {})
  await sleep(100)
  client.connection.stream.pause()
  return client
}
