import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { EventFilter } from '@/db/schema/connections'
import { connections } from '@/db/schema/connections'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { readEventSettings, saveEventSettings } from '@/lib/connections/event-settings'
import { changeIgnoredCustomers } from '@/lib/connections/ignored-customers'
import { applyMissed, missedCounts } from '@/lib/inbox/missed'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import {
  charge,
  customer,
  eventsOf,
  ledgerOf,
  peopleOf,
  postAll,
  refund,
  stripeEvent,
  subscription,
} from './testing-stripe'

useTestDatabase()

async function limit({ teamId, connectionId }: Place, type: string, filter: EventFilter | null) {
  const now = await readEventSettings(teamId, connectionId)
  const saved = await saveEventSettings(
    teamId,
    connectionId,
    { changes: [{ type, filter }], version: now?.version ?? 0 },
    sluice,
  )
  expect(saved.outcome).toBe('saved')
}

const ignore = ({ teamId, connectionId }: Place, id: string, ignored = true) =>
  changeIgnoredCustomers(teamId, connectionId, { changes: [{ customer_id: id, ignored }] }, sluice)

async function tell(place: Place, ...events: [type: string, object: object, second?: number][]) {
  await postAll(events.map(([type, object, second]) => stripeEvent(place, type, object, second)))
  await applyAll()
}

const decisionsOf = (place: Place) =>
  rowsOf<{ type: string; left_out: unknown; filter: unknown }>(
    place,
    sql`select type, decision->'left_out' as left_out, decision->'filter' as filter from events order by id`,
  )

const created = 'customer.subscription.created'
const of = (id: string, product: string) => {
  const plain = subscription(id, `cus_${id}`, 900)
  const [item] = plain.items.data
  return { ...plain, items: { ...plain.items, data: [{ ...item, price: { ...item?.price, product } }] } }
}

describe('a filter', () => {
  test('what matches counts; what does not is kept and says which condition it failed', async () => {
    const place = await connectedTeam()
    await limit(place, created, { products: ['prod_pro'] })
    await tell(
      place,
      ['customer.created', customer('cus_sub_1', 'ada@example.com')],
      ['customer.created', customer('cus_sub_2', 'bob@example.com')],
      [created, of('sub_1', 'prod_pro'), 1],
      [created, of('sub_2', 'prod_mug'), 1],
    )
    expect(await peopleOf(place)).toMatchObject([
      { email: 'ada@example.com', mrr: { USD: '900' } },
      { email: 'bob@example.com', mrr: expect.not.objectContaining({ USD: '900' }) },
    ])
    expect((await eventsOf(place)).slice(2)).toMatchObject([
      { status: 'processed', reason: null },
      { status: 'ignored', reason: 'filtered' },
    ])
    expect((await decisionsOf(place)).slice(2)).toMatchObject([
      { left_out: null, filter: { products: ['prod_pro'] } },
      { left_out: { by: 'filter', rule: { products: ['prod_pro'] } }, filter: { products: ['prod_pro'] } },
    ])
  })

  test('like a switched-off event it still tells whose customer this is', async () => {
    const place = await connectedTeam()
    await limit(place, 'charge.succeeded', { metadata: [{ key: 'shop', value: 'a' }] })
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_sub_1', metadata: { shop: 'b' } })])
    expect(await ledgerOf(place)).toEqual({})
    expect(await peopleOf(place)).toEqual([])
    await tell(place, [created, of('sub_1', 'prod_pro'), 1])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', mrr: { USD: '900' } }])
  })

  test('the first decision stands: a filter made while an event waits does not catch it', async () => {
    const place = await connectedTeam()
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_1', billing_details: {} })])
    await limit(place, 'charge.succeeded', { metadata: [{ key: 'shop', value: 'a' }] })
    await tell(place, ['customer.created', customer('cus_1', 'ada@example.com'), 1])
    expect(await eventsOf(place)).toMatchObject([{ status: 'processed' }, { status: 'processed' }])
    expect(await peopleOf(place)).toMatchObject([{ ltv: { USD: '1000' } }])
  })

  test('what an earlier filter left out can be applied; what today’s leaves out was not missed', async () => {
    const place = await connectedTeam()
    const missed = () => missedCounts(place.teamId, place.connectionId)
    await limit(place, 'charge.succeeded', { metadata: [{ key: 'shop', value: 'a' }] })
    await tell(
      place,
      ['charge.succeeded', charge('ch_1', 1_000, { metadata: { shop: 'b' } })],
      ['charge.succeeded', charge('ch_2', 500, { metadata: { shop: 'c' } })],
    )
    expect(await missed()).toEqual({})

    await limit(place, 'charge.succeeded', { metadata: [{ key: 'shop', value: 'b' }] })
    expect(await missed()).toEqual({ 'charge.succeeded': 2 })
    expect(await applyMissed(place.teamId, place.connectionId, 'charge.succeeded', sluice)).toBe(2)
    await applyAll()
    expect(await ledgerOf(place)).toEqual({ ch_1: '1000' })
    expect(await eventsOf(place)).toMatchObject([{ status: 'processed' }, { status: 'ignored', reason: 'filtered' }])
    expect(await missed()).toEqual({})

    await limit(place, 'charge.succeeded', null)
    expect(await missed()).toEqual({ 'charge.succeeded': 1 })
  })
})

