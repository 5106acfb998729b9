import pg from 'pg'
import { type BinaryType, binaryArray } from '@/db/binary-array'
import { type Failure, failureOf } from '@/db/failure'
import { newId } from '@/db/schema/columns'
import { batchRows } from '@/lib/metrics/own'
import { traced } from '@/lib/metrics/tracing'
import { bareEnvelope, type Envelope } from './envelope'
import { limits } from './limits'

/** A webhook whose signature is right, ready to be kept. */
export interface VerifiedWebhook extends Envelope {
  body: Uint8Array
  /** Set when it came through a connection's own URL; otherwise its account finds the route. */
  connectionId: string | null
}

export type Kept = 'kept' | 'busy' | 'unavailable'

interface Waiting {
  webhook: VerifiedWebhook
  answer: (kept: Kept) => void
}

const waiting: Waiting[] = []
let waitingBytes = 0
let free: number = limits.writers
let writers: pg.Pool | null = null

/**
 * Keeps a webhook: resolves after the commit, never before. Two writers and no timer: a free writer takes whatever
 * waits, so an idle receiver pays nothing for batching and a busy one shares the commit among up to 64.
 */
export function keep(webhook: VerifiedWebhook): Promise<Kept> {
  if (waiting.length >= limits.waitingRows || waitingBytes + webhook.body.byteLength > limits.waitingBytes)
    return Promise.resolve('busy')
  return new Promise((answer) => {
    waiting.push({ webhook, answer })
    waitingBytes += webhook.body.byteLength
    if (free > 0) void write()
  })
}

export async function closeKeeper() {
  while (waiting.length > 0 || free < limits.writers) await new Promise((done) => setTimeout(done, 10))
  await writers?.end()
  writers = null
}

async function write() {
  free -= 1
  try {
    while (waiting.length > 0) await keepAll(takeBatch())
  } finally {
    free += 1
  }
}

function takeBatch(): Waiting[] {
  let bytes = 0
  let rows = 0
  while (rows < waiting.length && rows < limits.batchRows) {
    const next = waiting[rows]?.webhook.body.byteLength ?? 0
    if (rows > 0 && bytes + next > limits.batchBytes) break
    bytes += next
    rows += 1
  }
  waitingBytes -= bytes
  return waiting.splice(0, rows)
}

async function keepAll(batch: Waiting[]) {
  const webhooks = batch.map((w) => w.webhook)
  let failure = await tryInsert(webhooks)
  if (failure === 'collided') failure = await tryInsert(webhooks)
  if (failure === 'data') return keepSingly(batch)
  for (const { answer } of batch) answer(failure === null ? 'kept' : 'unavailable')
}

/** One bad row must never cost its neighbours their 2xx: it is kept under its hash, as unprocessable. */
async function keepSingly(batch: Waiting[]) {
  for (const { webhook, answer } of batch) {
    let failure = await tryInsert([webhook])
    if (failure === 'data') failure = await tryInsert([{ ...webhook, ...bareEnvelope(webhook.body, webhook) }])
    answer(failure === null ? 'kept' : 'unavailable')
  }
}

/** null = committed; else what the database said. */
async function tryInsert(webhooks: VerifiedWebhook[]): Promise<Failure | null> {
  try {
    batchRows.observe(webhooks.length)
    const query = { name: 'receive', text: receiveSql, values: receiveValues(webhooks) }
    await traced('webhook.keep', () => writerPool().query(query), { rows: webhooks.length })
    return null
  } catch (error) {
    return failureOf(error)
  }
}

const receiveSql = 'select kept, unrouted_kept from sluice_receive($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'

/** All bodies travel as one parameter, cut by offset where they are stored. */
function receiveValues(webhooks: VerifiedWebhook[]) {
  const lengths = webhooks.map((w) => w.body.byteLength)
  const offsets: number[] = []
  lengths.reduce((start, length) => {
    offsets.push(start)
    return start + length
  }, 0)
  const of = (type: BinaryType, value: (webhook: VerifiedWebhook) => unknown) => binaryArray(type, webhooks.map(value))
  return [
    of('uuid', newId),
    of('text', (w) => w.account),
    of('boolean', (w) => w.livemode),
    of('text', (w) => w.stripeEventId),
    of('text', (w) => w.type),
    of('timestamp with time zone', (w) => w.created),
    of('uuid', (w) => w.connectionId),
    binaryArray('integer', offsets),
    binaryArray('integer', lengths),
    Buffer.concat(webhooks.map((w) => w.body)),
  ]
}

/** Its own small pool: pages that wait for a connection must not hold up Stripe. */
function writerPool(): pg.Pool {
  if (writers) return writers
  writers = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    application_name: 'sluice-receive',
    max: limits.writers,
    connectionTimeoutMillis: limits.ackMs,
    statement_timeout: limits.ackMs,
    query_timeout: limits.ackMs,
    keepAlive: true,
  })
  writers.on('error', () => {})
  writers.on('connect', (client) => client.on('error', () => {}))
  return writers
}
