import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { httpTo, makeDestination } from '@/lib/deliveries/testing'
import { applyAll, connectedTeam, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { startDestinations } from '@/sandbox/destinations'
import { useBundles } from './testing-bundle'
import { endChildren, startChild } from './testing-processes'

useTestDatabase()
const bundle = useBundles('worker/testing-worker.ts')
afterAll(endChildren)

const long = process.env.SLUICE_LONG === '1'
/** Each event goes to four destinations. */
const [events, kills] = long ? [500, 6] : [100, 3]

test(`OUT-10 workers are killed during ${4 * events} deliveries: each id arrives at least once, and after dedupe exactly once`, {
  timeout: 240_000,
}, async () => {
  const receivers = await startDestinations()
  try {
    const place = await connectedTeam()
    const http = httpTo(receivers.url)
    for (let i = 0; i < 4; i++)
      await makeDestination(place, 'webhook', { url: `${receivers.url}/hooks/${i}` }, http, { name: `${i}` })
    await postAll(
      Array.from({ length: events }, (_, i) =>
        stripeEvent(
          place,
          'charge.succeeded',
          charge(`ch_${i}`, 100, { billing_details: { email: `b${i % 50}@example.com` } }),
          i % 60,
        ),
      ),
    )
    await applyAll()
    const queued = await rowsOf<{ message_id: string }>(place, sql`select message_id from deliveries`)
    expect(queued).toHaveLength(4 * events)

    const start = () => startChild(bundle('worker/testing-worker.ts'))
    const workers = [await start(), await start()]
    for (let kill = 0; kill < kills; kill++) {
      await sleep(600 + 300 * (kill % 3))
      workers.shift()?.process.kill('SIGKILL')
      workers.push(await start())
    }
    const open = () => rowsOf(place, sql`select count(*)::int as n from delivery_queue`)
    await expect.poll(open, { timeout: 180_000, interval: 200 }).toEqual([{ n: 0 }])

    const states = await rowsOf(place, sql`select state, count(*)::int as n from deliveries group by 1`)
    expect(states).toEqual([{ state: 'delivered', n: 4 * events }])
    const { arrived, calls } = receivers.standIns.webhook
    expect(arrived.map(({ key }) => key).sort()).toEqual(queued.map(({ message_id }) => message_id).sort())
    const posts = calls.filter(({ method }) => method === 'POST').length
    console.info(JSON.stringify({ deliveries: queued.length, kills, calls: posts, repeats: posts - queued.length }))
    expect(posts).toBeGreaterThanOrEqual(queued.length)
    const lost = await rowsOf<{ n: number }>(
      place,
      sql`select count(*)::int as n from delivery_attempts where reason = 'answer_lost'`,
    )
    expect(lost[0]?.n).toBeGreaterThan(0)
  } finally {
    await receivers.stop()
  }
})
