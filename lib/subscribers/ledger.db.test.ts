import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { GET as ledger } from '@/app/api/v1/subscribers/[id]/ledger/route'
import { GET as subscriber } from '@/app/api/v1/subscribers/[id]/route'
import { useTestDatabase } from '@/db/testing'
import { call, makeKey } from '@/lib/auth/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, postAll, refund, start, stripeEvent } from '@/lib/lane/testing-stripe'
import { importRates } from '@/lib/rates/mutations'
import type { LedgerLineJson } from './ledger-json'

useTestDatabase()

async function readAs(place: Place) {
  const [row] = await rowsOf<{ id: string }>(place, sql`select id from subscribers`)
  const { headers } = await makeKey(place.teamId, 'viewer')
  const params = { id: row?.id ?? '' }
  const page = async (query: Record<string, string> = {}) => (await call(ledger, { headers, params, query })).body
  return { page, person: (await call(subscriber, { headers, params })).body, headers, params }
}

const day = new Date(start * 1000).toISOString().slice(0, 10)

test('LT-06 the lines add up to the subscriber, per currency and in the reporting one, and say how', async () => {
  const place = await connectedTeam()
  await rowsOf(place, sql`update sites set reporting_currency = 'USD'`)
  await importRates([{ day, from: 'EUR', to: 'USD', rate: '1.0842' }], 'cli')
  const booked = { id: 'txn_3', object: 'balance_transaction', amount: 661, currency: 'usd' }
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 10_000)),
    stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 2_500), 5),
    stripeEvent(place, 'charge.succeeded', charge('ch_2', 1_999, { currency: 'eur', created: start + 1 })),
    stripeEvent(
      place,
      'charge.succeeded',
      charge('ch_3', 1_000, { currency: 'jpy', created: start + 2, balance_transaction: booked }),
    ),
    stripeEvent(place, 'charge.succeeded', charge('ch_4', 300, { currency: 'gbp', created: start + 3 })),
  ])
  await applyAll()
  const { page, person } = await readAs(place)
  const { data, reporting_currency } = (await page()) as { data: LedgerLineJson[]; reporting_currency: string }
  expect(reporting_currency).toBe('USD')
  expect(data.map((line) => [line.id, line.counted.amount, line.worth?.amount ?? null, line.conversion])).toEqual([
    ['ch_4', '3.00', null, { by: 'none' }],
    ['ch_3', '1000', '6.61', { by: 'stripe', settled: { amount: '6.61', minor: '661' } }],
    ['ch_2', '19.99', '21.67', { by: 'rate', rate: '1.0842', day, from: 'EUR', to: 'USD' }],
    ['ch_1', '75.00', '75.00', { by: 'same' }],
  ])
  expect(person).toMatchObject({
    lifetime_value: '103.28',
    lifetime_value_by_currency: { USD: { amount: '75.00' }, EUR: { amount: '19.99' }, JPY: { amount: '1000' } },
    lifetime_value_not_converted: { GBP: { amount: '3.00', minor: '300' } },
  })
  expect(data[3]?.facts).toMatchObject([
    { text: 'Collected $100.00', event_id: expect.any(String) },
    { text: 'Refund of $25.00', event_id: expect.any(String) },
  ])
})

test('LT-07 past 2^53 every digit arrives, in lines, facts and sums', async () => {
  const place = await connectedTeam()
  const most = 999_999_999_999_999n
  const charges = Array.from({ length: 10 }, (_, n) => charge(`ch_${n}`, Number(most), { created: start + n }))
  await postAll(charges.map((one) => stripeEvent(place, 'charge.succeeded', one)))
  await applyAll()
  const { page, person } = await readAs(place)
  const sum = String(most * 10n) // 9,999,999,999,999,990 > 2^53
  expect(person).toMatchObject({
    lifetime_value: `${sum.slice(0, -2)}.${sum.slice(-2)}`,
    lifetime_value_by_currency: { USD: { minor: sum } },
  })
  const [line] = (await page()).data
  expect(line.net).toEqual({ amount: '9999999999999.99', minor: '999999999999999' })
})

test('pages go on where the last one ended, also among charges without a date; a foreign cursor is refused', async () => {
  const place = await connectedTeam()
  await postAll([
    ...[0, 1, 2].map((n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100, { created: start + n }))),
    ...[3, 4].map((n) =>
      stripeEvent(
        place,
        'charge.failed',
        charge(`ch_${n}`, 100, { status: 'failed', captured: false, amount_captured: 0 }),
      ),
    ),
  ])
  await applyAll()
  const { page, headers, params } = await readAs(place)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { data, next_cursor } = await page({ limit: '2', ...(cursor ? { cursor } : {}) })
    seen.push(...data.map((line: LedgerLineJson) => line.id))
    cursor = next_cursor
  }
  expect(seen).toEqual(['ch_2', 'ch_1', 'ch_0', 'ch_4', 'ch_3'])
  for (const cursor of ['x', Buffer.from('["now()","",""]').toString('base64url')])
    expect(await call(ledger, { headers, params, query: { cursor } })).toMatchObject({ status: 422 })
})

test('RT-09 a fact leads to the event of its own mode, whatever id the other one used', async () => {
  const place = await connectedTeam()
  const paid = stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { customer: 'cus_1' }))
  await postAll([paid])
  await postAll([{ ...paid, livemode: false }])
  await applyAll()
  const live = await rowsOf<{ id: string }>(place, sql`select id from events where livemode`)
  await rowsOf(place, sql`delete from subscribers where not livemode`)
  const { page } = await readAs(place)
  const { data } = (await page()) as { data: LedgerLineJson[] }
  expect(data[0]?.facts.map((fact) => fact.event_id)).toEqual([live[0]?.id])
})
