import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyMissed } from '@/lib/inbox/missed'
import { addSite, applyAll, connectedTeam, type Place, post, routeTo, rowsOf } from './testing'
import { charge, customer, eventsOf, peopleOf, postAll, refund, stripeEvent } from './testing-stripe'

useTestDatabase()

/** Applies at most so many entries: a story that released itself for ever would never end. */
async function settle() {
  expect(await applyAll()).toBeLessThan(40)
}

const nobody = { billing_details: { email: null, name: null } }
const ofNobody = (customerId: string) => ({ ...nobody, customer: customerId })

async function setActive({ teamId, connectionId }: Place, isActive: boolean) {
  await rowsOf({ teamId }, sql`update connections set is_active = ${isActive} where id = ${connectionId}`)
}

async function switchRefunds({ teamId, connectionId }: Place, on: boolean) {
  await rowsOf(
    { teamId },
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
      values (${teamId}, ${connectionId}, 'charge.refunded', ${on}, true, true, true)
      on conflict (team_id, connection_id, type) do update set "on" = excluded."on"`,
  )
}

test('several events that wait for one person never release each other', async () => {
  const place = await connectedTeam()
  for (const event of [
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { ...ofNobody('cus_1'), payment_intent: 'pi_1' })),
    stripeEvent(place, 'charge.updated', charge('ch_1', 5_000, { ...ofNobody('cus_1'), payment_intent: 'pi_1' }), 1),
    stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 500), 2),
    stripeEvent(place, 'charge.refunded', charge('ch_1', 5_000, { ...ofNobody('cus_1'), amount_refunded: 500 }), 2),
  ]) {
    await post(event)
    await settle()
  }
  expect(new Set((await eventsOf(place)).map((event) => event.status))).toEqual(new Set(['waiting']))

  await post(stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 9))
  await settle()
  expect(new Set((await eventsOf(place)).map((event) => event.status))).toEqual(new Set(['processed']))
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '4500' } }])
})

test('a guest is known by the address wherever the account is routed next', async () => {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000))])
  await settle()
  await routeTo(place, await addSite(place, 'Second'))
  await postAll([
    stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 500), 5),
    stripeEvent(place, 'refund.updated', refund('re_1', 'ch_1', 500), 6),
  ])
  await settle()
  expect((await eventsOf(place)).map((event) => event.status)).toEqual(['processed', 'processed', 'processed'])
  const [first, second] = [await peopleOf(place), await peopleOf(place)].map((people) =>
    people.find((person) => person.siteId === place.siteId),
  )
  expect(first).toMatchObject({ email: 'ada@example.com', ltv: { USD: '4500' } })
  expect(second).toEqual(first)
})

test('an event that is looked at again during a pause goes on waiting', async () => {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000, ofNobody('cus_1')))])
  await settle()
  await setActive(place, false)
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why)
      select team_id, 0, id, octet_length(raw), 'release' from inbox where team_id = ${place.teamId}`,
  )
  await settle()
  expect((await eventsOf(place))[0]).toMatchObject({ status: 'waiting' })
  await setActive(place, true)
  await post(stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 9))
  await settle()
  expect((await eventsOf(place))[0]).toMatchObject({ status: 'processed' })
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1000' } }])
})

test('what was missed is still missed when it is applied while the connection is paused', async () => {
  const place = await connectedTeam()
  await post(stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000)))
  await switchRefunds(place, false)
  await settle()
  await post(stripeEvent(place, 'charge.refunded', charge('ch_1', 5_000, { amount_refunded: 2_000 }), 5))
  await settle()
  await switchRefunds(place, true)
  await setActive(place, false)
  const again = () =>
    rowsOf(
      place,
      sql`insert into inbox_queue (team_id, priority, id, bytes, why)
        select e.team_id, 1, e.id, 1, 'missed' from events e where e.status = 'switched_off'`,
    )
  await again()
  await settle()
  expect((await eventsOf(place))[1]).toMatchObject({ status: 'switched_off', reason: 'switched_off' })
  await setActive(place, true)
  await applyMissed(place.teamId, place.connectionId, 'charge.refunded', { kind: 'system' })
  await settle()
  expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '3000' } }])
})

test('a charge stays at home on a site that was deleted, whatever Stripe sends again', async () => {
  const place = await connectedTeam()
  const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 7_700))
  await post(paid)
  await settle()
  const main = await addSite(place, 'Second')
  await routeTo(place, main)
  await rowsOf(place, sql`delete from events where team_id = ${place.teamId}`)
  await rowsOf(place, sql`delete from inbox where team_id = ${place.teamId}`)
  await post(paid)
  await settle()
  const people = await peopleOf(place)
  expect(people.find((person) => person.siteId === main)?.ltv ?? {}).toEqual({})
  expect(people.find((person) => person.siteId === place.siteId)?.ltv).toEqual({ USD: '7700' })
})

test('an entry that is released and replayed at once is applied once', async () => {
  const place = await connectedTeam()
  await post(stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000)))
  await settle()
  await rowsOf(
    place,
    sql`insert into inbox_queue (team_id, priority, id, bytes, why)
      select team_id, nth, id, 1, case nth when 0 then 'release' else 'replay' end from inbox, generate_series(0, 1) nth`,
  )
  await settle()
  expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '5000' } }])
  expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
})
