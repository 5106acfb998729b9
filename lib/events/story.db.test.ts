import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { saveEventSettings } from '@/lib/connections/event-settings'
import { changeIgnoredCustomers } from '@/lib/connections/ignored-customers'
import { writeEntries } from '@/lib/inbox/entries'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, dispute, postAll, stripeEvent, subscription } from '@/lib/lane/testing-stripe'
import { answerEntry } from '@/lib/look-ups/answer'
import { sentenceOf } from './sentence'
import { eventStory } from './story'
import { effectOf, momentsOf } from './story-words'

useTestDatabase()

async function told(place: Place, ...events: [type: string, object: object, previous?: object][]) {
  await postAll(
    events.map(([type, object, previous], second) =>
      stripeEvent(place, type, object, second, {
        data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      }),
    ),
  )
  await applyAll()
  const rows = await rowsOf<{ id: string; type: string }>(place, sql`select id, type from events order by id`)
  const stories = await Promise.all(rows.map(({ id }) => eventStory(place.teamId, id)))
  return stories.map((story) => story ?? expect.unreachable('an event without a story'))
}

test('the money an event told stands on its page, and money that was only reserved is not called paid', async () => {
  const place = await connectedTeam()
  const [paid, reserved] = await told(
    place,
    ['charge.succeeded', charge('ch_1', 1_000)],
    ['charge.succeeded', charge('ch_2', 700, { captured: false, amount_captured: 0 })],
  )
  expect(paid?.told).toEqual({ currencies: ['USD'], money: [{ objectId: 'ch_1', words: 'Collected $10.00' }] })
  expect(reserved?.told).toMatchObject({ money: [{ words: 'Nothing collected yet' }] })
  expect([paid?.event?.reserved, reserved?.event?.reserved]).toEqual([false, true])
  const { event } = reserved ?? {}
  expect(
    event && sentenceOf({ type: event.type, body: event.body, person: event.body.subscriber, reserved: true }),
  ).toBe('$7.00 was reserved for ada@example.com’s payment')
})

test('an event and what is derived from it lead to each other, and to the one body Stripe sent', async () => {
  const place = await connectedTeam()
  const trial = { ...subscription('sub_1', 'cus_1', 900), status: 'active' }
  const stories = await told(place, ['customer.subscription.updated', trial, { status: 'trialing' }])
  const base = stories.find(({ type }) => type === 'customer.subscription.updated')
  const derived = stories.find(({ type }) => type === 'subscription.trial_converted')
  expect(base?.related).toMatchObject({ base: null, derived: [{ id: derived?.id, label: 'Trial converted' }] })
  expect(derived?.related).toMatchObject({ base: { id: base?.id, label: 'Subscription updated' }, derived: [] })
  expect(derived?.rawId).toBe(base?.id)
  expect(derived?.told.money).toEqual([])
})

test('what a filter left out carries the rule, and the page knows who is ignored today', async () => {
  const place = await connectedTeam()
  const changes = [{ type: 'charge.succeeded', filter: { metadata: [{ key: 'shop', value: 'a' }] } }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: 0 }, sluice)
  const [left] = await told(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1' })])
  expect(left).toMatchObject({
    status: 'ignored',
    reason: 'filtered',
    decision: { left_out: { by: 'filter', rule: changes[0]?.filter } },
    connection: { ignores: false },
    told: { money: [] },
  })
  const ignoring = { changes: [{ customer_id: 'cus_1', ignored: true }] }
  await changeIgnoredCustomers(place.teamId, place.connectionId, ignoring, sluice)
  expect(await eventStory(place.teamId, left?.id ?? '')).toMatchObject({ connection: { ignores: true } })
})

