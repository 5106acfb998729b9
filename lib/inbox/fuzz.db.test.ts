import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneLoop } from '@/lib/lane/loop'
import { connectedTeam, type Place, rowsOf, signatureOf } from '@/lib/lane/testing'
import { charge, stripeEvent } from '@/lib/lane/testing-stripe'
import { type FrontDoor, openFrontDoor } from '@/scripts/launch/front-door'
import { ingestPages } from '@/scripts/launch/ingest-pages'
import { closeReceiver } from './node-http'
import { platformPath } from './testing-door'

useTestDatabase()

const count = process.env.SLUICE_LONG === '1' ? 100_000 : 1_500

let door: FrontDoor
let place: Place
beforeAll(async () => {
  process.env.PORT = '0'
  door = await openFrontDoor()
  door.serve(ingestPages)
  place = await connectedTeam()
})
afterAll(async () => {
  await door.close()
  await closeReceiver()
})

interface Shot {
  method: string
  path: string
  headers: [name: string, value: string][]
  body: Buffer
  signed: boolean
}

/** What HTTP allows in a header's value: the client here refuses to send the rest. */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((n) => n !== 0x7f)
    .map((n) => String.fromCharCode(n)),
  maxLength: 200,
})
const headerName = fc.constantFrom(
  'stripe-signature',
  'content-type',
  'content-encoding',
  'accept',
  'authorization',
  'cookie',
  'host',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'forwarded',
  'x-middleware-subrequest',
  'range',
  'origin',
)

/** An event with its bytes twisted: still signed, so it goes all the way. */
const twisted = fc
  .tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.option(fc.json()), fc.nat(400))
  .map(([changes, json, cut]) => {
    const event = stripeEvent(place, 'charge.succeeded', charge(`ch_${cut}`, 100, { metadata: { json } }))
    const bytes = Buffer.from(JSON.stringify(event))
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte
    return cut < 50 ? bytes.subarray(0, bytes.length - cut) : bytes
  })

const shot: fc.Arbitrary<Shot> = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND') },
  ),
  path: fc.oneof(
    { weight: 6, arbitrary: fc.constant(platformPath) },
    { weight: 1, arbitrary: fc.webPath().map((path) => `${platformPath}${path}`) },
    { weight: 1, arbitrary: fc.webUrl().map((url) => `/${url}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '/metrics',
        '/healthz',
        `${platformPath}/%00`,
        `${platformPath}/%zz`,
        '/%ff',
        '//',
        '/..%2f',
      ),
    },
  ),
  headers: fc.array(fc.tuple(headerName, headerText), { maxLength: 4 }),
  body: fc.oneof(
    twisted,
    fc.json().map((json) => Buffer.from(json)),
    fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'binary', maxLength: 500 }).map((text) => Buffer.from(text)),
  ),
  signed: fc.boolean(),
})

function fire({ method, path, headers, body, signed }: Shot): Promise<number> {
  return new Promise((done, failed) => {
    const req = request({ host: '127.0.0.1', port: door.port, method, path, agent: false }, (res) => {
      res.resume()
      res.on('end', () => done(res.statusCode ?? 0))
      res.on('error', failed)
    })
    req.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done(400) : failed(error)))
    for (const [name, value] of headers) req.setHeader(name, value)
    if (signed) req.setHeader('stripe-signature', signatureOf(body))
    req.end(body)
  })
}

test('IN-11 IN-12 AU-18 any request at all over HTTP: never a 5xx, memory stays flat, and what was taken is applied', {
  timeout: 1_800_000,
}, async () => {
  const statuses: Record<number, number> = {}
  const lane = new LaneLoop()
  lane.start()
  let calm = 0
  let shots = 0
  await fc.assert(
    fc.asyncProperty(fc.array(shot, { minLength: 20, maxLength: 20 }), async (round) => {
      const answered = await Promise.all(round.map(fire))
      for (const status of answered) statuses[status] = (statuses[status] ?? 0) + 1
      shots += round.length
      if (calm === 0 && shots >= count / 4) calm = process.memoryUsage().rss
      expect(answered.filter((status) => status >= 500)).toEqual([])
    }),
    { numRuns: count / 20, endOnFailure: true },
  )
  while (Number((await rowsOf(place, sql`select count(*)::int as n from inbox_queue`))[0]?.n) > 0) await sleep(20)
  await lane.stop()
  const grown = Math.round((process.memoryUsage().rss - calm) / 1024 / 1024)
  console.info(JSON.stringify({ shots, statuses, grownMiB: grown }))
  // The sender and the made-up requests live in this process too.
  expect(grown).toBeLessThan(150)
  expect(statuses[200]).toBeGreaterThan(count / 20)
  expect(await rowsOf(place, sql`select reason from events where status = 'dead'`)).toEqual([])
})
