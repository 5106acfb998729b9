import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey } from '@/lib/auth/testing'
import { type Seeded, seedEvent, seedSubscriber, seedTeam } from '@/lib/events/testing'
import { GET as getEvent } from './events/[id]/route'
import { GET as getActivity } from './events/activity/route'
import { GET as getLog } from './events/log/route'
import { GET as getEvents } from './events/route'
import { GET as getSubscriber } from './subscribers/[id]/route'
import { GET as getSubscribers } from './subscribers/route'
import { GET as getRaw } from './webhook_events/[id]/raw/route'
import { GET as getWebhookEvent } from './webhook_events/[id]/route'
import { GET as getWebhookEvents } from './webhook_events/route'

const database = useTestDatabase()
let acme: Seeded
let headers: Record<string, string>
let ada: { id: string; key: string }
let paid: string

beforeAll(async () => {
  acme = await seedTeam()
  headers = (await makeKey(acme.teamId, 'marketer')).headers
  ada = await seedSubscriber(acme, { email: 'ada@example.com', name: 'Ada Lovelace', customer: 'cus_ada' })
  paid = await seedEvent(acme, { partyKey: ada.key })
  await seedEvent(acme, { type: 'charge.refunded', partyKey: ada.key })
  await seedEvent(acme, { livemode: false })
})

const list = async (handler: Parameters<typeof call>[0], query: Record<string, string>) => {
  const { status, body } = await call(handler, { headers, query })
  return { status, ids: body.data?.map((row: { id: string }) => row.id), body }
}

describe('GET /events', () => {
  test('filters by type, address and mode, and pages by cursor', async () => {
    const site_id = acme.siteId
    expect((await list(getEvents, { site_id })).ids).toHaveLength(3)
    expect((await list(getEvents, { site_id, type: 'charge.succeeded', livemode: 'true' })).ids).toEqual([paid])
    expect((await list(getEvents, { site_id, email: ' ADA@Example.com' })).ids).toHaveLength(2)
    const one = await list(getEvents, { site_id, livemode: 'true', limit: '1' })
    const two = await list(getEvents, { site_id, livemode: 'true', limit: '1', cursor: one.body.next_cursor })
    expect(two.ids).toEqual([paid])
    expect(two.body.next_cursor).toBeNull()
  })

  test.each([
    ['cursor', 'abc'],
    ['limit', '0'],
    ['limit', '201'],
    ['livemode', 'yes'],
    ['email', ''],
    ['email', ' '],
  ])('a %s of "%s" is a 422 that names the field', async (field, value) => {
    for (const handler of [getEvents, getLog, getSubscribers]) {
      const { status, body } = await list(handler, { site_id: acme.siteId, [field]: value })
      expect([status, Object.keys(body.error.fields)]).toEqual([422, [field]])
    }
  })

  test('one event is the normalized one with where it landed', async () => {
    const { body } = await call(getEvent, { headers, params: { id: paid } })
    expect(body).toMatchObject({
      id: paid,
      site_id: acme.siteId,
      connection_id: acme.connectionId,
      subscriber_id: ada.id,
      name: '$ChargeSucceeded',
      outcome: 'event',
    })
  })

  test('the log’s line carries what a list shows', async () => {
    const { body } = await call(getLog, { headers, query: { site_id: acme.siteId, type: 'charge.refunded' } })
    expect(body.data[0]).toMatchObject({
      label: 'Payment refunded',
      money_back: true,
      money_moved: true,
      person: { id: ada.id, name: 'Ada Lovelace', email: 'ada@example.com' },
    })
  })

  test('the activity counts what came in the last 24 hours', async () => {
    const { body } = await call(getActivity, { headers, query: { site_id: acme.siteId, livemode: 'true' } })
    expect(body).toEqual({
      received: 2,
      events: 2,
      payments: 1,
      refunds: 1,
      failed_payments: 0,
      waiting: 0,
      new_subscribers: 1,
    })
  })
})

