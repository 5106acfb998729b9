import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'
import { addSite, applyAll, connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, customer, peopleOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { type Leaver, mergeSubscriber, splitSubscriber } from './move'

useTestDatabase()

const somebody = { kind: 'system' } as const

async function twoPeople(): Promise<Place> {
  const place = await connectedTeam()
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_ada', 'ada@example.com')),
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { customer: 'cus_ada' }), 1),
    stripeEvent(place, 'customer.created', customer('cus_al', 'ada@work.example'), 2),
    stripeEvent(place, 'charge.succeeded', charge('ch_2', 700, { customer: 'cus_al', billing_details: {} }), 3),
  ])
  await applyAll()
  return place
}

const idOf = async (place: Place, email: string) =>
  (await rowsOf<{ id: string }>(place, sql`select id from subscribers where email_key = ${email}`))[0]?.id ?? ''

async function merge(place: Place, from: string, to: string) {
  const [a, b] = [await idOf(place, from), await idOf(place, to)]
  expect(await mergeSubscriber(place.teamId, a, b, somebody)).toEqual({ ok: true, value: true })
  await applyAll()
}

async function split(place: Place, email: string, leaver: Leaver) {
  const done = await splitSubscriber(place.teamId, await idOf(place, email), leaver, somebody)
  await applyAll()
  return done
}

test('LT-11 a person merges two subscribers, and a wrong merge is undone', async () => {
  const place = await twoPeople()
  const before = await peopleOf(place)
  expect(before).toMatchObject([
    { email: 'ada@example.com', ltv: { USD: '5000' } },
    { email: 'ada@work.example', ltv: { USD: '700' } },
  ])

  await merge(place, 'ada@work.example', 'ada@example.com')
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '5700' } }])

  expect(await split(place, 'ada@example.com', { customerId: 'cus_al' })).toEqual({ ok: true, value: true })
  expect(await peopleOf(place)).toEqual(before)
  expect(await split(place, 'ada@example.com', { customerId: 'cus_al' })).toEqual({ ok: false, reason: 'not_merged' })
})

test('LT-11 what comes after a merge belongs to both as one, also a change of the merged address', async () => {
  const place = await twoPeople()
  await merge(place, 'ada@work.example', 'ada@example.com')
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_3', 300, { customer: 'cus_al', billing_details: {} }), 10),
    stripeEvent(place, 'customer.updated', customer('cus_al', 'al@elsewhere.example'), 11),
  ])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '6000' } }])
  await split(place, 'ada@example.com', { customerId: 'cus_al' })
  expect(await peopleOf(place)).toMatchObject([
    { email: 'ada@example.com', ltv: { USD: '5000' } },
    { email: 'al@elsewhere.example', ltv: { USD: '1000' } },
  ])
})

test('LT-11 a guest is merged and separated by address', async () => {
  const place = await twoPeople()
  const guest = { billing_details: { email: 'Guest@Example.com', name: null } }
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_9', 900, guest), 5)])
  await applyAll()
  const before = await peopleOf(place)
  await merge(place, 'guest@example.com', 'ada@example.com')
  expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '5900' } }, { ltv: { USD: '700' } }])
  await split(place, 'ada@example.com', { email: 'guest@example.com' })
  expect(await peopleOf(place)).toEqual(before)
})

test('LT-11 the newest word wins, whatever comes in first', async () => {
  const results = []
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const place = await twoPeople()
    const { teamId, siteId, connectionId } = place
    const keys = [`cus:${connectionId}:cus_al`]
    const commands = [`cus:${connectionId}:cus_ada`, null].map((to, i) => ({
      ...commandEntry({ teamId, siteId, livemode: true }, { name: 'move', keys, to }),
      created: new Date(Date.now() + i * 1_000),
    }))
    for (const i of order) {
      const command = commands[i]
      if (command) await withTeams(teamId, (tx) => writeEntries(tx, [command]))
      await applyAll()
    }
    results.push((await peopleOf(place)).map(({ email, ltv }) => ({ email, ltv })))
  }
  expect(results[0]).toEqual(results[1])
  expect(results[0]).toHaveLength(2)
})

