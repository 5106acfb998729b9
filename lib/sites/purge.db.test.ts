import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { DeliveryLoop } from '@/lib/deliveries/loop'
import { makeDestination, receiver } from '@/lib/deliveries/testing'
import { addRun, addVersion, makeFlow } from '@/lib/flows/testing-rows'
import { addSite, applyAll, connectedTeam, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, peopleOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { deleteSite } from './mutations'
import { purgeSite } from './purge'

useTestDatabase()

test('a refund of a charge that was at home on a deleted site counts on no other site', async () => {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  await routeTo(place, await addSite(place, 'Second'))
  await rowsOf(place, sql`delete from sites where id = ${place.siteId}`)
  await purgeSite(place.teamId, place.siteId)
  expect(await peopleOf(place)).toEqual([])
  expect(await rowsOf(place, sql`select aspect, value->>'party' as party from facts`)).toEqual([
    { aspect: 'charge', party: null },
  ])

  await postAll([stripeEvent(place, 'charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 }), 10)])
  await applyAll()
  expect(await rowsOf(place, sql`select charge_id from ledger`)).toEqual([])
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: {} }])
})

test('the destinations of a deleted site are off at once, and leave nothing behind', async () => {
  const place = await connectedTeam()
  const { http, calls } = receiver()
  await makeDestination(place, 'webhook', { url: 'https://example.com/hooks' }, http)
  const asked = calls.length
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  await routeTo(place, await addSite(place, 'Second'))
  expect(await deleteSite({ teamId: place.teamId, actor: { kind: 'system' } }, place.siteId)).toEqual({ ok: true })
  const loop = new DeliveryLoop(http)
  loop.start()
  await new Promise((go) => setTimeout(go, 300))
  await loop.stop()
  expect(calls.length).toBe(asked)
  await purgeSite(place.teamId, place.siteId)
  for (const table of ['destinations', 'deliveries', 'delivery_queue'])
    expect(await rowsOf(place, sql`select 1 from ${sql.identifier(table)}`), table).toEqual([])
})

test('the flows of a deleted site are off at once, and nobody in them goes on', async () => {
  const place = await connectedTeam()
  const { id } = await makeFlow(place)
  await addVersion(place, id, 1)
  await rowsOf(place, sql`update flows set state = 'live', live_no = 1 where id = ${id}`)
  const due = async () => (await db.execute(sql`select flow_id from sluice_due_flows(1000)`)).rows
  await addRun(place, id)
  expect(await due()).toContainEqual({ flow_id: id })
  await routeTo(place, await addSite(place, 'Second'))
  expect(await deleteSite({ teamId: place.teamId, actor: { kind: 'system' } }, place.siteId)).toEqual({ ok: true })
  expect(await due()).toEqual([])
  await purgeSite(place.teamId, place.siteId)
  for (const table of ['flows', 'flow_versions', 'flow_runs', 'flow_queue'])
    expect(await rowsOf(place, sql`select 1 from ${sql.identifier(table)}`), table).toEqual([])
})
