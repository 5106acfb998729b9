import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GET as getHealth } from '@/app/healthz/route'
import { GET as getMetrics } from '@/app/metrics/route'
import { GET as getReady } from '@/app/readyz/route'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { counters, workers } from '@/db/schema/operations'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { type Seeded, seedEvent, seedTeam } from '@/lib/events/testing'
import { backlog, failingSignatures, newestUnrouted, recentWorkers, refusalsSince } from './queries'

const database = useTestDatabase()
let acme: Seeded

beforeAll(async () => {
  acme = await seedTeam()
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000)
  await db.insert(counters).values([
    { name: 'refused:platform:signature_mismatch', windowStart: minute, count: 3 },
    { name: 'refused:platform:signature_mismatch', windowStart: new Date(minute.getTime() - 60_000), count: 4 },
    { name: 'refused:connection:wrong_mode', windowStart: minute, count: 1 },
    { name: 'sign-in:someone@example.com', windowStart: minute, count: 9 },
  ])
})

afterEach(() => {
  for (const name of ['METRICS_TOKEN', 'HOST']) delete process.env[name]
  forgetEnv()
})

test('refusals are summed by door and reason, most first, and other counters are none of them', async () => {
  const found = await refusalsSince(new Date(Date.now() - 3_600_000))
  expect(found.map(({ door, reason, count }) => [door, reason, count])).toEqual([
    ['platform', 'signature_mismatch', 7],
    ['connection', 'wrong_mode', 1],
  ])
})

test('IN-02 five signatures that fit no secret within ten minutes: that way in reads as failing, and then no more', async () => {
  expect(await failingSignatures()).toEqual(['platform'])
  expect(await failingSignatures(new Date(Date.now() + 12 * 60_000))).toEqual([])
  await db.insert(counters).values({ name: 'refused:elsewhere:signature_mismatch', windowStart: new Date(), count: 4 })
  expect(await failingSignatures()).toEqual(['platform'])
  await db.delete(counters).where(eq(counters.name, 'refused:elsewhere:signature_mismatch'))
})

test('the backlog counts the open work of all teams and the age of its oldest', async () => {
  expect(await backlog()).toEqual({ depth: 0, worstLaneDepth: 0, oldestSeconds: 0 })
  const rival = await seedTeam('Rival')
  for (const team of [acme, rival, rival]) await seedEvent(team, { status: 'received' })
  const { depth, worstLaneDepth, oldestSeconds } = await backlog(Date.now() + 60_000)
  expect([depth, worstLaneDepth]).toEqual([3, 2])
  expect(oldestSeconds).toBeGreaterThanOrEqual(60)
  expect(oldestSeconds).toBeLessThan(90)
})

test('a worker that is silent without having stopped is told from one that runs and one that stopped', async () => {
  const now = Date.now()
  const at = (seconds: number) => new Date(now - seconds * 1000)
  await db.insert(workers).values([
    { id: newId(), role: 'worker', startedAt: at(500), seenAt: at(1) },
    { id: newId(), role: 'worker', startedAt: at(500), seenAt: at(100) },
    { id: newId(), role: 'worker', startedAt: at(500), seenAt: at(200), stoppedAt: at(200) },
  ])
  expect((await recentWorkers(10, now)).map((worker) => worker.state)).toEqual(['running', 'silent', 'stopped'])
})

test('no unrouted webhook, no row', async () => {
  expect(await newestUnrouted(10)).toEqual([])
})

describe('DA-17 /metrics', () => {
  const ask = (authorization?: string) =>
    getMetrics(new Request('http://localhost/metrics', { headers: authorization ? { authorization } : {} }))

  test('DA-17 tells figures, and no account, id or person', async () => {
    const text = await (await ask()).text()
    expect(text).toContain('sluice_webhooks_refused{door="platform",reason="signature_mismatch"} 7\n')
    expect(text).toMatch(/^sluice_queue_depth \d+$/m)
    expect(text).toContain('sluice_workers{state="silent"} 1\n')
    expect(text).not.toMatch(/acct_|evt_|@|[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  test('DA-17 with a token set, only its holder is answered', async () => {
    process.env.METRICS_TOKEN = 'a-token-of-some-length'
    forgetEnv()
    expect((await ask()).status).toBe(401)
    expect((await ask('Bearer wrong')).status).toBe(401)
    expect((await ask('Bearer a-token-of-some-length')).status).toBe(200)
  })

  test('DA-17 in production without a token there is no such page', async () => {
    Object.assign(process.env, production)
    forgetEnv()
    try {
      expect((await ask()).status).toBe(404)
    } finally {
      for (const name of Object.keys(production)) if (name !== 'DATABASE_URL') delete process.env[name]
    }
  })
})

const production = {
  HOST: '0.0.0.0',
  APP_URL: 'https://sluice.example.com',
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'Sluice <sluice@example.com>',
  STRIPE_WEBHOOK_SECRETS: 'whsec_test',
}

test('DA-17 /healthz is about the process, /readyz about the database', async () => {
  expect(getHealth().status).toBe(200)
  const ready = await getReady()
  expect([ready.status, (await ready.json()).ok]).toEqual([200, true])
})

test('DA-17 with the database down /healthz is still 200, /readyz 503 and says which part, without its address', async () => {
  const url = new URL(database.adminUrl())
  const name = url.pathname.slice(1)
  // From the next database: nobody can shut the door of the room they are in.
  url.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: url.toString() })
  await admin.connect()
  await admin.query(`alter database ${name} with allow_connections false`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  try {
    expect(getHealth().status).toBe(200)
    const ready = await getReady()
    const text = await ready.text()
    expect(ready.status).toBe(503)
    expect(JSON.parse(text).checks.database.ok).toBe(false)
    expect(text).not.toContain(name)
    expect(text).not.toContain(url.port)
  } finally {
    await admin.query(`alter database ${name} with allow_connections true`)
    await admin.end()
  }
})
