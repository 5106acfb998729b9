import { expect, test } from 'vitest'
import type { EventFilter } from '@/db/schema/connections'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { readEventSettings, saveEventSettings } from '@/lib/connections/event-settings'
import { applyAll, connectedTeam, type Place } from './testing'
import { customer, eventsOf, peopleOf, postAll, stripeEvent, subscription } from './testing-stripe'

useTestDatabase()

async function limit({ teamId, connectionId }: Place, type: string, filter: EventFilter) {
  const now = await readEventSettings(teamId, connectionId)
  const changes = [{ type, filter }]
  const saved = await saveEventSettings(teamId, connectionId, { changes, version: now?.version ?? 0 }, sluice)
  expect(saved.outcome).toBe('saved')
}

const outcomes = async (place: Place) =>
  (await eventsOf(place)).map(({ type, status, reason }) => [type, status, reason].filter(Boolean).join(' '))

test('a filter by billing reason lets renewals count and leaves the first invoice out', async () => {
  const place = await connectedTeam()
  await limit(place, 'invoice.payment_failed', { billing_reasons: ['subscription_cycle'] })
  const invoice = (billing_reason: string | null) => ({
    id: `in_${billing_reason}`,
    object: 'invoice',
    customer: 'cus_1',
    customer_email: 'ada@example.com',
    status: 'open',
    amount_due: 900,
    currency: 'usd',
    billing_reason,
  })
  await postAll(
    ['subscription_cycle', 'subscription_create', null].map((reason, second) =>
      stripeEvent(place, 'invoice.payment_failed', invoice(reason), second),
    ),
  )
  await applyAll()
  expect(await outcomes(place)).toEqual([
    'invoice.payment_failed processed',
    'invoice.payment_failed ignored filtered',
    'invoice.payment_failed ignored filtered',
  ])
})

test('a filter by price counts the subscriptions that have it, and no other', async () => {
  const place = await connectedTeam()
  const created = 'customer.subscription.created'
  await limit(place, created, { prices: ['price_gold'] })
  const at = (id: string, price: string) => {
    const plain = subscription(id, `cus_${id}`, 900)
    const [item] = plain.items.data
    return { ...plain, items: { ...plain.items, data: [{ ...item, price: { ...item?.price, id: price } }] } }
  }
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_sub_1', 'ada@example.com')),
    stripeEvent(place, 'customer.created', customer('cus_sub_2', 'bob@example.com')),
    stripeEvent(place, created, at('sub_1', 'price_gold'), 1),
    stripeEvent(place, created, at('sub_2', 'price_tin'), 2),
  ])
  await applyAll()
  const [ada, bob] = await peopleOf(place)
  expect(ada).toMatchObject({ email: 'ada@example.com', mrr: { USD: '900' }, plan: 'Pro' })
  expect(bob).toMatchObject({ email: 'bob@example.com', mrr: {}, plan: null })
  expect((await outcomes(place)).slice(2)).toEqual([`${created} processed`, `${created} ignored filtered`])
})

test('a filter by mode keeps test data of a live account out of what counts', async () => {
  const place = await connectedTeam()
  await limit(place, 'customer.created', { livemode: true })
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
    stripeEvent(place, 'customer.created', customer('cus_2', 'bob@example.com'), 1, { livemode: false }),
  ])
  await applyAll()
  expect((await peopleOf(place)).map((person) => [person.email, person.livemode])).toEqual([['ada@example.com', true]])
  expect((await outcomes(place)).sort()).toEqual(['customer.created ignored filtered', 'customer.created processed'])
})
