import { randomBytes } from 'node:crypto'
import { closeDb } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { listEvents } from '@/lib/events/queries'
import { readEnvelope } from '@/lib/inbox/envelope'
import { closeKeeper, keep } from '@/lib/inbox/keep'
import { LaneClient } from '@/lib/lane/client'
import { batch, take } from '@/lib/lane/take'
import { applyBatch } from '@/lib/pipeline'
import { findSubscriber } from '@/lib/subscribers/queries'
import { moneyOf } from '@/lib/subscribers/read-money'
import { percentile } from '../statistics'
import { chargeSucceeded, invoicePaid } from '../stripe-event'
import { accountCount, accountNamed } from '../world'
import type { Reading, ToProbe, Where } from './growth-probing'

process.on('message', (message: ToProbe) => {
  const work = message.op === 'seed' ? seed().then(() => null) : read(message.where)
  work.then(
    (done) => process.send?.({ done }),
    (error: unknown) =>
      process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.on('disconnect', () => void Promise.all([closeKeeper(), closeDb()]).then(() => process.exit()))
process.on('SIGINT', () => {})

async function seed() {
  const sent = { id: 'evt_seed', account: accountNamed(0), customer: 1 }
  await keepBody(Buffer.from(invoicePaid(sent)))
  await keepBody(Buffer.from(chargeSucceeded({ ...sent, id: 'evt_seed2' })))
  const client = await LaneClient.connect()
  const open = await openLanes(client)
  const { entries } = await applyBatch(client, open)
  await client.close()
  if (entries !== 2) throw new Error(`${entries} of 2 events were applied`)
}

async function read({ teamId, siteId, subscribers }: Where): Promise<Reading> {
  const [team, site] = [teamId as TeamId, siteId as SiteId]
  const many = bodies(640)
  const began = performance.now()
  await inFlight(64, many)
  const seconds = (performance.now() - began) / 1000
  const singles = bodies(60)
  const inserts = await timed(singles, keepBody)
  const duplicates = await timed(singles, keepBody)
  const filter = { siteId: site, livemode: true, main: true }
  const lists = await timed(Array(40).fill(null), () => listEvents(team, filter, { limit: 50 }))
  const people = await timed(subscribers, (id) => subscriberPage(team, site, id))
  const takes = await polledAndTaken(60)
  return {
    insertsPerSecond: many.length / seconds,
    insertP50: percentile(inserts, 0.5),
    duplicateP50: percentile(duplicates, 0.5),
    eventsP95: percentile(lists, 0.95),
    subscriberP95: percentile(people, 0.95),
    takeP95: percentile(takes, 0.95),
  }
}

/** What a person's page reads. */
async function subscriberPage(team: TeamId, siteId: SiteId, subscriberId: string) {
  const subscriber = await findSubscriber(team, subscriberId)
  if (!subscriber) throw new Error('a subscriber is missing')
  const { rows } = await listEvents(team, { siteId, livemode: true, subscriberId, main: true }, { limit: 25 })
  const { lines } = await moneyOf(team, subscriber.record)
  if (rows.length === 0 || lines.length === 0) throw new Error('a subscriber has no events or no money')
}

/** A worker's first steps of a batch, given back each time. */
async function polledAndTaken(times: number): Promise<number[]> {
  const client = await LaneClient.connect()
  const taken = await timed(Array(times).fill(null), async () => {
    const open = await openLanes(client)
    const { entries } = await take(client, open, Math.max(4, Math.floor(batch.entries / open.length)))
    await client.end('rollback')
    if (entries.length === 0) throw new Error('nothing was open')
  })
  await client.close()
  return taken
}

const openLanes = async (client: LaneClient) =>
  (await client.openLanes<{ team_id: TeamId }>(batch.teams)).map((row) => row.team_id)

async function keepBody(body: Buffer) {
  const kept = await keep({ ...readEnvelope(body), body, connectionId: null })
  if (kept !== 'kept') throw new Error(`a webhook was answered "${kept}"`)
}

async function inFlight(width: number, all: readonly Buffer[]) {
  const rest = all.values()
  const lines = Array.from({ length: width }, async () => {
    for (const body of rest) await keepBody(body)
  })
  await Promise.all(lines)
}

function bodies(count: number): Buffer[] {
  const run = randomBytes(8).toString('hex')
  return Array.from({ length: count }, (_, n) =>
    Buffer.from(invoicePaid({ id: `evt_${run}${n}`, account: accountNamed(n % accountCount), customer: n % 20 })),
  )
}

/** How long each took, in ms. */
async function timed<T>(all: readonly T[], work: (each: T) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (const each of all) {
    const began = performance.now()
    await work(each)
    taken.push(performance.now() - began)
  }
  return taken
}
