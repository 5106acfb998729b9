import { setTimeout as sleep } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { failureOf } from '@/db/failure'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { disconnect, disconnectAll } from '@/lib/connections/mutations'
import { enableDestination } from '@/lib/destinations/mutations'
import { emptyDefinition } from '@/lib/flows/definition'
import { FlowLoop } from '@/lib/flows/engine/loop'
import { call, liveFlow, notes, wait } from '@/lib/flows/engine/testing'
import { changeFlow, pauseFlow, resumeFlow } from '@/lib/flows/mutations'
import { pauseItself } from '@/lib/flows/pause-itself'
import { publishFlow } from '@/lib/flows/publish'
import { findFlow } from '@/lib/flows/queries'
import { removeFlow } from '@/lib/flows/remove'
import { cancelRun, endLapsedRuns } from '@/lib/flows/runs/cancel'
import { retryFailedRuns } from '@/lib/flows/runs/retry'
import { applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { keepDeliveries } from '@/lib/retention/deliveries'
import { keepRuns } from '@/lib/retention/flows'
import { endLapsed } from './cancel'
import { DeliveryLoop } from './loop'
import { retryMatching, stopDelivery } from './retry'
import { makeDestination, receiver, status } from './testing'

const database = useTestDatabase()
const ms = process.env.SLUICE_LONG === '1' ? 60_000 : 4_000

beforeAll(async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  // A deadlock is found at once, not only after a second.
  await admin.query(`alter database ${new URL(database.url()).pathname.slice(1)} set deadlock_timeout = '50ms'`)
  await admin.end()
})
afterEach(() => vi.restoreAllMocks())

const pick = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] ?? expect.unreachable()
const sometimes = (share: number) => Math.random() < share
/** What ends much at once, so that there is something to end. */
const seldom = (work: () => Promise<unknown>) => async () => sometimes(0.2) && work()

/** A site that three Stripe accounts tell of the same people, with three destinations, and three flows whose runs wait. */
async function busySite() {
  const site = await connectedTeam()
  const others = [await connectedTeam({ teamId: site.teamId }), await connectedTeam({ teamId: site.teamId })]
  for (const other of others) await routeTo(other, site.siteId)
  const places: Place[] = [site, ...others.map((other) => ({ ...other, siteId: site.siteId }))]
  for (const name of ['A', 'B', 'C'])
    await makeDestination(site, 'webhook', { url: 'https://example.com/hooks' }, receiver().http, { name })
  for (const _ of places) await newFlow(site)
  return { site, places }
}

const newFlow = (place: Place) => liveFlow(place, { steps: [wait('wait1', 'invoice.paid'), call()] })

/** A flow begins, or what its runs wait for has come; and now and then Stripe says that an account is gone. */
function webhooks(places: readonly Place[]) {
  const created = Math.floor(Date.now() / 1000)
  const events = [1, 2, 3, 4, 5, 6].map(() => {
    const [place, email, id] = [pick(places), `${pick(['ada', 'bo', 'cy', 'di'])}@example.com`, crypto.randomUUID()]
    const invoice = { id, object: 'invoice', customer_email: email, amount_paid: 100, currency: 'usd', status: 'paid' }
    return sometimes(0.5)
      ? stripeEvent(place, 'charge.succeeded', charge(id, 100, { billing_details: { email } }), 0, { created })
      : stripeEvent(place, 'invoice.paid', invoice, 0, { created })
  })
  const gone = (place: Place) => stripeEvent(place, 'account.application.deauthorized', {}, 0, { created })
  return sometimes(0.3) ? [...events, gone(pick(places)), gone(pick(places))] : events
}

/** As if they had been connected again, one by one. */
async function reconnect(places: readonly Place[]) {
  for (const { teamId, connectionId: id } of places) {
    await rowsOf({ teamId }, sql`update connections set state = 'connected', connected_at = now() where id = ${id}`)
    await rowsOf({ teamId }, sql`update routes set state = 'open' where connection_id = ${id}`)
  }
}

