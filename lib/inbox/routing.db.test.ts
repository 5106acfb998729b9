import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { enterTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { addSite, applyAll, connectedTeam, type Place, post, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, eventsOf, ledgerOf, peopleOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { adoptUnrouted } from '@/lib/lane/upkeep/adopt'
import { closeReceiver } from './node-http'

const { adminUrl } = useTestDatabase()

const long = process.env.SLUICE_LONG === '1'
afterAll(closeReceiver)

const unrouted = async (account?: string) =>
  (
    await db.execute<{ stripe_account: string; type: string }>(
      sql`select stripe_account, type from sluice_unrouted(5000)`,
    )
  ).rows.filter((row) => account === undefined || row.stripe_account === account)

async function disconnect({ teamId, connectionId }: Place) {
  await db.transaction(async (tx) => {
    await enterTeams(tx, [teamId])
    await tx.execute(
      sql`update connections set state = 'disconnected' where team_id = ${teamId} and id = ${connectionId}`,
    )
    await tx.execute(
      sql`update routes set state = 'closed' where team_id = ${teamId} and connection_id = ${connectionId}`,
    )
  })
}

const jobs = async () => {
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  const { rows } = await client.query<{ key: string }>(
    `select key from graphile_worker.jobs where task_identifier = 'connection-lost'`,
  )
  await client.end()
  return rows.map((row) => row.key)
}

describe('whose event is this', () => {
  test('RT-01 two hundred invented types: 200, searchable, without effect', async () => {
    const place = await connectedTeam()
    await postAll(
      Array.from({ length: 200 }, (_, n) => stripeEvent(place, `invented.thing_${n}`, charge(`ch_${n}`, 100))),
    )
    await applyAll()
    const events = await eventsOf(place)
    expect(new Set(events.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
      new Set(['ignored not_in_catalogue']),
    )
    expect(new Set(events.map((event) => event.type)).size).toBe(200)
    expect(await rowsOf(place, sql`select 1 from facts union all select 1 from subscribers`)).toEqual([])
  })

  test('RT-02 accounts nobody connected: 200, kept, and no tenant sees any', async () => {
    const place = await connectedTeam()
    const before = (await unrouted()).length
    const count = long ? 1_000 : 300
    const strangers = Array.from({ length: count }, (_, n) => ({ account: `acct_stranger${n}` }))
    await postAll(strangers.map((stranger) => stripeEvent(stranger, 'charge.succeeded', charge('ch_1', 100))))
    expect((await unrouted()).length).toBe(before + count)
    expect(await applyAll()).toBe(0)
    expect(await rowsOf(place, sql`select id from inbox`)).toEqual([])
    // The tenant role may not even ask.
    await expect(rowsOf(place, sql`select * from unrouted`)).rejects.toThrow()
  })

  test('RT-03 what came before the connection is adopted, once', async () => {
    const account = 'acct_early'
    const early = stripeEvent({ account }, 'charge.succeeded', charge('ch_1', 100))
    await postAll([early, early])
    const place = await connectedTeam({ account })
    const moved = await Promise.all([adoptUnrouted(), adoptUnrouted()])
    expect(moved[0] + moved[1]).toBe(1)
    await postAll([early])
    await applyAll()
    expect(await eventsOf(place)).toMatchObject([{ status: 'processed' }])
    expect(await ledgerOf(place)).toEqual({ ch_1: '100' })
    expect(await unrouted(account)).toEqual([])
  })

  test('RT-03 a receiver whose snapshot is older than the connect: the next sweep finds its event', async () => {
    const account = 'acct_race'
    const early = stripeEvent({ account }, 'charge.succeeded', charge('ch_1', 100))
    const receiver = new pg.Client({ connectionString: adminUrl() })
    await receiver.connect()
    await receiver.query('begin isolation level repeatable read; select 1 from routes limit 1')
    const place = await connectedTeam({ account })
    const body = Buffer.from(JSON.stringify(early))
    await receiver.query(
      `select * from sluice_receive(array[$1::uuid], array[$2], array[true], array[$3], array['charge.succeeded'],
        array[now()], array[null::uuid], array[0], array[$4::integer], $5)`,
      [newId(), account, early.id, body.byteLength, body],
    )
    expect(await adoptUnrouted()).toBe(0)
    await receiver.query('commit')
    await receiver.end()
    expect(await adoptUnrouted()).toBe(1)
    await applyAll()
    expect(await ledgerOf(place)).toEqual({ ch_1: '100' })
  })

  test('RT-03 adopted after more than ten minutes: historical, so no flow may start', async () => {
    const account = 'acct_late'
    await postAll([stripeEvent({ account }, 'charge.succeeded', charge('ch_1', 100))])
    const place = await connectedTeam({ account, connectedAt: new Date(Date.now() + 11 * 60_000) })
    expect(await adoptUnrouted()).toBe(1)
    await applyAll()
    expect(await rowsOf(place, sql`select status, decision->>'no_flows' as no_flows from events`)).toEqual([
      { status: 'processed', no_flows: 'historical' },
    ])
  })

  test('RT-04 events after the disconnect: 200, kept, and no effect', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_before', 100))])
    await applyAll()
    const before = await peopleOf(place)
    await disconnect(place)
    const late = long ? 1_000 : 200
    await postAll(
      Array.from({ length: late }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100))),
    )
    await applyAll()
    const events = await eventsOf(place)
    expect(events.filter(({ status, reason }) => status === 'ignored' && reason === 'disconnected')).toHaveLength(late)
    expect(await ledgerOf(place)).toEqual({ ch_before: '100' })
    expect(await peopleOf(place)).toEqual(before)
  })

  test('RT-05 the end of a connection, told twice among fifty charges: one change of state, one job', async () => {
    const place = await connectedTeam()
    const ends = [0, 1].map((n) =>
      stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_600 + n),
    )
    const charges = Array.from({ length: 50 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)))
    await postAll([
      ...charges.slice(0, 20),
      ...ends.slice(0, 1),
      ...charges.slice(20, 35),
      ...ends,
      ...charges.slice(35),
    ])
    await applyAll(16)
    expect(await rowsOf(place, sql`select state, disconnected_by from connections`)).toEqual([
      { state: 'disconnected', disconnected_by: 'stripe' },
    ])
    expect((await jobs()).filter((key) => key.includes(place.connectionId))).toHaveLength(1)
    expect(Object.keys(await ledgerOf(place))).toHaveLength(20)
    const reasons = (await eventsOf(place)).map((event) => event.reason)
    expect(reasons.filter((reason) => reason === 'disconnected')).toHaveLength(30)
    expect(
      reasons.filter((reason) => reason === 'confirmed_disconnect'),
      'told again',
    ).toHaveLength(1)
  })

  test('RT-05 after a disconnect here, Stripe’s word confirms it: nothing is ignored, no job is made', async () => {
    const place = await connectedTeam()
    await post(stripeEvent(place, 'charge.succeeded', charge('ch_1', 100)))
    await applyAll()
    await disconnect(place)
    await postAll([
      stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' }, 3_600),
    ])
    await applyAll()
    expect(await eventsOf(place)).toContainEqual(
      expect.objectContaining({ status: 'processed', reason: 'confirmed_disconnect' }),
    )
    expect((await jobs()).filter((key) => key.includes(place.connectionId))).toEqual([])
  })

  test('RT-05 a word about an earlier connection does not end this one', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'account.application.deauthorized', { id: 'ca_1', object: 'application' })])
    await applyAll()
    expect(await rowsOf(place, sql`select state from connections`)).toEqual([{ state: 'connected' }])
    expect(await eventsOf(place)).toMatchObject([{ status: 'ignored', reason: 'historical' }])
  })

  test('RT-08 the site is switched under fifty webhooks a second: every event on exactly one site', {
    timeout: 60_000,
  }, async () => {
    const flips = long ? 100 : 30
    const count = flips * 5
    const place = await connectedTeam()
    const second = await addSite(place, 'Second')
    const events = Array.from({ length: count }, (_, n) =>
      stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)),
    )
    const sending = Promise.all(
      events.map(async (event, n) => {
        await sleep(n * 20)
        await postAll([event])
        await postAll([event])
      }),
    )
    let site = place.siteId
    for (let flip = 0; flip < flips; flip++) {
      site = flip % 2 === 0 ? second : place.siteId
      await routeTo(place, site)
      await sleep(90)
    }
    await sending
    await routeTo(place, second)
    const last = stripeEvent(place, 'charge.succeeded', charge('ch_last', 100))
    await postAll([last])
    await applyAll()
    const rows = await rowsOf<{ id: string; sites: number; site: string }>(
      place,
      sql`select stripe_event_id as id, count(distinct site_id)::int as sites, min(site_id::text) as site from events group by 1`,
    )
    expect(rows).toHaveLength(count + 1)
    expect(rows.every((row) => row.sites === 1)).toBe(true)
    expect(rows.find((row) => row.id === last.id)?.site).toBe(second)
    // Both sites got some, and together all of the money, once.
    const people = await peopleOf(place)
    expect(people).toHaveLength(2)
    expect(people.reduce((sum, person) => sum + Number(person.ltv.USD), 0)).toBe((count + 1) * 100)
  })

  test('RT-09 RT-10 a test event of an account connected live is flagged; a live one never goes to test', async () => {
    const live = await connectedTeam()
    await postAll([stripeEvent(live, 'charge.succeeded', charge('ch_1', 100), 0, { livemode: false })])
    const testOnly = await connectedTeam({ livemode: false })
    const wrong = stripeEvent(testOnly, 'charge.succeeded', charge('ch_1', 100))
    await postAll([wrong])
    await applyAll()
    expect(await rowsOf(live, sql`select livemode, status from events`)).toEqual([
      { livemode: false, status: 'processed' },
    ])
    expect(await peopleOf(live)).toMatchObject([{ livemode: false }])
    expect(await eventsOf(testOnly)).toEqual([])
    expect(await unrouted(testOnly.account)).toHaveLength(1)
  })

  test('RT-12 a neighbour who sends the victim’s event ids first suppresses none of them', async () => {
    const [attacker, victim] = [await connectedTeam(), await connectedTeam()]
    const ids = Array.from({ length: 50 }, (_, n) => `evt_guessed_${n}`)
    const all = (place: { account: string }) =>
      ids.map((id, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100), 0, { id }))
    await postAll([...all(attacker), ...all({ account: 'acct_nobody' }), ...all({ account: '' })])
    await postAll(all(victim))
    await applyAll()
    expect(await eventsOf(victim)).toHaveLength(50)
    expect(await peopleOf(victim)).toMatchObject([{ ltv: { USD: '5000' } }])
  })

  test('RT-13 an event without an account is kept, and is nobody’s', async () => {
    const place = await connectedTeam()
    const { account: _, ...without } = stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))
    expect(await post(without)).toBe(200)
    expect(await unrouted('')).not.toEqual([])
    expect(await eventsOf(place)).toEqual([])
  })
})
