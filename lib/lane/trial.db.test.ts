import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'
import { LaneLoop } from './loop'
import { BatchFailed } from './poison'
import { Suspicion } from './suspicion'
import { connectedTeam, type Place, rowsOf } from './testing'
import { charge, eventsOf, postAll, stripeEvent } from './testing-stripe'
import { mark, unmark } from './trial'

const { adminUrl } = useTestDatabase()

let place: Place
beforeAll(async () => {
  place = await connectedTeam()
  await postAll(Array.from({ length: 6 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))))
})

const crashes = async () =>
  (await rowsOf<{ crashes: number | null }>(place, sql`select crashes from inbox_queue order by id`)).map(
    (row) => row.crashes,
  )

async function workerSeen(ago: string, stopped: boolean) {
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  await admin.query(
    `insert into workers (id, role, seen_at, stopped_at) values (gen_random_uuid(), 'worker', now() - $1::interval, case when $2 then now() end)`,
    [ago, stopped],
  )
  await admin.end()
}

test('PR-12 what is suspicious: a worker that fell silent within the last minute, and not one that said it stops', async () => {
  const suspicion = new Suspicion()
  const isOn = async () => {
    await suspicion.look()
    return suspicion.isOn
  }
  await workerSeen('1 second', false)
  await workerSeen('10 seconds', true)
  await workerSeen('2 minutes', false)
  expect(await isOn()).toBe(false)
  await workerSeen('10 seconds', false)
  expect(await isOn()).toBe(true)
})

test('PR-12 a marked batch that fails without a crash leaves no suspect', async () => {
  const client = await LaneClient.connect()
  const unreachable = new Proxy(client, {
    get: (lane, name) => {
      const member: unknown = Reflect.get(lane, name)
      if (typeof member !== 'function') return member
      return (...given: [{ name?: string }]) => {
        if (given[0]?.name === 'store') throw new Error('failpoint')
        return Reflect.apply(member, lane, given)
      }
    },
  })
  const failed = await applyBatch(unreachable, [place.teamId], 128, 'among').catch((error: unknown) => error)
  await client.close()
  if (!(failed instanceof BatchFailed)) throw new Error('it did not fail')
  expect(await crashes()).toEqual([0, 0, 0, 0, 0, 0])
  await unmark(failed.entries, 'among')
  expect(await crashes()).toEqual([null, null, null, null, null, null])

  // Alone the count runs ahead, and is taken back with the pause.
  const [one] = failed.entries
  if (!one) throw new Error('nothing was taken')
  await mark([one], 'among')
  await mark([{ ...one, crashes: 0 }], 'alone')
  expect((await crashes())[0]).toBe(1)
  await unmark([{ ...one, crashes: 0 }], 'alone')
  expect(
    await rowsOf(place, sql`select crashes from inbox_queue where crashes is not null and not_before is null`),
  ).toEqual([{ crashes: 0 }])
})

test('PR-12 who was in a batch that a process died of runs alone, and who is innocent is applied', async () => {
  await rowsOf(place, sql`update inbox_queue set crashes = 0`)
  const batches: number[] = []
  const suspicion = new Suspicion()
  await suspicion.look()
  const lane = new LaneLoop(({ entries }) => entries > 0 && batches.push(entries), suspicion)
  lane.start()
  await expect.poll(crashes, { timeout: 10_000 }).toEqual([])
  await lane.stop()
  expect(batches).toEqual([1, 1, 1, 1, 1, 1])
  expect((await eventsOf(place)).map((event) => event.status)).toEqual(Array(6).fill('processed'))
})
