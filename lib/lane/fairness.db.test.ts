import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from './client'
import { LaneLoop } from './loop'
import { batch, take } from './take'
import { connectedTeam, type Place, rowsOf } from './testing'
import { charge, postAll, stripeEvent } from './testing-stripe'

useTestDatabase()

const long = process.env.SLUICE_LONG === '1'
const backlog = long ? 10_000 : 1_500

const charges = (place: Place, count: number, name = 'ch') =>
  Array.from({ length: count }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`${name}_${n}`, 100)))

const applied = async (place: Place) =>
  (await rowsOf<{ n: number }>(place, sql`select count(*)::int as n from events`))[0]?.n ?? 0

async function noisy() {
  const loud = await connectedTeam()
  for (let at = 0; at < backlog; at += 500) await postAll(charges(loud, Math.min(500, backlog - at), `ch_${at}`))
  return loud
}

const twenty = () => Promise.all(Array.from({ length: 20 }, () => connectedTeam()))

test('PR-13 with one team’s backlog before it, everybody else’s first events are in the very first batch', async () => {
  const loud = await noisy()
  const quiet = await twenty()
  await postAll(quiet.flatMap((place) => charges(place, 3)))
  const client = await LaneClient.connect()
  const open = (await client.openLanes<{ team_id: Place['teamId'] }>(batch.teams)).map((row) => row.team_id)
  expect(open.sort()).toEqual([loud, ...quiet].map((place) => place.teamId).sort())
  const { entries } = await take(client, open, Math.max(4, Math.floor(batch.entries / open.length)))
  await client.end('rollback')
  await client.close()
  const ofTeam = (place: Place) => entries.filter((entry) => entry.teamId === place.teamId).length
  expect(quiet.map(ofTeam)).toEqual(quiet.map(() => 3))
  // Its share of the batch, and no more.
  expect(ofTeam(loud)).toBe(Math.floor(batch.entries / open.length))
})

test('PR-13 while one team’s backlog is worked off, each of twenty others has an event applied, and how long it waits is told', {
  timeout: 300_000,
}, async () => {
  const quiet = await twenty()
  const lanes = [new LaneLoop(), new LaneLoop()]
  for (const lane of lanes) lane.start()
  const alone = await waits(quiet, 'before')
  const loud = await noisy()
  const beside = await waits(quiet, 'beside')
  const left = backlog - (await applied(loud))
  if (long) expect(left).toBeGreaterThan(0)
  await expect.poll(() => applied(loud), { timeout: 240_000, interval: 200 }).toBe(backlog)
  await Promise.all(lanes.map((lane) => lane.stop()))
  const p95 = (ms: number[]) => Math.round(ms.toSorted((a, b) => a - b)[Math.floor(ms.length * 0.95)] ?? 0)
  console.info(
    JSON.stringify({
      backlog,
      left,
      p95Ms: { alone: p95(alone), beside: p95(beside) },
      ratio: p95(beside) / p95(alone),
    }),
  )
  if (long) expect(p95(beside)).toBeLessThanOrEqual(2 * p95(alone))
})

/** How long each of some events took until it was applied, one after the other, in ms. */
async function waits(places: readonly Place[], name: string): Promise<number[]> {
  const times: number[] = []
  for (const place of places) {
    const before = await applied(place)
    const from = performance.now()
    await postAll(charges(place, 1, name))
    while ((await applied(place)) === before) await sleep(2)
    times.push(performance.now() - from)
  }
  return times
}
