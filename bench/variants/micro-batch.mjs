// The least a durable receiver can do: is it Stripe, which event is it, keep the bytes once. Two writers and no timer: a
// free one takes what waits, at most 64, in one statement. All bodies travel as one binary parameter cut by offset.
import { createHmac, timingSafeEqual } from 'node:crypto'
import pg from 'pg'

const secret = 'whsec_bench'
const writers = 2
const mostRows = 64

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: writers })
const waiting = []
let free = writers

/** True once the commit is done; false when the signature does not fit. */
export async function receive(body, signature) {
  if (!isSigned(body, signature)) return false
  const { id, account, type, created } = JSON.parse(body)
  await new Promise((kept, failed) => {
    waiting.push({ id, account, type, created, body, kept, failed })
    if (free > 0) void write()
  })
  return true
}

function isSigned(body, header) {
  const [, at, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (!at || Math.abs(Date.now() / 1000 - Number(at)) > 300) return false
  const right = createHmac('sha256', secret).update(`${at}.`).update(body).digest()
  return timingSafeEqual(right, Buffer.from(given, 'hex'))
}

async function write() {
  free -= 1
  while (waiting.length > 0) await insert(waiting.splice(0, mostRows))
  free += 1
}

async function insert(batch) {
  const lengths = batch.map(({ body }) => body.byteLength)
  let end = 1
  const starts = lengths.map((length) => {
    end += length
    return end - length
  })
  const values = [
    batch.map(({ account }) => account),
    batch.map(({ id }) => id),
    batch.map(({ type }) => type),
    batch.map(({ created }) => created),
    starts,
    lengths,
    Buffer.concat(batch.map(({ body }) => body)),
  ]
  try {
    await pool.query({ name: 'keep', text: keepSql, values })
    for (const { kept } of batch) kept()
  } catch (error) {
    for (const { failed } of batch) failed(error)
  }
}

const keepSql = `
insert into webhooks (account, event_id, type, created, body)
select account, event_id, type, to_timestamp(created), substring($7::bytea from start for length)
from unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int4[], $6::int4[]) as t(account, event_id, type, created, start, length)
on conflict do nothing`