/** Everybody who locks what belongs to connections, destinations and flows. */
function callersOf(site: Place, places: readonly Place[]): Record<string, () => Promise<unknown>> {
  const { teamId, siteId } = site
  const by = { teamId, actor: sluice }
  const withOne = async (query: SQL, work: (id: string) => Promise<unknown>) => {
    const rows = await rowsOf<{ id: string }>(site, query)
    if (rows.length > 0) await work(pick(rows).id)
  }
  const withFlow = (work: (id: string) => Promise<unknown>) =>
    withOne(sql`select id from flows where deleted_at is null`, work)
  return {
    webhooks: async () => {
      await postAll(webhooks(places))
      await sleep(150)
    },
    lane: () => applyAll(8),
    disconnect: seldom(() => disconnect(teamId, pick(places).connectionId, sluice)),
    disconnectAll: seldom(() => withTeams(teamId, (tx) => disconnectAll(tx, teamId, sluice))),
    reconnect: () => reconnect(places),
    pause: seldom(() => withFlow((id) => pauseFlow(by, id))),
    pauseItself: seldom(() => withFlow((id) => pauseItself(teamId, id, 'flow_ceiling'))),
    resume: () => withFlow((id) => resumeFlow(by, id)),
    publish: () =>
      withFlow(async (id) => {
        const trigger = { ...emptyDefinition.trigger, type: 'charge.succeeded' }
        const steps = [wait(pick(['wait1', 'wait2']), 'invoice.paid'), call()]
        const version = (await findFlow(teamId, id))?.record.version ?? 0
        const saved = await changeFlow(by, id, { version, draft: { ...emptyDefinition, cap: null, trigger, steps } })
        if (saved.outcome === 'saved') await publishFlow(by, id, saved.flow.record.version)
      }),
    remove: seldom(() =>
      withFlow(async (id) => {
        await removeFlow(by, id)
        await newFlow(site)
      }),
    ),
    retryRuns: () => withFlow((id) => retryFailedRuns(teamId, id, sluice)),
    cancelRun: seldom(() =>
      withOne(sql`select id from flow_runs where state = 'open' limit 20`, (id) => cancelRun(teamId, id, sluice)),
    ),
    retryDeliveries: () => retryMatching(teamId, { siteId, states: ['dead', 'refused', 'cancelled'] }, sluice),
    stopDelivery: () =>
      withOne(sql`select id from deliveries where state = 'queued' limit 20`, (id) => stopDelivery(teamId, id, sluice)),
    enable: () =>
      withOne(sql`select id from destinations where state = 'disabled'`, (id) => enableDestination(by, id, true)),
    upkeep: () => Promise.all([endLapsed(), endLapsedRuns(), keepRuns(), keepDeliveries()]),
  }
}

/** Each statement is sent a little late, so that who holds locks holds them long enough to be met by the others. */
const mostLateMs = 5

/** What PostgreSQL broke off, also where whoever lost tried again; filled as it happens. */
function deadlocks(): string[] {
  const found: string[] = []
  const look = (error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === '40P01') found.push(`${error.detail} ${error.where}`)
  }
  const query = pg.Client.prototype.query
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const send = () => Reflect.apply(query, this, args)
    const answer = args.at(-1)
    if (typeof answer === 'function') {
      args[args.length - 1] = (error: unknown, result: unknown) => {
        look(error)
        answer(error, result)
      }
      return void setTimeout(send, Math.random() * mostLateMs)
    }
    return sleep(Math.random() * mostLateMs)
      .then(send)
      .catch((error: unknown) => {
        look(error)
        throw error
      })
  })
  return found
}

test('PR-09 the lane, loops and people at once: nobody is ever broken off, and nothing goes astray', async () => {
  const { site, places } = await busySite()
  const found = deadlocks()
  const until = performance.now() + ms
  const { kinds } = notes(site, () =>
    sometimes(0.5) ? { status: 'done' } : { status: 'failed', reason: 'receiver_failed' },
  )
  const nobody = { request: () => Promise.reject(new Error('nothing is called here')) }
  const sink = receiver(() => status(pick([204, 204, 204, 500, 410])))
  const loops = [new FlowLoop(nobody, kinds), new FlowLoop(nobody, kinds), new DeliveryLoop(sink.http)]
  for (const loop of loops) loop.start()
  await Promise.all(
    Object.values(callersOf(site, places)).map(async (work) => {
      while (performance.now() < until) {
        // A crowded machine may keep somebody waiting for too long.
        await work().catch((error: unknown) => expect(['busy', 'canceled', 'away']).toContain(failureOf(error)))
        await sleep(Math.random() * 30)
      }
    }),
  )
  await applyAll()
  await Promise.all(loops.map((loop) => loop.stop()))
  expect(found).toEqual([])
  expect(await rowsOf(site, astray('deliveries', 'delivery_queue', 'id', 'queued'))).toEqual([])
  expect(await rowsOf(site, astray('flow_runs', 'flow_queue', 'run_id', 'open'))).toEqual([])
}, 120_000)

/** Nothing may be left that nobody will ever look at. */
const astray = (rows: string, queue: string, id: string, state: string) =>
  sql.raw(`select r.id, r.state, q.${id} from ${rows} r full join ${queue} q on q.${id} = r.id
    where (r.state = '${state}') is distinct from (q.${id} is not null)`)
