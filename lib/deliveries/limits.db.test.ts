import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { readingOf } from '@/lib/events/testing-plans'
import { applyAll, connectedTeam, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { claim, mostInFlight } from './claim'
import { DeliveryLoop } from './loop'
import { paced } from './pace'
import { makeDestination, receiver, sendAll, status } from './testing'

const database = useTestDatabase()

const someone = (i: number) => ({ billing_details: { email: `buyer${i}@example.com`, name: null } })

const hook = { url: 'https://example.com/hooks' }
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms))

test('OUT-03 two processes keep one receiver’s limit between them', async () => {
  const place = await connectedTeam()
  const { record } = await makeDestination(place, 'webhook', hook, receiver().http)
  const { http, calls } = receiver()
  const limits = { batch: 1, calls: 10, perMs: 1_000 }
  const [one, two] = [paced(http, record, limits), paced(http, record, limits)]
  const call = { method: 'POST', url: 'https://example.com' } as const
  await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? one : two).request(call)))
  const times = calls.map(({ at }) => at).sort((a, b) => a - b)
  const worst = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + limits.perMs).length))
  expect(times).toHaveLength(30)
  expect(worst).toBeLessThanOrEqual(limits.calls)
})

test('OUT-16 after an outage a backlog goes out a few at a time, over all processes', async () => {
  const place = await connectedTeam()
  await makeDestination(place, 'webhook', hook, receiver().http)
  await postAll(
    Array.from({ length: 60 }, (_, i) => stripeEvent(place, 'charge.succeeded', charge(`ch_${i}`, 100, someone(i)))),
  )
  await applyAll()
  let flying = 0
  let most = 0
  const slow = receiver(async () => {
    most = Math.max(most, ++flying)
    await pause(20)
    flying -= 1
    return status(200)
  })
  await Promise.all([sendAll(place, slow.http), sendAll(place, slow.http), sendAll(place, slow.http)])
  expect(slow.calls).toHaveLength(60)
  expect(most).toBeLessThanOrEqual(mostInFlight)
  expect(most).toBeGreaterThan(1)
})

test('OUT-02 a team whose receivers hang leaves the others their turn', async () => {
  const crowd = await connectedTeam()
  for (let i = 0; i < 25; i++)
    await makeDestination(crowd, 'webhook', { url: `https://hang.example/${i}` }, receiver().http, { name: `${i}` })
  await postAll(
    Array.from({ length: 8 }, (_, i) => stripeEvent(crowd, 'charge.succeeded', charge(`ch_h${i}`, 100, someone(i)))),
  )
  const quiet = await connectedTeam()
  await makeDestination(quiet, 'webhook', hook, receiver().http)
  await applyAll()

  let hanging = 0
  const { http, calls } = receiver(async ({ url }) => {
    if (!url.startsWith('https://hang')) return status(204)
    hanging += 1
    await pause(1_500)
    return status(500)
  })
  const loop = new DeliveryLoop(http)
  loop.start()
  await expect.poll(() => hanging, { interval: 10 }).toBeGreaterThan(10)
  const lags: number[] = []
  for (let i = 0; i < 5; i++) {
    const before = calls.filter(({ url }) => url === hook.url).length
    await postAll([stripeEvent(quiet, 'charge.succeeded', charge(`ch_q${i}`, 100))])
    await applyAll()
    const since = performance.now()
    loop.wake()
    await expect.poll(() => calls.filter(({ url }) => url === hook.url).length, { interval: 10 }).toBe(before + 1)
    lags.push(performance.now() - since)
  }
  await loop.stop()
  // Nobody waits for a call that hangs: those take a second and a half here.
  expect(Math.max(...lags)).toBeLessThan(1_200)
  expect(hanging).toBeLessThanOrEqual(32)
})

test('what is due is found and taken by index, however much waits', async () => {
  const place = await connectedTeam()
  const { id } = await makeDestination(place, 'webhook', hook, receiver().http)
  await rowsOf(
    place,
    sql`with made as (
        insert into deliveries (team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, type, message_id, event)
        select ${place.teamId}, gen_random_uuid(), ${id}, gen_random_uuid(), ${place.connectionId}, ${place.siteId}, true, 'event',
          'charge.succeeded', 'msg_' || n, '{}' from generate_series(1, 5000) n
        returning id
      )
      insert into delivery_queue (team_id, destination_id, id, due_at)
      select ${place.teamId}, ${id}, id, now() + (row_number() over () - 2500) * interval '1 second' from made`,
  )
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await admin.query('analyze')
  await admin.end()
  const { fullyScanned, mostRows } = await readingOf(() => claim(place.teamId, id, () => 10))
  expect(fullyScanned.filter((table) => table !== 'destinations')).toEqual([])
  // Those due at the same moment are put in order some dozens at a time.
  expect(mostRows).toBeLessThanOrEqual(64)
})