test('GET /subscribers finds by address; one subscriber has the fields of the contract and no others', async () => {
  const found = await list(getSubscribers, { site_id: acme.siteId, email: 'ADA@example.com ' })
  expect(found.ids).toEqual([ada.id])
  const { body } = await call(getSubscriber, { headers, params: { id: ada.id } })
  expect(Object.keys(body)).toEqual(
    (
      'id site_id livemode email name first_name last_name customer_ids reporting_currency currency lifetime_value ' +
      'lifetime_value_by_currency lifetime_value_not_converted mrr mrr_by_currency mrr_not_converted plan subscription_status product_ids user_group tags fields unsubscribed_at created_at updated_at'
    ).split(' '),
  )
})

describe('GET /webhook_events', () => {
  test('lists a connection’s, by status', async () => {
    const off = await seedEvent(acme, { status: 'switched_off', reason: 'switched_off' })
    const query = { connection_id: acme.connectionId, status: 'switched_off' }
    const { body } = await call(getWebhookEvents, { headers, query })
    expect(body.data).toMatchObject([
      { id: off, status: 'switched_off', reason: 'switched_off', processed_at: expect.any(String) },
    ])
    expect((await call(getWebhookEvent, { headers, params: { id: off } })).body).toEqual(body.data[0])
  })

  test('the raw body is a download from marketer up, and nothing a browser would run', async () => {
    const id = await seedEvent(acme, { raw: Buffer.from('{"a":"<script>canary</script>"}') })
    const { status, headers: sent, text } = await call(getRaw, { headers, params: { id } })
    expect([status, text]).toEqual([200, '{"a":"<script>canary</script>"}'])
    expect(sent.get('content-type')).toBe('application/octet-stream')
    expect(sent.get('content-disposition')).toMatch(/^attachment;/)
    expect(sent.get('x-content-type-options')).toBe('nosniff')
    const viewer = await makeKey(acme.teamId, 'viewer')
    expect((await call(getRaw, { headers: viewer.headers, params: { id } })).status).toBe(403)
  })
})

test('RT-02 webhooks of 1,000 unknown accounts are in no answer of any team, and out of its role’s reach', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await admin.query(
    `insert into unrouted (stripe_account, livemode, stripe_event_id, type, created, raw)
     select 'acct_canary' || n, true, 'evt_canary' || n, 'charge.succeeded', now(), '{}' from generate_series(1, 1000) n`,
  )
  await admin.end()
  const site_id = acme.siteId
  const connection_id = acme.connectionId
  const answers = [
    await call(getEvents, { headers, query: { site_id, limit: '200' } }),
    await call(getLog, { headers, query: { site_id, limit: '200' } }),
    await call(getSubscribers, { headers, query: { site_id, limit: '200' } }),
    await call(getWebhookEvents, { headers, query: { connection_id, limit: '200' } }),
  ]
  for (const { status, text } of answers) {
    expect(status).toBe(200)
    expect(text).not.toContain('canary1')
  }
  await expect(withTeams(acme.teamId, (tx) => tx.execute('select 1 from unrouted'))).rejects.toMatchObject({
    cause: { code: '42501' },
  })
})

test('DA-14 what breaks inside is a plain sentence and a request id: no SQL, no names, no stack', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl() })
  await admin.connect()
  await admin.query('alter table events rename column body to canary_column')
  const broken = [
    await call(getEvents, { headers, query: { site_id: acme.siteId } }),
    await call(getEvent, { headers, params: { id: paid } }),
    await call(getLog, { headers, query: { site_id: acme.siteId } }),
  ]
  await admin.query('alter table events rename column canary_column to body')
  await admin.end()
  for (const { status, body, text } of broken) {
    expect(status).toBe(500)
    expect(body.request_id).toMatch(/^req_/)
    expect(text).not.toMatch(/select|column|relation|events|\bat \S+:\d+/i)
  }
})

test('foreign and missing ids are the same 404', async () => {
  const rival = await seedTeam('Rival')
  const foreign = await seedEvent(rival)
  const ask = async (id: string) => {
    const { status, body } = await call(getEvent, { headers, params: { id } })
    return [status, body.error]
  }
  expect(await ask(foreign)).toEqual(await ask(newId()))
  expect((await ask(foreign))[0]).toBe(404)
})
