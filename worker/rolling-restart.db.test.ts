import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sendAllUntilTaken } from '@/lib/inbox/testing-sender'
import { connectedTeam, rowsOf, testSecret } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { useBundles } from './testing-bundle'
import { type Child, endChildren, startChild } from './testing-processes'

const { adminUrl } = useTestDatabase()
const bundle = useBundles('scripts/launch.ts')
afterAll(endChildren)

const long = process.env.SLUICE_LONG === '1'
const [count, restarts, everyMs] = long ? [6_000, 12, 10_000] : [400, 4, 800]

/** The launcher as it runs in production, in one of its roles. */
const start = (role: 'ingest' | 'worker') =>
  startChild(bundle('scripts/launch.ts'), {
    args: [role],
    env: { PORT: '0', DATA_DIR: bundle('data'), NODE_ENV: 'test', STRIPE_WEBHOOK_SECRETS: testSecret },
    says: role === 'ingest' ? /on port (\d+)/ : /The worker runs/,
  })

/** SIGTERM, and the next one beside it; how it ended, and after how many ms. */
async function replace(fleet: Child[], at: number, role: 'ingest' | 'worker') {
  const old = fleet[at]
  fleet[at] = await start(role)
  const from = performance.now()
  old?.signal('SIGTERM')
  return { how: await old?.ended, ms: performance.now() - from }
}

test('PR-08 two doors and two workers restarted in turn under load: nothing refused or lost, no attempt used up, exit 0 in time', {
  timeout: 300_000,
}, async () => {
  const [place, other] = [await connectedTeam(), await connectedTeam()]
  const [doors, workers] = await Promise.all(
    (['ingest', 'worker'] as const).map((role) => Promise.all([start(role), start(role)])),
  )
  if (!doors || !workers) throw new Error('nothing started')
  const events = Array.from({ length: count }, (_, n) =>
    stripeEvent(n % 2 ? place : other, 'charge.succeeded', charge(`ch_${n}`, 100)),
  )
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  let restarting = true
  const blamed: object[] = []
  const watching = (async () => {
    while (restarting) {
      const { rows } = await admin.query(
        'select attempts, crashes from inbox_queue where attempts > 0 or crashes is not null',
      )
      blamed.push(...rows)
      await sleep(20)
    }
  })()
  const sending = sendAllUntilTaken(events, () => doors.map((door) => door.ready), {
    atOnce: 4,
    pauseMs: (restarts * 2 * everyMs * 4) / count / 2,
  })
  const ends = []
  for (let n = 0; n < restarts; n++) {
    await sleep(everyMs / 2)
    ends.push(await replace(n % 2 ? doors : workers, Math.floor(n / 2) % 2, n % 2 ? 'ingest' : 'worker'))
  }
  const answers = await sending
  await expect
    .poll(async () => (await eventsOf(place)).length + (await eventsOf(other)).length, { timeout: 30_000 })
    .toBe(count)
  restarting = false
  await watching
  await admin.end()

  console.info(JSON.stringify({ answers, slowestExitMs: Math.round(Math.max(...ends.map((end) => end.ms))) }))
  expect(ends.map((end) => end.how)).toEqual(ends.map(() => 0))
  expect(Math.max(...ends.map((end) => end.ms))).toBeLessThan(10_000)
  // A door that closes lets go of no request it took: there is no answer but 200, and each was needed once.
  expect(answers).toMatchObject({ 200: count })
  expect(Object.keys(answers).filter((status) => Number(status) >= 300)).toEqual([])
  expect(blamed).toEqual([])
  const [row] = await rowsOf(
    place,
    sql`select sum((lifetime_value_by_currency->>'USD')::int)::int as ltv from subscribers`,
  )
  expect(row).toEqual({ ltv: (count / 2) * 100 })
})
