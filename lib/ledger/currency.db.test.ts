import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, start, stripeEvent, subscription } from '@/lib/lane/testing-stripe'
import { importRates } from '@/lib/rates/mutations'

useTestDatabase()

let place: Place
beforeEach(async () => {
  place = await connectedTeam()
  await db.execute(sql`delete from exchange_rates`)
})

async function told(...events: [type: string, object: object, second?: number][]) {
  for (const [type, object, second] of events) {
    await postAll([stripeEvent(place, type, object, second)])
    await applyAll()
  }
  const [row] = await rowsOf(
    place,
    sql`select currency, reporting_currency as reporting, plan, mrr::text, lifetime_value::text as value,
      lifetime_value_by_currency as by from subscribers`,
  )
  return row
}

const usd = { reporting_currency: 'USD' }
const reportIn = ({ reporting_currency }: { reporting_currency: string }) =>
  rowsOf(place, sql`update sites set reporting_currency = ${reporting_currency}`)

const ada = customer('cus_1', 'ada@example.com')
const plan = (id: string, nickname: string, amount: number, currency: string, startedAt = 0) => {
  const { items, ...made } = subscription(id, 'cus_1', amount, { currency, start_date: start + startedAt })
  const data = items.data.map((item) => ({
    ...item,
    price: { ...item.price, id: `price_${id}`, product: `prod_${id}`, nickname, currency },
  }))
  return { ...made, items: { ...items, data } }
}
const dollars = plan('sub_usd', 'Dollars', 10_000, 'usd')
const yen = (amount: number) => plan('sub_jpy', 'Yen', amount, 'jpy', 60)

describe('LT-06 the currency of a person', () => {
  test('is the one Stripe bills the customer in where nothing was paid or subscribed to, the newest word first', async () => {
    const billed = (currency: string | null) => ({ ...ada, currency })
    expect(await told(['customer.created', billed(null)])).toMatchObject({ currency: null })
    expect(await told(['customer.updated', billed('eur'), 1])).toMatchObject({ currency: 'EUR' })
    expect(await told(['customer.updated', billed('jpy'), 0])).toMatchObject({ currency: 'EUR' })
    const subscribed = plan('sub_usd', 'Dollars', 1_000, 'usd')
    expect(await told(['customer.subscription.created', subscribed, 2])).toMatchObject({ currency: 'USD' })
  })

  test('is not that of a payment that failed or was never collected', async () => {
    const fails = charge('ch_1', 900, {
      customer: 'cus_1',
      currency: 'eur',
      status: 'failed',
      paid: false,
      captured: false,
      amount_captured: 0,
    })
    const held = charge('ch_2', 900, { customer: 'cus_1', currency: 'gbp', captured: false, amount_captured: 0 })
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', plan('sub_usd', 'Dollars', 1_000, 'usd'), 1],
        ['charge.failed', fails, 2],
        ['charge.succeeded', held, 3],
      ),
    ).toEqual({ currency: 'USD', reporting: 'USD', plan: 'Dollars', mrr: '1000', value: '0', by: {} })
  })

  test('without any payment lifetime value is zero in the currency of the account', async () => {
    await rowsOf(place, sql`update connections set default_currency = 'eur'`)
    expect(await told(['customer.created', ada])).toMatchObject({ reporting: 'EUR', value: '0' })
  })
})

describe('LT-06 of subscriptions in several currencies', () => {
  test('without a rate the one in the reporting currency is the plan, however many yen another has', async () => {
    await reportIn(usd)
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', yen(11_000), 1],
        ['customer.subscription.created', dollars, 2],
      ),
    ).toMatchObject({ plan: 'Dollars', currency: 'USD' })
  })

  test('without a rate and none in the reporting currency the newest is the plan', async () => {
    await reportIn(usd)
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', plan('sub_eur', 'Euros', 90_000, 'eur'), 1],
        ['customer.subscription.created', yen(1_500), 2],
      ),
    ).toMatchObject({ plan: 'Yen' })
  })

  test('a second one does not move who reports in no currency of the site', async () => {
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', dollars, 1],
        ['customer.subscription.created', yen(150_000), 2],
      ),
    ).toMatchObject({ plan: 'Dollars', currency: 'USD', reporting: 'USD' })
  })

  test('one on trial in the reporting currency does not come before one that pays', async () => {
    await reportIn(usd)
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', plan('sub_eur', 'Euros', 9_000, 'eur'), 1],
        ['customer.subscription.created', { ...dollars, status: 'trialing' }, 2],
      ),
    ).toMatchObject({ plan: 'Euros', mrr: '0' })
  })

  test('with a rate they are compared by worth', async () => {
    await reportIn(usd)
    const day = new Date().toISOString().slice(0, 10)
    await importRates([{ day, from: 'JPY', to: 'USD', rate: '0.01' }], 'cli')
    expect(
      await told(
        ['customer.created', ada],
        ['customer.subscription.created', dollars, 1],
        ['customer.subscription.created', yen(11_000), 2],
      ),
    ).toMatchObject({ plan: 'Yen', currency: 'JPY' })
  })
})