test('LT-11 who was merged goes along when the other changes its address, in the same row', async () => {
  const place = await twoPeople()
  const id = await idOf(place, 'ada@example.com')
  await merge(place, 'ada@work.example', 'ada@example.com')
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_ada', 'ada@new.example'), 10)])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@new.example', ltv: { USD: '5700' } }])
  expect(await idOf(place, 'ada@new.example')).toBe(id)
  await split(place, 'ada@new.example', { customerId: 'cus_al' })
  expect(await peopleOf(place)).toMatchObject([
    { email: 'ada@new.example', ltv: { USD: '5000' } },
    { email: 'ada@work.example', ltv: { USD: '700' } },
  ])
})

test('LT-11 whoever has a merged address later is the other too, until it is separated', async () => {
  const place = await twoPeople()
  await merge(place, 'ada@work.example', 'ada@example.com')
  const later = { billing_details: { email: 'Ada@Work.example', name: null } }
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_8', 20, later), 10),
    stripeEvent(place, 'customer.created', customer('cus_third', 'ada@work.example'), 11),
    stripeEvent(place, 'charge.succeeded', charge('ch_9', 3, { customer: 'cus_third', billing_details: {} }), 12),
  ])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '5723' } }])
  // The third customer was never merged itself: it goes where whoever has its address goes.
  for (const leaver of [{ customerId: 'cus_al' }, { email: 'ada@work.example' }])
    expect(await split(place, 'ada@example.com', leaver)).toEqual({ ok: true, value: true })
  expect(await peopleOf(place)).toMatchObject([
    { email: 'ada@example.com', ltv: { USD: '5000' } },
    { ltv: { USD: '723' } },
  ])
})

test('LT-11 separated again, a customer takes its address along', async () => {
  const place = await twoPeople()
  await merge(place, 'ada@work.example', 'ada@example.com')
  await split(place, 'ada@example.com', { customerId: 'cus_al' })
  const later = { billing_details: { email: 'ada@work.example', name: null } }
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_8', 20, later), 10)])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '5000' } }, { ltv: { USD: '720' } }])
})

test('LT-11 of two merges into each other the newer one says who leads, whatever comes in first', async () => {
  const results = []
  for (const order of [[0, 1], [1, 0], [[0, 1]]]) {
    const place = await twoPeople()
    const { teamId, siteId, connectionId } = place
    const [ada, al] = ['cus_ada', 'cus_al'].map((id) => `cus:${connectionId}:${id}`)
    const commands = [
      { keys: [ada ?? ''], to: al ?? '' },
      { keys: [al ?? ''], to: ada ?? '' },
    ].map((move, i) => ({
      ...commandEntry({ teamId, siteId, livemode: true }, { name: 'move', ...move }),
      created: new Date(Date.now() + i * 1_000),
    }))
    for (const batch of order) {
      const those = [batch].flat().flatMap((i) => commands[i] ?? [])
      await withTeams(teamId, (tx) => writeEntries(tx, those))
      await applyAll()
    }
    results.push((await peopleOf(place)).map(({ email, ltv }) => ({ email, ltv })))
  }
  expect(results[0]).toEqual([{ email: 'ada@example.com', ltv: { USD: '5700' } }])
  expect(results[1]).toEqual(results[0])
  expect(results[2]).toEqual(results[0])
})

test('LT-11 who was merged into somebody goes along when that one is merged further, and separated', async () => {
  const place = await twoPeople()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_cleo', 'cleo@example.com'), 5)])
  await applyAll()
  await merge(place, 'ada@work.example', 'ada@example.com')
  await merge(place, 'ada@example.com', 'cleo@example.com')
  expect(await peopleOf(place)).toMatchObject([{ email: 'cleo@example.com', ltv: { USD: '5700' } }])
  await split(place, 'cleo@example.com', { customerId: 'cus_ada' })
  const figures = (await peopleOf(place)).map(({ email, ltv }) => ({ email, ltv }))
  expect(figures).toEqual([
    { email: 'ada@example.com', ltv: { USD: '5700' } },
    { email: 'cleo@example.com', ltv: {} },
  ])
  const later = { billing_details: { email: 'ada@work.example', name: null } }
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_8', 20, later), 10)])
  await applyAll()
  expect((await peopleOf(place))[0]).toMatchObject({ email: 'ada@example.com', ltv: { USD: '5720' } })
})

