import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { eventSettings } from '@/db/schema/connections'
import { enterTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place } from '@/lib/lane/testing'
import {
  charge,
  customer,
  eventsOf,
  ledgerOf,
  peopleOf,
  postAll,
  stripeEvent,
  subscription,
} from '@/lib/lane/testing-stripe'

useTestDatabase()

/** toMatchObject takes any object for {}. */
const nothing = expect.toSatisfy((figures: object) => Object.keys(figures).length === 0)

type Setting = Partial<typeof eventSettings.$inferInsert>

async function save({ teamId, connectionId }: Place, type: string, setting: Setting) {
  const plain = { on: true, triggerFlows: true, updateSubscriber: true, fullName: false }
  await db.transaction(async (tx) => {
    await enterTeams(tx, [teamId])
    await tx.insert(eventSettings).values({ teamId, connectionId, type, ...plain, ...setting })
  })
}

async function tell(place: Place, ...events: [type: string, object: object, second?: number][]) {
  await postAll(events.map(([type, object, second]) => stripeEvent(place, type, object, second)))
  await applyAll()
}

const named = { billing_details: { email: 'ada@example.com', name: 'Ada Lovelace' } }

describe('the switches of an event', () => {
  test('off: the address stays known, and nothing else happens', async () => {
    const place = await connectedTeam()
    await save(place, 'charge.succeeded', { on: false, fullName: true, userGroup: 'Buyers' })
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...named })])
    expect(await eventsOf(place)).toMatchObject([{ status: 'switched_off', reason: 'switched_off' }])
    expect(await ledgerOf(place)).toEqual({})
    expect(await peopleOf(place)).toEqual([])

    await tell(place, ['customer.subscription.created', subscription('sub_1', 'cus_1', 900), 1])
    expect(await peopleOf(place)).toMatchObject([
      { email: 'ada@example.com', name: null, ltv: nothing, mrr: { USD: '900' }, group: null },
    ])
  })

  test('off for refunds: lifetime value stays gross until the charge is told again', async () => {
    const place = await connectedTeam()
    await save(place, 'charge.refunded', { on: false })
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000)])
    await tell(place, ['charge.refunded', charge('ch_1', 1_000, { amount_refunded: 400 }), 10])
    expect(await ledgerOf(place)).toEqual({ ch_1: '1000' })
    await tell(place, ['charge.updated', charge('ch_1', 1_000, { amount_refunded: 400 }), 20])
    expect(await ledgerOf(place)).toEqual({ ch_1: '600' })
  })

  test('update subscriber off: the money counts, name, plan and group do not', async () => {
    const place = await connectedTeam()
    const setting = { updateSubscriber: false, fullName: true, userGroup: 'Buyers' }
    await save(place, 'charge.succeeded', setting)
    await save(place, 'customer.subscription.created', setting)
    await tell(
      place,
      ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', ...named })],
      ['customer.subscription.created', subscription('sub_1', 'cus_1', 900), 1],
    )
    expect(await peopleOf(place)).toMatchObject([
      { email: 'ada@example.com', name: null, ltv: { USD: '1000' }, mrr: nothing, plan: null, group: null },
    ])
  })

  test('full name and user group', async () => {
    const place = await connectedTeam()
    await save(place, 'charge.succeeded', { fullName: true, userGroup: 'Buyers' })
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, named)])
    expect(await peopleOf(place)).toMatchObject([{ name: 'Ada Lovelace', group: 'Buyers' }])
  })

  test('a user group reaches the person of an event that had to wait', async () => {
    const place = await connectedTeam()
    await save(place, 'charge.succeeded', { userGroup: 'Buyers' })
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', billing_details: {} })])
    await tell(place, ['customer.created', customer('cus_1', 'ada@example.com'), 1])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', group: 'Buyers' }])
  })
})

describe('a customer is deleted', () => {
  const outcomes = [
    ['unsubscribe', { unsubscribed: true, deleted: false }],
    ['delete', { unsubscribed: true, deleted: true }],
    ['nothing', { unsubscribed: false, deleted: false }],
  ] as const

  test.each(outcomes)('on delete = %s', async (onDelete, expected) => {
    const place = await connectedTeam()
    await save(place, 'customer.deleted', { onDelete })
    await tell(place, ['customer.created', customer('cus_1', 'ada@example.com')])
    await tell(place, ['customer.deleted', customer('cus_1', 'ada@example.com'), 10])
    // Older than the deletion, arriving late: it never brings the person back.
    await tell(place, ['customer.updated', customer('cus_1', 'ada@example.com'), 5])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ...expected }])
  })

  test('another live customer of the same person keeps it subscribed, until that one goes too', async () => {
    const place = await connectedTeam()
    await tell(
      place,
      ['customer.created', customer('cus_1', 'both@example.com')],
      ['customer.created', customer('cus_2', 'both@example.com')],
      ['customer.deleted', customer('cus_1', 'both@example.com'), 10],
    )
    expect(await peopleOf(place)).toMatchObject([{ email: 'both@example.com', unsubscribed: false, deleted: false }])
    await tell(place, ['customer.deleted', customer('cus_2', 'both@example.com'), 20])
    expect(await peopleOf(place)).toMatchObject([{ unsubscribed: true, deleted: false }])
  })
})
