import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { httpTo } from '@/lib/deliveries/testing'
import { call, liveFlow, runAll, wait } from '@/lib/flows/engine/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { useBundles } from './testing-bundle'
import { endChildren, startChild } from './testing-processes'

useTestDatabase()
const bundle = useBundles('worker/testing-worker.ts')
afterAll(endChildren)
const start = () => startChild(bundle('worker/testing-worker.ts'))

const long = process.env.SLUICE_LONG === '1'
/** How many people wait; how many of them are called when their time comes. */
const [waiting, called] = long ? [10_000, 1_000] : [1_000, 100]
/** All of them become due within this. */
const spreadMs = long ? 20_000 : 8_000

/** As many runs as wanted, each like the one that is there. */
async function many(place: Place, flow: string, count: number) {
  await rowsOf(
    place,
    sql`insert into flow_runs (team_id, id, flow_id, version_no, site_id, livemode, connection_id, event_id, party_key, type, event, step_id, entered_at)
      select r.team_id, gen_random_uuid(), r.flow_id, r.version_no, r.site_id, r.livemode, r.connection_id, gen_random_uuid(), r.party_key, r.type,
        r.event, r.step_id, r.entered_at from flow_runs r cross join generate_series(2, ${count}) where r.flow_id = ${flow}`,
  )
  await rowsOf(
    place,
    sql`insert into flow_queue (team_id, flow_id, run_id, site_id, livemode, party_key, due_at)
      select team_id, flow_id, id, site_id, livemode, party_key, now() from flow_runs where flow_id = ${flow} on conflict do nothing`,
  )
}

test(`${waiting.toLocaleString('en')} waiting runs survive workers that are killed, and go on when their time comes`, {
  timeout: 240_000,
}, async () => {
  const keys: string[] = []
  const sink = createServer((request, response) => {
    keys.push(String(request.headers['idempotency-key']))
    setTimeout(() => response.end(), 20)
  })
  await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`
  httpTo(url)
  const place = await connectedTeam()
  const quiet = await liveFlow(place, { steps: [wait()] })
  const calling = await liveFlow(place, {
    steps: [wait(), call('call1', { url: `${url}/1` }), call('call2', { url: `${url}/2` })],
  })
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))])
  await applyAll()
  await runAll(place)
  await many(place, quiet, waiting)
  await many(place, calling, called)
  // As a worker does after so many events (lib/lane/upkeep/statistics).
  await db.execute(sql`analyze flow_runs, flow_queue, flow_steps`)
  const first = await start()
  await sleep(500)
  first.process.kill('SIGKILL')
  // Each has its own moment, spread by chance, from soon after the next worker has started.
  await rowsOf(
    place,
    sql`update flow_queue set waits_since = now() - interval '1 day', listens = '{}', due_at = d.at, waits_until = d.at
      from (select run_id as id, now() + interval '3 seconds' + random() * ${spreadMs} * interval '1 millisecond' as at from flow_queue) d
      where run_id = d.id`,
  )
  const due = await rowsOf<{ run_id: string; at: Date }>(place, sql`select run_id, waits_until as at from flow_queue`)
  expect(due).toHaveLength(waiting + called)
  const workers = [await start(), await start()]
  for (let kill = 0; kill < 3; kill++) {
    await sleep(spreadMs / 5)
    workers.shift()?.process.kill('SIGKILL')
    workers.push(await start())
  }
  const open = () => rowsOf(place, sql`select count(*)::int as n from flow_queue`)
  await expect.poll(open, { timeout: 180_000, interval: 250 }).toEqual([{ n: 0 }])
  sink.closeAllConnections()
  sink.close()

  expect(await rowsOf(place, sql`select state, count(*)::int as n from flow_runs group by 1`)).toEqual([
    { state: 'done', n: waiting + called },
  ])
  const ends = await rowsOf<{ run_id: string; at: Date }>(
    place,
    sql`select run_id, at from flow_steps where kind = 'wait' and outcome = 'done'`,
  )
  const dueAt = new Map(due.map(({ run_id, at }) => [run_id, new Date(at).getTime()]))
  const late = ends.map(({ run_id, at }) => new Date(at).getTime() - (dueAt.get(run_id) ?? 0)).sort((a, b) => a - b)
  console.info(
    JSON.stringify({
      waiting,
      p50: late[Math.floor(late.length / 2)],
      p99: late[Math.floor(late.length * 0.99)],
      max: late.at(-1),
      calls: keys.length,
    }),
  )
  expect(late).toHaveLength(waiting + called)
  expect(late[0]).toBeGreaterThanOrEqual(0)
  // Alone on a machine they are through in the time they take: those a killed worker had at hand when its lease ends, ten seconds
  // later, the others at once. Beside the other tests on two cores everything takes its time.
  expect(late[Math.floor(late.length / 2)]).toBeLessThan(long ? 1_000 : 45_000)
  expect(late[Math.floor(late.length * 0.99)]).toBeLessThan(long ? 20_000 : 90_000)
  expect(new Set(keys).size).toBe(2 * called)
})
