import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { closeReceiver } from '@/lib/inbox/node-http'
import { LaneLoop } from './loop'
import { connectedTeam, type Place, post } from './testing'
import { charge, eventsOf, postAll, stripeEvent } from './testing-stripe'

const { adminUrl } = useTestDatabase()

let admin: pg.Client
let place: Place
beforeAll(async () => {
  admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  place = await connectedTeam()
})
afterAll(async () => {
  await admin.end()
  await closeReceiver()
})

let made = 0
const paid = () => stripeEvent(place, 'charge.succeeded', charge(`ch_${made++}`, 100))

/** For this database alone: others run on the same server. What is connected is sent away, so that it meets the change. */
async function change(setting: string) {
  const { rows } = await admin.query<{ name: string }>('select current_database() as name')
  await admin.query(`alter database ${rows[0]?.name} ${setting}`)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
}

test.each([
  ['no connection is free', 'connection limit 0', 'connection limit -1'],
  ['it only reads', 'set default_transaction_read_only = on', 'reset default_transaction_read_only'],
])(
  'PR-11 %s: 503 in time at the door, the lane waits without blaming an event, and both go on alone',
  async (_, broken, mended) => {
    await postAll([paid()])
    await change(broken)
    const lane = new LaneLoop()
    lane.start()
    const statuses = []
    for (let n = 0; n < 5; n++) {
      const from = performance.now()
      statuses.push(await post(paid()))
      expect(performance.now() - from).toBeLessThan(2_000 + 500)
    }
    expect(statuses).toEqual(Array(5).fill(503))
    await change(mended)
    const taken = stripeEvent(place, 'charge.succeeded', charge(`ch_${made++}`, 100))
    await expect.poll(() => post(taken), { timeout: 10_000 }).toBe(200)
    const { rows } = await admin.query(
      'select attempts, crashes from inbox_queue where attempts > 0 or crashes is not null',
    )
    expect(rows).toEqual([])
    await expect
      .poll(async () => (await eventsOf(place)).filter((event) => event.status === 'processed').length, {
        timeout: 15_000,
      })
      .toBe((await admin.query('select 1 from inbox')).rowCount)
    await lane.stop()
  },
)