test('an event that waits tells what Stripe was asked, as far as the answers led', async () => {
  const place = await connectedTeam()
  const guest = { customer: null, billing_details: {}, payment_intent: 'pi_1' }
  const [waits] = await told(place, ['charge.succeeded', charge('ch_1', 1_000, guest)])
  expect(waits).toMatchObject({ status: 'waiting', tried: [] })

  const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString()
  const invoice = { id: 'in_1', object: 'invoice', customer: 'cus_1', currency: 'usd' }
  const answers = [
    { about: { object: 'invoice_of_payment', id: 'pi_1' }, found: true, object: invoice, at: at(1) },
    { about: { object: 'customer', id: 'cus_1' }, found: true, object: { id: 'cus_1', object: 'customer' }, at: at(2) },
    { about: { object: 'session_of_payment', id: 'pi_1' }, found: false, at: at(3) },
  ]
  const entries = answers.map((answer) => answerEntry('look-up', { ...place, livemode: true }, answer))
  await withTeams(place.teamId, (tx) => writeEntries(tx, entries))
  await applyAll()
  const story = await eventStory(place.teamId, waits?.id ?? '')
  expect(story?.tried.map(({ what, said }) => `${what}: ${said}`).sort()).toEqual([
    'checkout of payment pi_1: Stripe does not know it',
    'customer cus_1: no address there',
    'invoice of payment pi_1: no address there',
  ])
})

test('a product that an event names by id only is called by its name, once that is known', async () => {
  const place = await connectedTeam()
  const [, story] = await told(
    place,
    ['product.created', { id: 'prod_pro', object: 'product', name: 'Pro' }],
    ['customer.subscription.created', subscription('sub_1', 'cus_1', 900)],
  )
  expect(story?.names).toEqual({ prod_pro: 'Pro' })
})

const lastMoment = (story: Parameters<typeof momentsOf>[0]) => momentsOf(story).at(-1)?.what
const effect = (story: Parameters<typeof effectOf>[0]) => effectOf(story).map(({ words }) => words)

test('a payment that a filter left out says when a later event of its charge counted', async () => {
  const place = await connectedTeam()
  const changes = [{ type: 'charge.succeeded', filter: { metadata: [{ key: 'shop', value: 'a' }] } }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: 0 }, sluice)
  const [left] = await told(place, ['charge.succeeded', charge('ch_1', 1_000)])
  expect(left).toMatchObject({ reason: 'filtered', countedLater: null })
  expect(effect(left ?? expect.unreachable()).join()).not.toMatch(/counts all the same/)

  const [again, updated] = await told(place, ['charge.updated', charge('ch_1', 1_000)])
  expect(again?.countedLater).toEqual({
    by: 'event',
    event: { id: updated?.id, type: 'charge.updated', label: 'Payment updated' },
  })
  expect(effect(again ?? expect.unreachable())).toContain(
    'The payment counts all the same: “Payment updated” told of it later, as a whole.',
  )
  expect(updated?.countedLater).toBeNull()
})

test('a derived event whose base is off does not say that its base counted', async () => {
  const place = await connectedTeam()
  const changes = [{ type: 'customer.subscription.updated', on: false }]
  await saveEventSettings(place.teamId, place.connectionId, { changes, version: 0 }, sluice)
  const trial = { ...subscription('sub_1', 'cus_1', 900), status: 'active' }
  const stories = await told(
    place,
    ['customer.created', { id: 'cus_1', object: 'customer', email: 'ada@example.com' }],
    ['customer.subscription.updated', trial, { status: 'trialing' }],
  )
  const derived = stories.find(({ type }) => type === 'subscription.trial_converted') ?? expect.unreachable()
  expect(derived).toMatchObject({ status: 'processed', related: { base: { counts: false } } })
  expect(effect(derived)[0]).toBe('Changes no fields: “Subscription updated” would tell them, and was not used.')
  expect(lastMoment(derived)).toBe('Recorded for the subscriber')
})

test('what is about nobody is not said to be applied to a subscriber, and a dispute promises no name', async () => {
  const place = await connectedTeam()
  const [product, disputed] = await told(
    place,
    ['product.created', { id: 'prod_pro', object: 'product', name: 'Pro' }],
    ['charge.dispute.created', dispute('dp_1', 'ch_1', 500)],
  )
  expect(lastMoment(product ?? expect.unreachable())).toBe('Applied to plans and recurring revenue')
  expect(effect(product ?? expect.unreachable())[0]).toMatch(/^Keeps plans/)
  expect(effect(disputed ?? expect.unreachable()).join()).not.toMatch(/full name/)
})
