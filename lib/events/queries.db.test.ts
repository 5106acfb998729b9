import { describe, expect, test } from 'vitest'
import { newId, type SiteId } from '@/db/schema/columns'
import { subscribers } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { eventJson } from './json'
import { logRow } from './log-row'
import { findEvent, listEvents } from './queries'
import { seedEvent, seedSubscriber, seedTeam } from './testing'

useTestDatabase()

const first = { limit: 50 }

test('a site lists its processed and waiting events, newest first, and nothing else', async () => {
  const acme = await seedTeam()
  const other = { ...acme, siteId: newId() as SiteId }
  const paid = await seedEvent(acme)
  const waiting = await seedEvent(acme, { status: 'waiting', reason: 'no_person' })
  await seedEvent(acme, { status: 'switched_off' })
  await seedEvent(acme, { status: 'ignored' })
  await seedEvent(acme, { status: 'dead' })
  await seedEvent(acme, { status: 'received' })
  await seedEvent(other)
  const { rows, next } = await listEvents(acme.teamId, { siteId: acme.siteId }, first)
  expect(rows.map((row) => row.id)).toEqual([waiting, paid])
  expect(next).toBeNull()
})

test('RT-09 a mode asked for is the only one answered; unasked, each row says which it is', async () => {
  const acme = await seedTeam()
  const live = await seedEvent(acme)
  const trial = await seedEvent(acme, { livemode: false })
  const ids = async (livemode?: boolean) =>
    (await listEvents(acme.teamId, { siteId: acme.siteId, livemode }, first)).rows.map((row) => row.id)
  expect(await ids(true)).toEqual([live])
  expect(await ids(false)).toEqual([trial])
  expect(await ids()).toEqual([trial, live])
})

test('pages by cursor meet every event once, also while new ones arrive', async () => {
  const acme = await seedTeam()
  const all: string[] = []
  for (let i = 0; i < 7; i++) all.unshift(await seedEvent(acme, { livemode: i % 2 === 0 }))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { rows, next } = await listEvents(acme.teamId, { siteId: acme.siteId }, { limit: 3, cursor })
    seen.push(...rows.map((row) => row.id))
    cursor = next ?? undefined
    await seedEvent(acme)
  } while (cursor)
  expect(seen).toEqual(all)
})

describe('by person', () => {
  test('an address finds the events of all its parties, whatever its case and spaces', async () => {
    const acme = await seedTeam()
    const ada = await seedSubscriber(acme, { email: 'Ada@Example.com', customer: 'cus_ada' })
    const bob = await seedSubscriber(acme, { email: 'bob@example.com', customer: 'cus_bob' })
    const hers = await seedEvent(acme, { partyKey: ada.key })
    await seedEvent(acme, { partyKey: bob.key })
    await seedEvent(acme, { partyKey: ada.key, type: 'charge.refunded' })
    const filter = { siteId: acme.siteId, email: ' ADA@example.COM ', type: 'charge.succeeded' }
    const { rows } = await listEvents(acme.teamId, filter, first)
    expect(rows.map((row) => [row.id, row.person?.id])).toEqual([[hers, ada.id]])
  })

  test('a merged person’s events are their survivor’s', async () => {
    const acme = await seedTeam()
    const ada = await seedSubscriber(acme, { email: 'ada@new.example', customer: 'cus_new' })
    const old = await seedSubscriber(acme, { email: 'ada@old.example', customer: 'cus_old', mergedInto: ada.id })
    const id = await seedEvent(acme, { partyKey: old.key })
    expect((await findEvent(acme.teamId, id))?.person).toMatchObject({ id: ada.id, email: 'ada@new.example' })
  })

  test('a deleted person is not named any more', async () => {
    const acme = await seedTeam()
    const gone = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_1', deletedAt: new Date() })
    const id = await seedEvent(acme, { partyKey: gone.key })
    expect((await findEvent(acme.teamId, id))?.person).toBeNull()
  })

  test('nobody by that name has no events', async () => {
    const acme = await seedTeam()
    await seedEvent(acme)
    expect(await listEvents(acme.teamId, { siteId: acme.siteId, email: 'no@one.example' }, first)).toEqual({
      rows: [],
      next: null,
    })
  })
})

test('the API’s event is the normalized one and where it landed', async () => {
  const acme = await seedTeam()
  const ada = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
  const id = await seedEvent(acme, { partyKey: ada.key })
  const event = await findEvent(acme.teamId, id)
  expect(eventJson(event!)).toMatchObject({
    id,
    site_id: acme.siteId,
    connection_id: acme.connectionId,
    subscriber_id: ada.id,
    name: '$ChargeSucceeded',
    type: 'charge.succeeded',
    outcome: 'event',
    stripe_event_id: `evt_${id}`,
    livemode: true,
  })
})

test('LT-07 an amount beyond 2^53 keeps every digit on its way to the API', async () => {
  const acme = await seedTeam()
  const minor = '9007199254740993'
  const id = await seedEvent(acme, { object: { amount: minor, currency: 'usd' } })
  const event = await findEvent(acme.teamId, id)
  const sent = JSON.parse(JSON.stringify({ api: eventJson(event!), log: logRow(event!) }))
  expect(sent.api.value).toEqual({ amount: '90071992547409.93', minor, currency: 'USD' })
  expect(sent.log.value).toEqual(sent.api.value)
})

test('a foreign team finds neither the list nor the event', async () => {
  const acme = await seedTeam()
  const rival = await seedTeam('Rival')
  const id = await seedEvent(acme)
  expect(await findEvent(rival.teamId, id)).toBeNull()
  expect((await listEvents(rival.teamId, { siteId: acme.siteId }, first)).rows).toEqual([])
})

test('AU-03 row-level security holds when a query forgets its team', async () => {
  const acme = await seedTeam()
  const rival = await seedTeam('Rival')
  await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
  expect(await withTeams(rival.teamId, (tx) => tx.select().from(subscribers))).toEqual([])
})
