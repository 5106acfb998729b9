import { type SQL, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { addSite, applyAll, connectedTeam, type Place, rowsOf, withLane } from '@/lib/lane/testing'
import { charge, ledgerOf, peopleOf, postAll, start, stripeEvent, subscription } from '@/lib/lane/testing-stripe'
import { log } from '@/lib/log'
import { importRates } from '@/lib/rates/mutations'
import { recentDrifts } from './alarm'
import { checkFigures } from './check'
import { recomputeConverted, recomputeSite } from './recompute'

useTestDatabase()

let place: Place
let lane: LaneClient
beforeAll(async () => {
  lane = await LaneClient.connect()
})
afterAll(() => lane.close())
beforeEach(async () => {
  await db.execute(sql`delete from counters`)
  await db.execute(sql`delete from exchange_rates`)
  place = await connectedTeam()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const mail = (email: string) => ({ billing_details: { email, name: null } })

async function shop() {
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 10_000, { customer: 'cus_1' })),
    stripeEvent(place, 'charge.refunded', charge('ch_1', 10_000, { customer: 'cus_1', amount_refunded: 2_500 }), 10),
    stripeEvent(place, 'charge.succeeded', charge('ch_2', 2_000, { currency: 'eur', ...mail('bob@example.com') })),
    stripeEvent(place, 'invoice.paid', {
      id: 'in_1',
      object: 'invoice',
      status: 'paid',
      customer: 'cus_1',
      customer_email: 'ada@example.com',
      currency: 'usd',
      total: 700,
      amount_paid_off_stripe: 700,
    }),
    stripeEvent(place, 'customer.subscription.created', subscription('sub_1', 'cus_1', 4_900)),
  ])
  await applyAll(undefined, lane)
}

const everything = async () => ({
  people: await peopleOf(place),
  ledger: await ledgerOf(place),
  values: await rowsOf(
    place,
    sql`select email_key, lifetime_value::text, lifetime_value_not_converted, mrr::text, product_ids from subscribers order by 1`,
  ),
  subscriptions: await rowsOf(place, sql`select product_ids from subscriptions`),
  invoices: await rowsOf(place, sql`select invoice_id, paid_off_stripe::text, party_key from invoices`),
})

const idOf = async (email: string) =>
  (await rowsOf<{ id: string }>(place, sql`select id from subscribers where email_key = ${email}`))[0]?.id

describe('LT-09 the nightly check', () => {
  test('finds nothing where nothing is wrong, also after everything that happens to money', async () => {
    await shop()
    const before = await everything()
    const said = vi.spyOn(log, 'error')
    await checkFigures()
    expect(await applyAll(undefined, lane)).toBe(0)
    expect(await recentDrifts(10)).toEqual([])
    expect(said).not.toHaveBeenCalled()
    expect(await everything()).toEqual(before)
  })

  const damages: [what: string, damage: SQL, names: string][] = [
    [
      'a total',
      sql`update subscribers set lifetime_value_by_currency = '{"USD": "1"}' where email_key = 'ada@example.com'`,
      'ada@example.com',
    ],
    [
      'the reporting figure',
      sql`update subscribers set lifetime_value = 1 where email_key = 'ada@example.com'`,
      'ada@example.com',
    ],
    ['MRR', sql`update subscribers set mrr_by_currency = '{}' where email_key = 'ada@example.com'`, 'ada@example.com'],
    ['a plan', sql`update subscribers set plan = 'Other' where email_key = 'ada@example.com'`, 'ada@example.com'],
    [
      'products',
      sql`update subscribers set product_ids = '{prod_x}' where email_key = 'ada@example.com'`,
      'ada@example.com',
    ],
    ['a charge', sql`update ledger set net = net + 1 where charge_id = 'ch_1'`, 'ada@example.com'],
    ['whose a charge is', sql`update ledger set party_key = null where charge_id = 'ch_2'`, 'bob@example.com'],
    ['a charge that is gone', sql`delete from ledger where charge_id = 'ch_1'`, 'ada@example.com'],
    ['an invoice', sql`update invoices set paid_off_stripe = 0`, 'ada@example.com'],
  ]
  test.each(damages)('finds, repairs and names damage to %s', async (_, damage, email) => {
    await shop()
    const [before, id] = [await everything(), await idOf(email)]
    await rowsOf(place, damage)
    const said = vi.spyOn(log, 'error').mockImplementation(() => {})
    await checkFigures()
    await applyAll(undefined, lane)
    await checkFigures()
    await applyAll(undefined, lane)
    expect(await everything()).toEqual(before)
    expect(said.mock.calls.map(([, fields]) => fields)).toContainEqual(expect.objectContaining({ subscriber: id }))
    expect(await recentDrifts(10)).toContainEqual(expect.objectContaining({ teamId: place.teamId, subscriberId: id }))
  })

  test('products that a process of an older version left out are filled in without an alarm', async () => {
    await shop()
    const before = await everything()
    expect(before.subscriptions).toEqual([{ product_ids: [expect.any(String)] }])
    await rowsOf(place, sql`update subscriptions set product_ids = '{}'`)
    await rowsOf(place, sql`update subscribers set product_ids = '{}'`)
    await withLane(checkFigures(), lane)
    expect(await everything()).toEqual(before)
    expect(await recentDrifts(10)).toEqual([])
  })

  test('a rate that came since is no drift: it is computed again without an alarm', async () => {
    await rowsOf(place, sql`update sites set reporting_currency = 'USD'`)
    await shop()
    await importRates([{ day: dayOf(start), from: 'EUR', to: 'USD', rate: '1.1' }], 'cli')
    await checkFigures()
    await applyAll(undefined, lane)
    expect(await recentDrifts(10)).toEqual([])
    expect(await figureOf('bob@example.com')).toBe('2200')
  })
})

describe('computing again in pages', () => {
  test('everybody on a site follows a change of its reporting currency, and nobody elsewhere', async () => {
    await shop()
    const other = await addSite(place, 'Second')
    await rowsOf(place, sql`update sites set reporting_currency = 'EUR'`)
    await withLane(recomputeSite(place.teamId, other), lane)
    expect(await figureOf('bob@example.com')).toBe('2000')
    expect(await figureOf('ada@example.com')).toBe('7500')
    await withLane(recomputeSite(place.teamId, place.siteId), lane)
    expect(await figureOf('ada@example.com')).toBe('0')
    expect(await figureOf('bob@example.com')).toBe('2000')
  })

  test('an import of rates reaches everybody with money in another currency', async () => {
    await rowsOf(place, sql`update sites set reporting_currency = 'USD'`)
    await shop()
    expect(await figureOf('bob@example.com')).toBe('0')
    await importRates([{ day: dayOf(start), from: 'EUR', to: 'USD', rate: '1.1' }], 'cli')
    const { rows } = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'recompute-converted'`,
    )
    expect(rows[0]?.n).toBe(1)
    await withLane(recomputeConverted(), lane)
    expect(await figureOf('bob@example.com')).toBe('2200')
  })
})

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

async function figureOf(email: string) {
  const rows = await rowsOf<{ v: string }>(
    place,
    sql`select lifetime_value::text as v from subscribers where email_key = ${email}`,
  )
  return rows[0]?.v
}