test('LT-11 who had a merged address belongs to the other as long as it has it, whatever comes first', async () => {
  for (const commandAt of [0, 1, 2]) {
    const place = await twoPeople()
    const steps = [
      ['customer.created', customer('cus_third', 'ada@work.example'), 11],
      ['charge.succeeded', charge('ch_9', 3, { customer: 'cus_third', billing_details: {} }), 12],
    ] as const
    for (const [n, [type, object, second]] of steps.entries()) {
      if (n === commandAt) await merge(place, 'ada@work.example', 'ada@example.com')
      await postAll([stripeEvent(place, type, object, second)])
      await applyAll()
    }
    if (commandAt === 2) await merge(place, 'ada@work.example', 'ada@example.com')
    expect(await peopleOf(place), `merged at ${commandAt}`).toMatchObject([{ ltv: { USD: '5703' } }])
    await postAll([stripeEvent(place, 'customer.updated', customer('cus_third', 'third@example.com'), 20)])
    await applyAll()
    const figures = (await peopleOf(place)).map(({ email, ltv }) => [email, ltv])
    // Merged by name, the customer stays; by its address alone, it leaves with another.
    expect(figures, `merged at ${commandAt}`).toEqual(
      commandAt === 0
        ? [
            ['ada@example.com', { USD: '5700' }],
            ['third@example.com', { USD: '3' }],
          ]
        : [['ada@example.com', { USD: '5703' }]],
    )
  }
})

test('LT-11 a leader that takes over the merged address stays itself', async () => {
  const place = await twoPeople()
  await merge(place, 'ada@work.example', 'ada@example.com')
  await postAll([
    stripeEvent(place, 'customer.updated', customer('cus_ada', 'ada@work.example', { name: 'Ada' }), 10),
    stripeEvent(place, 'customer.updated', customer('cus_al', 'ada@work.example', { name: 'Al' }), 11),
  ])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@work.example', ltv: { USD: '5700' } }])
  expect(await rowsOf(place, sql`select key from parties where moved_to = key`)).toEqual([])
})

test('LT-11 a thousand parties merged into one hold nobody up', { timeout: 120_000 }, async () => {
  const place = await twoPeople()
  await rowsOf(
    place,
    sql`insert into parties (team_id, key, site_id, livemode, subscriber_id, email, email_key, first_seen_at, moved_to, moved_at)
      select p.team_id, 'cus:' || ${place.connectionId}::text || ':cus_x' || n, p.site_id, p.livemode, p.subscriber_id,
        'x' || n || '@example.com', 'x' || n || '@example.com', now(), p.key, now()
      from parties p cross join generate_series(1, 1000) n where p.key like '%:cus_ada'`,
  )
  const before = performance.now()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_8', 20, { customer: 'cus_ada' }), 10)])
  await applyAll()
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_ada', 'ada@new.example'), 11)])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@new.example', ltv: { USD: '5020' } }, {}])
  const [row] = await rowsOf<{ count: number }>(
    place,
    sql`select count(*)::int as count from parties p join subscribers s on s.id = p.subscriber_id where s.email_key = 'ada@new.example'`,
  )
  expect(row?.count).toBe(1_001)
  // Ended by the reaper after four seconds, it would go on for ever.
  expect(performance.now() - before).toBeLessThan(20_000)
})

test('nobody is merged into themselves, into another site’s person, or into somebody unknown', async () => {
  const place = await twoPeople()
  const ada = await idOf(place, 'ada@example.com')
  await routeTo(place, await addSite(place, 'Second'))
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_5', 100, { billing_details: { email: 'eve@example.com' } }), 20),
  ])
  await applyAll()
  const eve = await idOf(place, 'eve@example.com')
  const tries = [ada, eve, '01990000-0000-7000-8000-000000000000'].map((into) =>
    mergeSubscriber(place.teamId, ada, into, somebody),
  )
  expect(await Promise.all(tries)).toEqual(
    ['same_person', 'other_place', 'not_found'].map((reason) => ({ ok: false, reason })),
  )
})
