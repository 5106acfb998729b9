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
    const commands = ['ada@example.com', null].map((to, i) => ({
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
