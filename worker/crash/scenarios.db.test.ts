import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { DeliveryLoop } from '@/lib/deliveries/loop'
import { closeReceiver } from '@/lib/inbox/node-http'
import { LaneLoop } from '@/lib/lane/loop'
import { post } from '@/lib/lane/testing'
import { adoptUnrouted } from '@/lib/lane/upkeep/adopt'
import { guardedHttp } from '@/lib/outbound/client'
import { type Difference, differences } from './checker'
import { expectedOf } from './model'
import { seeded, shuffled } from './random'
import { type Receiver, startReceiver } from './receiver'
import { type ConnectedShop, connect, shopsOf } from './shops'
import { prepareStorm, storm } from './storm'

/**
 * The crash run without processes: small enough to be run for each deliberate mistake (mutations/), and the guard of most of
 * them.
 */
const { adminUrl } = useTestDatabase()
let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.stop())
beforeEach(async () => {
  receiver.came.clear()
  await asAdmin(
    'truncate inbox, inbox_queue, unrouted, events, waiting, facts, ledger, subscriptions, parties, subscribers, routes, ' +
      'destinations, deliveries, delivery_queue, delivery_attempts, delivery_calls',
  )
})
afterAll(closeReceiver)

test('PR-01 PR-02 PR-05 RT-03 RT-12 three shuffled copies, two lanes, an account that connects late: as the model says', {
  timeout: 180_000,
}, async () => {
  const connected = await told('copies', 500, (event) => post(event))
  expect(await found(connected)).toEqual([])
})

test('PR-09 PR-11 writes that fail all the time: repeated until they are taken, nothing lost, nothing twice', {
  timeout: 180_000,
}, async () => {
  await prepareStorm(adminUrl())
  await storm(adminUrl(), 0.05)
  let refused = 0
  const connected = await told('storm', 150, async (event) => {
    while ((await post(event)) !== 200) refused += 1
  })
  await storm(adminUrl(), 0)
  expect(refused).toBeGreaterThan(0)
  expect(await found(connected)).toEqual([])
})

test('the checker sees a single row that is missing, double or wrong', { timeout: 120_000 }, async () => {
  const connected = await told('tampered', 100, (event) => post(event))
  const seen = async (statement: string) => {
    await asAdmin(statement)
    return (await found(connected)).map(({ what, kind }) => `${what} ${kind}`)
  }
  const one = (table: string) => `ctid = (select ctid from ${table} where true order by 1 limit 1)`
  expect(await seen(`update ledger set net = net + 1 where ${one('ledger')}`)).toEqual(['charge wrong'])
  expect(await seen(`delete from ledger where net > captured or ${one('ledger')}`)).toContain('charge lost')
  expect(
    await seen(`update subscribers set lifetime_value_by_currency = '{"EUR": "1"}' where ${one('subscribers')}`),
  ).toContain('person wrong')
  expect(await seen(`update deliveries set state = 'dead' where ${one('deliveries')}`)).toContain('delivery wrong')
  expect(await seen(`delete from deliveries where ${one('deliveries')}`)).toContain('delivery lost')
  receiver.came.delete([...receiver.came.keys()][5] ?? '')
  expect(await seen('select 1')).toContain('delivery lost')
  receiver.came.set('msg_nobody_sent', 1)
  expect(await seen('select 1')).toContain('delivery double')
  expect(await seen(`delete from events where derived_from is null and ${one('events')}`)).toContain('event lost')
  expect(await seen(`update subscriptions set mrr = mrr + 1 where ${one('subscriptions')}`)).toContain(
    'subscription wrong',
  )
  expect(
    await seen(
      `insert into inbox_queue (team_id, priority, id, bytes, why) select team_id, 0, id, 1, 'new' from inbox limit 1`,
    ),
  ).toContain('open work lost')
})

/** Tells the shops' stories in three shuffled copies while two lanes work; returns when all of it should be applied. */
async function told(seed: string, events: number, tell: (event: object) => Promise<unknown>): Promise<ConnectedShop[]> {
  const shops = shopsOf(seed, events)
  const connected: ConnectedShop[] = []
  for (const shop of shops.slice(0, -1)) connected.push(await connect(shop, connected, receiver.url))
  const lanes = [new LaneLoop(), new LaneLoop()]
  for (const lane of lanes) lane.start()
  const deliveries = new DeliveryLoop(guardedHttp())
  deliveries.start()

  const all = shops.flatMap((shop) => shop.events)
  const copies = [1, 2, 3].flatMap((nth) => shuffled(seeded(`${seed}/${nth}`), all))
  let next = 0
  const sender = async () => {
    for (let at = next++; at < copies.length; at = next++) {
      await tell(copies[at] ?? {})
      const late = shops.at(-1)
      if (at === Math.floor(copies.length * 0.8) && late) connected.push(await connect(late, connected, receiver.url))
    }
  }
  await Promise.all(Array.from({ length: 24 }, sender))
  await storm(adminUrl(), 0).catch(() => {})
  await settled().finally(() => Promise.all([...lanes.map((lane) => lane.stop()), deliveries.stop()]))
  return connected
}

const standstillMs = 12_000
const patienceMs = 60_000

/**
 * Waits until nothing is open, as long as it becomes less. What stands still is work that nobody does, and the checker's to
 * tell; what still becomes less after a minute says that the machine is slow, and nothing about the state.
 */
async function settled() {
  const since = performance.now()
  let least = { open: Number.POSITIVE_INFINITY, at: since }
  for (let open = await openWork(); open > 0; open = await openWork()) {
    const now = performance.now()
    if (open < least.open) least = { open, at: now }
    if (now - least.at > standstillMs) return
    if (now - since > patienceMs) throw new Error(`too slow to judge: ${open} still open, and becoming less`)
    await adoptUnrouted().catch(() => {})
    await sleep(100)
  }
}

async function openWork(): Promise<number> {
  const [row] = await asAdmin(
    'select (select count(*) from inbox_queue) + (select count(*) from unrouted) + (select count(*) from delivery_queue) as open',
  )
  return Number(row?.open)
}

/** Jobs are the worker's; there is none here. */
async function found(connected: readonly ConnectedShop[]): Promise<Difference[]> {
  const all = await differences(adminUrl(), expectedOf(connected), receiver.came)
  return all.filter(({ key }) => !key.startsWith('jobs')).slice(0, 40)
}

async function asAdmin(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
