import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { LaneLoop } from '@/lib/lane/loop'
import { connectedTeam, post } from '@/lib/lane/testing'
import { charge, stripeEvent } from '@/lib/lane/testing-stripe'
import { metricsText } from '@/lib/operator/metrics'
import { percentile, traffic } from '@/lib/operator/traffic'
import { type Figures, heardFrom, ownFigures } from './of-children'
import { shareFigures } from './shared'
import { startTracing, traced } from './tracing'

useTestDatabase()

let collector: Server | null = null
afterAll(() => new Promise((closed) => (collector ? collector.close(closed) : closed(null))))

/** Lets a lane work until `events` are applied. */
async function applied(events: number) {
  let done = 0
  const loop = new LaneLoop(({ entries }) => {
    done += entries
  })
  loop.start()
  while (done < events) await new Promise((go) => setTimeout(go, 10))
  await loop.stop()
}

const figureIn = (text: string, line: RegExp) => Number(line.exec(text)?.[1] ?? 0)

test('DA-17 what came in, what became of it and how long it took is counted, without a name or an id', async () => {
  const place = await connectedTeam()
  const [before] = [await metricsText()]
  const kept = /sluice_webhooks_received_total\{door="platform",outcome="kept"\} (\d+)/
  const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000))
  expect(await post(paid)).toBe(200)
  expect(await post(stripeEvent(place, 'made.up', { id: 'x_1' }))).toBe(200)
  expect(await post(paid, 'whsec_wrong')).toBe(400)
  expect(await metricsText()).toMatch(/^sluice_queue_worst_lane_depth 2$/m)
  await applied(2)

  const text = await metricsText()
  expect(figureIn(text, kept) - figureIn(before, kept)).toBe(2)
  expect(text).toMatch(/sluice_webhooks_received_total\{door="platform",outcome="signature_mismatch"\} \d/)
  expect(text).toMatch(/sluice_events_applied_total\{status="processed",reason=""\} \d/)
  expect(text).toMatch(/sluice_events_applied_total\{status="ignored",reason="not_in_catalogue"\} \d/)
  for (const name of ['receive_seconds', 'receive_batch_rows', 'apply_batch_seconds', 'apply_lag_seconds'])
    expect(figureIn(text, new RegExp(`sluice_${name}_count (\\d+)`))).toBeGreaterThan(0)
  expect(text).toMatch(/^process_resident_memory_bytes \d/m)
  expect(text).not.toMatch(/acct_|evt_|ch_1|@|[0-9a-f]{8}-[0-9a-f]{4}/)
})

test('DA-17 what a worker beside this process counted is added to its own', async () => {
  const figures = JSON.parse(JSON.stringify(await ownFigures())) as Figures
  const batches = /sluice_apply_batch_seconds_count (\d+)/
  const alone = figureIn(await metricsText(), batches)
  heardFrom('worker', figures)
  expect(figureIn(await metricsText(), batches)).toBe(2 * alone)
  heardFrom('worker', [])
})

test('figures of all processes are added up by the minute, each count once', async () => {
  await shareFigures()
  await shareFigures()
  await db.execute(
    sql`update counters set window_start = window_start - interval '1 minute' where name like 'figure:%'`,
  )
  const lately = await traffic(5)
  expect(lately).toMatchObject({ received: 2, unavailable: 0, applied: 2 })
  expect(lately.byStatus.map(({ status }) => status).sort()).toEqual(['ignored', 'processed'])
  expect(lately.receiveP95).toBeGreaterThan(0)
  expect(lately.lagP95).toBeGreaterThan(0)
  await db.execute(
    sql`update counters set window_start = window_start - interval '10 minutes' where name like 'figure:%'`,
  )
  expect(await traffic(5)).toMatchObject({ received: 0, applied: 0, receiveP95: null })
})

test('a percentile is the end of the step it lies in', () => {
  const steps = [
    { part: '0.1', count: 90 },
    { part: '0.5', count: 96 },
    { part: '+Inf', count: 100 },
  ]
  expect(percentile(steps, 0.9)).toBe(0.1)
  expect(percentile(steps, 0.95)).toBe(0.5)
  expect(percentile(steps, 0.99)).toBe(Number.POSITIVE_INFINITY)
  expect(percentile([], 0.95)).toBeNull()
})

test('traces of webhooks and batches go where the setting says, without ids of anybody', async () => {
  const bodies: string[] = []
  collector = createServer((req, res) => {
    const chunks: Buffer[] = []
    req
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => {
        bodies.push(Buffer.concat(chunks).toString())
        res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
  })
  await new Promise<void>((listening) => collector?.listen(0, '127.0.0.1', listening))
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  const place = await connectedTeam()
  const end = await startTracing('test')
  await post(stripeEvent(place, 'charge.succeeded', charge('ch_2', 1_000)))
  await applied(1)
  await expect(traced('fails', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await end()
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT

  const spans = bodies.flatMap((body) => {
    const [resource] = (JSON.parse(body) as Sent).resourceSpans
    return resource?.scopeSpans.flatMap((scope) => scope.spans) ?? []
  })
  const named = (name: string) => spans.find((span) => span.name === name)
  for (const name of ['webhook.receive', 'webhook.keep', 'lane.batch', 'lane.load', 'lane.store', 'fails'])
    expect(named(name), name).toBeDefined()
  expect(named('lane.store')?.parentSpanId).toBe(named('lane.batch')?.spanId)
  expect(bodies.join()).not.toMatch(/acct_|evt_|ch_2|@/)
})

interface Sent {
  resourceSpans: { scopeSpans: { spans: { name: string; spanId: string; parentSpanId?: string }[] }[] }[]
}
