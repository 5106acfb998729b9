import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { closeDb } from '@/db/client'
import { type Difference, differences } from './checker'
import { Crew } from './crew'
import { type CrashDatabase, startDatabase } from './database'
import { expectedOf } from './model'
import { type Deeds, Nemesis, type Rage } from './nemesis'
import { seeded, shuffled } from './random'
import { startReceiver } from './receiver'
import { Sender, type Sent } from './sender'
import { type ConnectedShop, connect, type Shop, shopsOf } from './shops'
import { prepareStorm } from './storm'
import { Watch } from './watch'

export interface CrashOptions extends Pick<Rage, 'pauseMs' | 'freezeMs' | 'stormMs' | 'measured' | 'rageMs'> {
  seed: string
  events: number
  copies: number
  doors: number
  workers: number
  /** The bundled launcher. */
  launcher: string
  /** Whether commits would outlive the machine. */
  durable: boolean
  perSecond?: number
  /** How long the rest may take once everything was taken. */
  drainMs: number
  say(line: string): void
}

export interface CrashResult {
  events: number
  people: number
  sent: Sent
  deeds: Deeds
  /** Longest standstill of a team whatever happened, ms. */
  standstill: number
  seconds: number
  /** From the last answer until nothing was open any more. */
  drainSeconds: number
  diedAlone: string[]
  /** What the receiver saw: different ids, and calls. */
  deliveries: { ids: number; calls: number }
  differences: Difference[]
}

/** What has to be stopped, the last one first. */
const started: (() => unknown)[] = []

/** One whole run: everything is sent, everything is broken, and in the end everything is counted. */
export async function crash(options: CrashOptions): Promise<CrashResult> {
  const database = await startDatabase(options)
  started.push(() => database.remove())
  process.env.DATABASE_URL = database.url
  started.push(closeDb)
  try {
    return await runOn(database, options)
  } finally {
    await endCrash()
  }
}

/** Ends and removes everything a run has started; also for whoever is told to stop in the middle of it. */
export async function endCrash() {
  for (let stop = started.pop(); stop; stop = started.pop()) await stop()
}

async function runOn(database: CrashDatabase, options: CrashOptions): Promise<CrashResult> {
  const { say, seed } = options
  const [late, ...shops] = shopsOf(seed, options.events).reverse()
  if (!late) throw new Error('there is no shop')
  const receiver = await startReceiver()
  started.push(receiver.stop)
  const connected: ConnectedShop[] = []
  for (const shop of shops.reverse()) connected.push(await connect(shop, connected, receiver.url))
  await prepareStorm(database.adminUrl)

  const crew = new Crew({ ...options, databaseUrl: database.url, folder: `${database.folder}/crew` })
  started.push(() => crew.end())
  await crew.start()
  const watch = new Watch(database.adminUrl)
  watch.start()
  started.push(() => watch.stop())
  const sender = new Sender({ ...options, ports: crew.ports(), parallel: 256, patienceMs: 3_000 })
  started.push(() => sender.stop())
  const nemesis = new Nemesis({
    ...options,
    random: seeded(`${seed}/nemesis`),
    crew,
    database,
    watch,
    progress: sender.progress,
  })
  started.push(() => nemesis.stop())

  const began = Date.now()
  const events = [...shops, late].reduce((sum, shop) => sum + shop.events.length, 0)
  say(`${events} events of ${shops.length + 1} shops, ${options.copies} shuffled copies; seed ${seed}`)
  const reporting = setInterval(
    () =>
      say(`${sender.progress().toLocaleString('en', { style: 'percent' })} taken, ${JSON.stringify(nemesis.deeds)}`),
    15_000,
  )
  started.push(() => clearInterval(reporting))
  const raging = nemesis.run()
  const connecting = connectLate(late, connected, sender, receiver.url)
  await sender.sendAll(copiesOf([...shops, late], options))
  nemesis.stop()
  await raging
  connected.push(await connecting)

  const taken = Date.now()
  say('everything was taken; the rest is applied')
  await drained(database, options.drainMs)
  const ended = Date.now()
  await watch.stop()
  await crew.end()
  const expected = expectedOf(connected)
  return {
    events,
    people: expected.people.size,
    sent: sender.sent,
    deeds: nemesis.deeds,
    standstill: watch.longestStandstill(),
    seconds: (ended - began) / 1_000,
    drainSeconds: (ended - taken) / 1_000,
    diedAlone: crew.diedAlone,
    deliveries: { ids: receiver.came.size, calls: [...receiver.came.values()].reduce((sum, calls) => sum + calls, 0) },
    differences: await differences(database.adminUrl, expected, receiver.came),
  }
}

function copiesOf(shops: readonly Shop[], { seed, copies }: CrashOptions): Buffer[][] {
  const bodies = shops.flatMap(({ events }) => events.map((event) => Buffer.from(JSON.stringify(event))))
  return Array.from({ length: copies }, (_, nth) => shuffled(seeded(`${seed}/copy ${nth}`), bodies))
}

/** The last shop connects while its events already arrive, also while the server is away. */
async function connectLate(
  shop: Shop,
  connected: readonly ConnectedShop[],
  sender: Sender,
  receiverUrl: string,
): Promise<ConnectedShop> {
  while (sender.progress() < 0.1) await sleep(50)
  for (;;) {
    const made = await connect(shop, connected, receiverUrl).catch(() => null)
    if (made) return made
    await sleep(200)
  }
}

/** Until nothing is open. What never ends is told by the checker, so this only waits so long. */
async function drained(database: CrashDatabase, ms: number) {
  const deadline = Date.now() + ms
  while (Date.now() < deadline) {
    const open = await openWork(database).catch(() => true)
    if (!open) return
    await sleep(250)
  }
}

async function openWork({ adminUrl }: CrashDatabase): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => {})
  await client.connect()
  // What failed while the database was away is put off, by minutes after some tries: that wait proves nothing here.
  await client.query(
    `update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()`,
  )
  const { rows } = await client.query<{ open: boolean }>(
    `select exists (select 1 from inbox_queue) or exists (select 1 from delivery_queue) or exists (select 1 from unrouted)
       or exists (select 1 from graphile_worker._private_jobs) as open`,
  )
  await client.end()
  return rows[0]?.open ?? true
}
