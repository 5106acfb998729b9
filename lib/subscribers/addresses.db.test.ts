import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { closeReceiver } from '@/lib/inbox/node-http'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, eventsOf, peopleOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'

useTestDatabase()
afterAll(closeReceiver)

const texts = ['not an address', '   ', 'ada@@example.com', 'a b@example.com', `${'a'.repeat(100_000)}@example.com`]

const saidIn = async (place: Place) =>
  (
    await rowsOf<{ email: string }>(place, sql`select body->'subscriber'->>'email' as email from events order by id`)
  ).map((row) => row.email)

test('text that is no address makes nobody a subscriber, and the event keeps what Stripe sent', async () => {
  const place = await connectedTeam()
  const guests = texts.map((email, n) =>
    stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100, { billing_details: { email, name: 'X' } }), n),
  )
  await postAll(guests)
  await applyAll()
  expect(await peopleOf(place)).toEqual([])
  expect(new Set((await eventsOf(place)).map(({ status }) => status))).toEqual(new Set(['waiting']))
  expect((await saidIn(place)).filter(Boolean)).toContain('not an address')
})

test('a customer with no address is somebody once an address comes', async () => {
  const place = await connectedTeam()
  const paid = charge('ch_1', 700, { customer: 'cus_1', billing_details: { email: null, name: null } })
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_1', 'not an address')),
    stripeEvent(place, 'charge.succeeded', paid, 1),
    stripeEvent(place, 'invoice.paid', invoice('in_1', 'nobody at all'), 2),
  ])
  await applyAll()
  expect(await peopleOf(place)).toEqual([])
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 3)])
  await applyAll()
  expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '700' } }])
})

const invoice = (id: string, email: string) => ({
  id,
  object: 'invoice',
  status: 'paid',
  currency: 'usd',
  total: 0,
  amount_paid: 0,
  customer: null,
  customer_email: email,
})