describe('an ignored customer', () => {
  test('counts for nothing from then on, refunds and disputes of its charges too; what was counted stays', async () => {
    const place = await connectedTeam()
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_noise' })])
    await ignore(place, 'cus_noise')
    await tell(
      place,
      ['charge.succeeded', charge('ch_2', 700, { customer: 'cus_noise' }), 10],
      ['refund.created', refund('re_2', 'ch_2', 700), 11],
      [
        'charge.succeeded',
        charge('ch_3', 300, { customer: 'cus_else', billing_details: { email: 'x@example.com' } }),
        12,
      ],
    )
    await tell(
      place,
      ['refund.created', refund('re_1', 'ch_1', 1_000), 20],
      ['refund.updated', refund('re_2', 'ch_2', 700), 21],
    )
    expect(await ledgerOf(place)).toEqual({ ch_1: '1000', ch_3: '300' })
    const told = (await eventsOf(place)).map(({ type, reason }) => `${type} ${reason}`)
    expect(told).toEqual([
      'charge.succeeded null',
      'charge.succeeded ignored_customer',
      'refund.created ignored_customer',
      'charge.succeeded null',
      'refund.created ignored_customer',
      'refund.updated ignored_customer',
    ])
    expect((await decisionsOf(place))[1]).toMatchObject({ left_out: { by: 'customer', customer: 'cus_noise' } })
  })

  test('nor does a refund that came before its charge and waited', async () => {
    const place = await connectedTeam()
    await ignore(place, 'cus_noise')
    await tell(place, ['refund.created', refund('re_1', 'ch_1', 200), 5])
    expect(await eventsOf(place)).toMatchObject([{ status: 'waiting' }])
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_noise' })])
    await applyAll()
    expect((await eventsOf(place)).map(({ type, reason }) => `${type} ${reason}`)).toEqual([
      'refund.created ignored_customer',
      'charge.succeeded ignored_customer',
    ])
    expect((await decisionsOf(place))[0]).toMatchObject({ left_out: { by: 'customer', customer: 'cus_noise' } })
    expect(await rowsOf(place, sql`select 1 from waiting`)).toEqual([])
  })

  test('nor does a payment of their invoice that was recorded outside Stripe', async () => {
    const place = await connectedTeam()
    await ignore(place, 'cus_noise')
    const paid = {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_noise',
      customer_email: 'noise@example.com',
      status: 'paid',
      amount_due: 900,
      amount_paid: 900,
      total: 900,
      currency: 'usd',
    }
    const recorded = (id: string) => ({
      id,
      object: 'invoice_payment',
      invoice: 'in_1',
      amount_paid: 900,
      currency: 'usd',
      status: 'paid',
      payment: { type: 'payment_record', payment_record: `pr_${id}` },
    })
    // The first is told in the invoice's own batch, the second by what was kept of it.
    await tell(place, ['invoice_payment.paid', recorded('inpay_1'), 1], ['invoice.paid', paid])
    await tell(place, ['invoice_payment.paid', recorded('inpay_2'), 5])
    expect(await eventsOf(place)).toEqual(
      ['invoice_payment.paid', 'invoice.paid', 'invoice_payment.paid'].map((type) => ({
        type,
        status: 'ignored',
        reason: 'ignored_customer',
        siteId: place.siteId,
      })),
    )
    expect(await rowsOf(place, sql`select invoice_id from invoices`)).toEqual([])
  })

  test('taken off the list, what came meanwhile can be applied', async () => {
    const place = await connectedTeam()
    await ignore(place, 'cus_noise')
    await tell(place, ['charge.succeeded', charge('ch_1', 1_000, { customer: 'cus_noise' })])
    expect(await missedCounts(place.teamId, place.connectionId)).toEqual({})
    expect(await ignore(place, 'cus_noise', false)).toEqual({ data: [] })
    expect(await missedCounts(place.teamId, place.connectionId)).toEqual({ 'charge.succeeded': 1 })
    await applyMissed(place.teamId, place.connectionId, 'charge.succeeded', sluice)
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '1000' } }])
    const [row] = await rowsOf(place, sql`select ignored_customers as ids from ${connections}`)
    expect(row).toEqual({ ids: [] })
  })

  test('never silences what keeps the connection right', async () => {
    const place = await connectedTeam()
    await ignore(place, 'cus_noise')
    await tell(place, ['account.updated', { id: place.account, object: 'account', customer: 'cus_noise' }])
    expect(await eventsOf(place)).toMatchObject([{ status: 'processed' }])
  })
})
