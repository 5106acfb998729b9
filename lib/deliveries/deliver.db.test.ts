import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { type RunningDestinations, startDestinations } from '@/sandbox/destinations'
import { deliveriesOf, httpTo, makeDestination, sendAll } from './testing'

useTestDatabase()

let receivers: RunningDestinations
beforeAll(async () => {
  receivers = await startDestinations()
})
afterAll(() => receivers.stop())

test('an event reaches a webhook once, as it was when it was queued', async () => {
  const place = await connectedTeam()
  const http = httpTo(receivers.url)
  await makeDestination(place, 'webhook', { url: `${receivers.url}/hooks/sink` }, http)
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900))])
  await applyAll()
  await sendAll(place, http)
  expect(await deliveriesOf(place)).toMatchObject([
    { type: 'charge.succeeded', what: 'event', state: 'delivered', attempts: 1 },
  ])
  const [event] = await rowsOf<{ id: string; body: object }>(place, sql`select id, body from events`)
  expect(receivers.standIns.webhook.arrived).toMatchObject([
    {
      name: '$ChargeSucceeded',
      email: 'ada@example.com',
      data: { type: '$ChargeSucceeded', data: { ...event?.body, id: event?.id } },
    },
  ])
  expect(receivers.standIns.webhook.complaints).toEqual([])
})
