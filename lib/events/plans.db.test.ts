import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { findWebhookEvent, listWebhookEvents, webhookStatuses } from '@/lib/inbox/queries'
import { findSubscriber, listSubscribers } from '@/lib/subscribers/queries'
import { findEvent, listEvents } from './queries'
import { type Seeded, seedEvent, seedSubscriber, seedTeam } from './testing'
import { readingOf } from './testing-plans'

const database = useTestDatabase()
let acme: Seeded
let eventId: string
let subscriberId: string

/** Enough rows that reading a table from end to end would be the planner's mistake, not its thrift. */
beforeAll(async () => {
  acme = await seedTeam()
  const ada = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
  subscriberId = ada.id
  eventId = await seedEvent(acme, { partyKey: ada.key })
  const queuedId = await seedEvent(acme, { status: 'received' })
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await copies(admin, 'inbox', eventId, { stripe_event_id: "'evt_' || n" })
  await copies(admin, 'events', eventId, {
    stripe_event_id: "'evt_' || n",
    party_key: "'cus:x:' || n % 1000",
    status: "case when n % 50 = 0 then 'ignored' else 'processed' end",
  })
  // Other teams' backlogs: the queue is the one table whose rows are mostly not one's own.
  await copies(admin, 'inbox_queue', queuedId, { team_id: 'gen_random_uuid()' })
  await copies(admin, 'subscribers', subscriberId, { email_key: "'p' || n || '@example.com'" })
  await admin.query(
    `insert into parties (team_id, key, site_id, livemode, subscriber_id, first_seen_at)
     select team_id, 'cus:x:' || n, site_id, livemode, gen_random_uuid(), now()
     from parties, generate_series(1, 5000) n where subscriber_id = $1`,
    [subscriberId],
  )
  await admin.query(
    `insert into facts (team_id, connection_id, object_id, aspect, at, rank, event_id, site_id, livemode, value)
     select $1, $2, 'ch_' || n, 'charge', now(), 0, 'evt_' || n, $3, true, '{"captured": "0"}'
     from generate_series(1, 5000) n`,
    [acme.teamId, acme.connectionId, acme.siteId],
  )
  await admin.query('analyze')
  await admin.end()
})

const reads: Record<string, () => Promise<unknown>> = {
  'events of a mode': () => listEvents(acme.teamId, { siteId: acme.siteId, livemode: true }, page()),
  'events of both modes': () => listEvents(acme.teamId, { siteId: acme.siteId }, page()),
  'events of a type': () => listEvents(acme.teamId, { siteId: acme.siteId, type: 'charge.succeeded' }, page()),
  'events of an address': () => listEvents(acme.teamId, { siteId: acme.siteId, email: 'ada@example.com' }, page()),
  'events of a subscriber': () => listEvents(acme.teamId, { siteId: acme.siteId, subscriberId }, page()),
  'one event': () => findEvent(acme.teamId, eventId),
  'subscribers of a mode': () => listSubscribers(acme.teamId, { siteId: acme.siteId, livemode: true }, page()),
  'subscribers of both modes': () => listSubscribers(acme.teamId, { siteId: acme.siteId }, page()),
  'subscriber by address': () =>
    listSubscribers(acme.teamId, { siteId: acme.siteId, email: 'ada@example.com' }, page()),
  'one subscriber': () => findSubscriber(acme.teamId, subscriberId),
  'webhook events': () => listWebhookEvents(acme.teamId, { connectionId: acme.connectionId }, page()),
  'one webhook event': () => findWebhookEvent(acme.teamId, eventId),
}
for (const status of webhookStatuses) {
  reads[`webhook events: ${status}`] = () =>
    listWebhookEvents(acme.teamId, { connectionId: acme.connectionId, status }, page())
}

const page = () => ({ limit: 50, cursor: newId() })

test.each(Object.keys(reads))('%s: read by index, and no more rows than the page shows', async (name) => {
  const { fullyScanned, mostRows } = await readingOf(reads[name]!)
  expect(fullyScanned).toEqual([])
  // 51 rows for each of two modes.
  expect(mostRows).toBeLessThanOrEqual(102)
})

test('the check above would see a full scan', async () => {
  const { teamId } = acme
  const scan = () => withTeams(teamId, (tx) => tx.execute("select count(*) from events where body->>'name' = 'x'"))
  expect(await readingOf(scan)).toEqual({ fullyScanned: ['events'], mostRows: 5001 })
})

/** 5,000 more rows like the one with that id, with new ids and what else must differ. */
async function copies(admin: pg.Client, table: string, id: string, differing: Record<string, string>) {
  const { rows } = await admin.query<{ column_name: string }>(
    'select column_name from information_schema.columns where table_schema = $1 and table_name = $2',
    ['public', table],
  )
  const columns = rows.map((row) => row.column_name)
  const values = columns.map((column) => (column === 'id' ? 'gen_random_uuid()' : (differing[column] ?? column)))
  await admin.query(
    `insert into ${table} (${columns.join(', ')})
     select ${values.join(', ')} from ${table}, generate_series(1, 5000) n where id = $1`,
    [id],
  )
}
