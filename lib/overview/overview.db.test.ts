import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { activityOf as connectionActivity } from '@/lib/connections/activity'
import { findConnection } from '@/lib/connections/queries'
import { addSite, applyAll, connectedTeam, post, routeTo, rowsOf } from '@/lib/lane/testing'
import { charge, stripeEvent } from '@/lib/lane/testing-stripe'
import { activityOf } from './activity'
import { movedAway } from './moved'

useTestDatabase()

test('a reserved amount is an event and no payment until it is collected', async () => {
  const place = await connectedTeam()
  const held = { ...charge('ch_held', 7_000), captured: false, amount_captured: 0 }
  await post(stripeEvent(place, 'charge.succeeded', held))
  await post(stripeEvent(place, 'charge.succeeded', charge('ch_paid', 1_000)))
  await applyAll()
  const now = () => activityOf(place.teamId, place.siteId, true)
  expect(await now()).toMatchObject({ received: 2, events: 2, payments: 1 })

  await post(stripeEvent(place, 'charge.captured', charge('ch_held', 7_000), 1))
  await applyAll()
  expect(await now()).toMatchObject({ received: 3, payments: 2 })
})

test('webhooks and what became of them are told apart, by site, also after routing away', async () => {
  const place = await connectedTeam()
  await rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
    values (${place.teamId}, ${place.connectionId}, 'charge.failed', false, true, true, true)`,
  )
  await post(stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000)))
  await post(stripeEvent(place, 'charge.failed', charge('ch_2', 1_000)))
  await post(stripeEvent(place, 'toaster.popped', { id: 'toaster_1', object: 'toaster' }))
  await applyAll()
  expect(await movedAway(place.teamId, place.siteId, true)).toBeNull()

  const shop = await addSite(place, 'Shop')
  await routeTo(place, shop)
  const connection = await findConnection(place.teamId, place.connectionId)
  if (!connection) throw new Error('the connection is gone')
  expect(await connectionActivity(place.teamId, connection)).toEqual({
    day: { received: 3, events: 1, switchedOff: 1, notUsed: 1 },
    bySite: [{ siteId: place.siteId, siteName: 'Main', count: 1 }],
    subscribers: [
      { siteId: shop, siteName: 'Shop', count: 0 },
      { siteId: place.siteId, siteName: 'Main', count: 1 },
    ],
  })
  expect(await movedAway(place.teamId, place.siteId, true)).toEqual({
    name: 'Test shop',
    siteId: shop,
    siteName: 'Shop',
  })
  expect(await movedAway(place.teamId, shop, true)).toBeNull()
})
