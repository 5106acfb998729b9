import { beforeAll, expect, test } from 'vitest'
import { GET, PUT } from '@/app/api/v1/connections/[id]/event_settings/route'
import { auditLog, eventSettings } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { everyEvent } from '@/lib/catalogue'
import { sluice } from './actor'
import type { EventSetting } from './effective-setting'
import { link } from './link'
import { appUrl, makePerson, makeTeam, type Person, useStandIn } from './testing'

useTestDatabase()
beforeAll(() => useStandIn('http://127.0.0.1:9'))

test('every event of the catalogue has its defaults until someone changes them', async () => {
  const { mia, id } = await connection()
  const { data, version } = await read(mia, id)
  expect(version).toBe(0)
  expect(data.map(({ type }) => type)).toEqual(everyEvent.map(({ type }) => type))
  expect(find(data, 'customer.deleted').on_delete).toBe('unsubscribe')
  expect(find(data, 'charge.succeeded')).toMatchObject({ on: true, trigger_flows: true, update_subscriber: true })
})

test('saves what changed, counts the version up, stores nothing else, and audits once', async () => {
  const { mia, id, team } = await connection()
  const answer = await save(mia, id, 0, [
    { type: 'charge.refunded', on: false },
    { type: 'customer.deleted', on_delete: 'delete' },
    { type: 'invoice.paid', user_group: '  vip  ' },
    { type: 'charge.succeeded', on: true },
  ])
  const { data, version, changed_by } = await answer.json()
  expect({ version, changed_by }).toEqual({ version: 1, changed_by: 'Mia' })
  expect(find(data, 'charge.refunded').on).toBe(false)
  expect(find(data, 'customer.deleted').on_delete).toBe('delete')
  expect(find(data, 'invoice.paid').user_group).toBe('vip')
  const stored = await withTeams(team.id, (tx) => tx.select().from(eventSettings))
  expect(stored.map(({ type }) => type).sort()).toEqual(['charge.refunded', 'customer.deleted', 'invoice.paid'])
  const audited = await withTeams(team.id, (tx) => tx.select().from(auditLog))
  expect(audited.filter(({ action }) => action === 'event_settings.changed')).toHaveLength(1)
})

test('a save from an old version is a 409 with the current rows and who changed them', async () => {
  const { mia, jon, id } = await connection()
  await save(jon, id, 0, [{ type: 'charge.succeeded', trigger_flows: false }])
  const answer = await save(mia, id, 0, [{ type: 'charge.succeeded', on: false }])
  expect(answer.status).toBe(409)
  const conflict = await answer.json()
  expect(conflict).toMatchObject({
    error: { code: 'conflict', message: 'Jon changed these settings meanwhile.' },
    version: 1,
    changed_by: 'Jon',
  })
  expect(find(conflict.data, 'charge.succeeded')).toMatchObject({ on: true, trigger_flows: false })
  expect((await save(mia, id, 1, [{ type: 'charge.succeeded', on: false }])).status).toBe(200)
})

test('of two saves at once from one version exactly one wins', async () => {
  const { mia, jon, id } = await connection()
  const answers = await Promise.all([
    save(mia, id, 0, [{ type: 'invoice.paid', on: false }]),
    save(jon, id, 0, [{ type: 'invoice.paid', trigger_flows: false }]),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test.each([
  ['an unknown type', [{ type: 'no.such', on: true }], 'no.such'],
  ['switching off a connection event', [{ type: 'account.updated', on: false }], 'account.updated'],
  [
    'the full name without updating',
    [{ type: 'invoice.paid', update_subscriber: false, full_name: true }],
    'invoice.paid',
  ],
  ['"on delete" where nothing is deleted', [{ type: 'invoice.paid', on_delete: 'delete' }], 'invoice.paid'],
  [
    'one type twice',
    [
      { type: 'invoice.paid', on: true },
      { type: 'invoice.paid', on: false },
    ],
    'invoice.paid',
  ],
])('refuses %s, naming it, and saves nothing', async (_, changes, field) => {
  const { mia, id } = await connection()
  const answer = await save(mia, id, 0, changes)
  expect(answer.status).toBe(422)
  expect(Object.keys((await answer.json()).error.fields)).toEqual([field])
  expect((await read(mia, id)).version).toBe(0)
})

test('DA-15 a user group that hides or reorders text is refused', async () => {
  const { mia, id } = await connection()
  for (const user_group of ['vip\u202e', 'vip\npiv', 'v\u0000ip', 'v\u200bip'])
    expect((await save(mia, id, 0, [{ type: 'invoice.paid', user_group }])).status).toBe(422)
  expect((await save(mia, id, 0, [{ type: 'invoice.paid', user_group: '' }])).status).toBe(200)
  expect((await save(mia, id, 0, [{ type: 'invoice.paid', user_group: ' vip ' }])).status).toBe(200)
  expect(find((await read(mia, id)).data, 'invoice.paid').user_group).toBe('vip')
})

test('switching updating off takes the full name along', async () => {
  const { mia, id } = await connection()
  const { data } = await (await save(mia, id, 0, [{ type: 'invoice.paid', update_subscriber: false }])).json()
  expect(find(data, 'invoice.paid')).toMatchObject({ update_subscriber: false, full_name: false })
})

test('marketers may change settings, viewers may only read', async () => {
  const [max, vic] = [await makePerson('Max'), await makePerson('Vic')]
  const { id } = await connection([max, 'marketer'], [vic, 'viewer'])
  expect((await save(vic, id, 0, [{ type: 'invoice.paid', on: false }])).status).toBe(403)
  expect((await read(vic, id)).version).toBe(0)
  expect((await save(max, id, 0, [{ type: 'invoice.paid', on: false }])).status).toBe(200)
})

async function connection(...more: [Person, 'marketer' | 'viewer'][]) {
  const [mia, jon] = [await makePerson('Mia'), await makePerson('Jon')]
  const team = await makeTeam([[mia, 'owner'], [jon, 'admin'], ...more])
  const account = `acct_${team.id.slice(-12)}`
  const linked = await link({
    teamId: team.id,
    siteId: team.site,
    account,
    livemode: true,
    scope: null,
    known: null,
    actor: sluice,
  })
  if (!linked.ok) throw new Error(linked.reason)
  return { mia, jon, team, id: linked.value.connectionId }
}

async function read(person: Person, id: string): Promise<{ data: EventSetting[]; version: number }> {
  const answer = await GET(request(person, id), { params: Promise.resolve({ id }) })
  expect(answer.status).toBe(200)
  return answer.json()
}

function save(person: Person, id: string, version: number, changes: unknown): Promise<Response> {
  const asked = request(person, id, { method: 'PUT', body: JSON.stringify({ version, changes }) })
  return PUT(asked, { params: Promise.resolve({ id }) })
}

function request(person: Person, id: string, init: RequestInit = {}): Request {
  const headers = { cookie: person.cookie, origin: appUrl, 'content-type': 'application/json' }
  return new Request(`${appUrl}/api/v1/connections/${id}/event_settings`, { headers, ...init })
}

function find(data: EventSetting[], type: string): EventSetting {
  const setting = data.find((one) => one.type === type)
  if (!setting) throw new Error(`No ${type}`)
  return setting
}
