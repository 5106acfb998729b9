import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry } from '@/lib/lane/command'
import { applyAll, connectedTeam, type Place, rowsOf, withLane } from '@/lib/lane/testing'
import { charge, postAll, refund, start, stripeEvent } from '@/lib/lane/testing-stripe'
import { type FakeStripe, fakeStripe, settle } from '@/lib/look-ups/testing-api'
import { divideHalfUp } from '@/lib/money'
import { importRates } from '@/lib/rates/mutations'
import { parseRates } from '@/lib/rates/parse'
import { recomputeSiteTask } from '@/worker/tasks/recompute-site'

useTestDatabase()

let stripe: FakeStripe
let place: Place
beforeAll(async () => {
  stripe = await fakeStripe(() => place.account)
})
afterAll(() => stripe.stop())
beforeEach(async () => {
  place = await connectedTeam()
  await rowsOf(place, sql`update sites set reporting_currency = 'USD'`)
  await db.execute(sql`delete from exchange_rates`)
  Object.assign(stripe, { objects: {}, asked: [], mistakes: [], failures: [] })
})

const dayOf = (second = 0) => new Date((start + second) * 1000).toISOString().slice(0, 10)
const daysBefore = (days: number) => dayOf(-days * 86_400)

async function rates(...lines: string[]) {
  const { rates: read, problems } = parseRates(`day,from,to,rate\n${lines.join('\n')}`)
  expect(problems).toEqual([])
  await importRates(read, 'cli')
}

async function paid(...charges: object[]) {
  await postAll(charges.map((one) => stripeEvent(place, 'charge.succeeded', one)))
  await applyAll()
}

async function value() {
  const [row] = await rowsOf<{ value: string | null; by: object; left: object }>(
    place,
    sql`select lifetime_value::text as value, lifetime_value_by_currency as by, lifetime_value_not_converted as "left" from subscribers`,
  )
  return row
}

async function computeAgain() {
  const people = await rowsOf<{ id: string }>(place, sql`select id from subscribers`)
  const command = { name: 'project' as const, subscribers: people.map((row) => row.id) }
  await withTeams(place.teamId, (tx) => writeEntries(tx, [commandEntry(place, command)]))
  await applyAll()
}

const eur = (id: string, amount: number, more: object = {}) => charge(id, amount, { currency: 'eur', ...more })
const booked = (amount: number, currency: string, more: object = {}) => ({
  id: 'txn_1',
  object: 'balance_transaction',
  amount,
  currency,
  exchange_rate: 108.42,
  ...more,
})

describe('LT-06 the reporting figure (docs/money.md)', () => {
  test('a site that changes its reporting currency has Stripe asked what it booked, charges of long ago included', async () => {
    await rowsOf(place, sql`update sites set reporting_currency = 'EUR'`)
    stripe.objects.txn_1 = booked(2_168, 'usd', { source: 'ch_1', livemode: true })
    await paid(eur('ch_1', 2_000, { balance_transaction: 'txn_1' }))
    expect(stripe.asked).toEqual([])
    await rowsOf(place, sql`update sites set reporting_currency = 'USD'`)
    await withLane(recomputeSiteTask({ team_id: place.teamId, site_id: place.siteId }))
    await settle()
    expect(stripe.asked).toEqual(['GET /v1/balance_transactions/txn_1'])
    expect(await value()).toEqual({ value: '2168', by: { EUR: '2000' }, left: {} })
  })

  test('what is in the reporting currency needs no rate, what is not and has none is left out and listed', async () => {
    await paid(charge('ch_1', 10_000), eur('ch_2', 2_000), charge('ch_3', 500, { currency: 'jpy' }))
    expect(await value()).toEqual({
      value: '10000',
      by: { USD: '10000', EUR: '2000', JPY: '500' },
      left: { EUR: '2000', JPY: '500' },
    })
  })

  test('what Stripe booked for the charge is taken as it is, never times exchange_rate', async () => {
    await paid(eur('ch_1', 2_000, { balance_transaction: booked(2_168, 'usd') }))
    expect(await value()).toEqual({ value: '2168', by: { EUR: '2000' }, left: {} })
    // Yen have no decimals: 5,000 yen booked as $33.21.
    await paid(charge('ch_2', 5_000, { currency: 'jpy', balance_transaction: booked(3_321, 'usd', { id: 'txn_2' }) }))
    expect(await value()).toMatchObject({ value: String(2_168 + 3_321) })
  })

  test('a refund of a booked charge takes its share of what was booked, rounded half up once a charge', async () => {
    const one = eur('ch_1', 2_000, { balance_transaction: booked(2_169, 'usd') })
    await paid(one)
    await postAll([stripeEvent(place, 'charge.refunded', eur('ch_1', 2_000, { amount_refunded: 1_000 }), 10)])
    await applyAll()
    expect(await value()).toMatchObject({ value: '1085', by: { EUR: '1000' } }) // 1084.5
    await postAll([stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 2_000, { currency: 'eur' }), 20)])
    await applyAll()
    expect(await value()).toMatchObject({ value: '0', left: {} })
  })

  test('what was booked in a third currency says nothing', async () => {
    await paid(eur('ch_1', 2_000, { balance_transaction: booked(1_700, 'gbp') }))
    expect(await value()).toMatchObject({ value: '0', left: { EUR: '2000' } })
  })

  test('the operator’s rate is that of the day it was paid, else the latest of the 31 days before', async () => {
    await rates(`${dayOf(86_400)},EUR,USD,9`, `${dayOf()},EUR,USD,1.10`, `${daysBefore(1)},EUR,USD,5`)
    await paid(eur('ch_1', 2_000))
    expect(await value()).toMatchObject({ value: '2200', left: {} })
    await db.execute(sql`delete from exchange_rates where day >= ${dayOf()}`)
    await computeAgain()
    expect(await value()).toMatchObject({ value: '10000' })
  })

  test('a rate 31 days old counts, one of 32 days does not', async () => {
    await rates(`${daysBefore(32)},EUR,USD,5`)
    await paid(eur('ch_1', 2_000))
    expect(await value()).toMatchObject({ value: '0', left: { EUR: '2000' } })
    await rates(`${daysBefore(31)},EUR,USD,1.10`)
    await computeAgain()
    expect(await value()).toMatchObject({ value: '2200', left: {} })
  })

  test('a rate written the other way round is turned; none is made through a third currency', async () => {
    await rates(`${dayOf()},USD,EUR,0.8`, `${dayOf()},EUR,GBP,0.9`)
    await paid(eur('ch_1', 2_000), charge('ch_2', 900, { currency: 'gbp' }))
    expect(await value()).toMatchObject({ value: '2500', left: { GBP: '900' } })
  })

  test('LT-05 rates between currencies of 0, 2 and 3 decimals', async () => {
    await rates(`${dayOf()},JPY,USD,0.0067`, `${dayOf()},KWD,USD,3.25`)
    await paid(charge('ch_1', 5_000, { currency: 'jpy' }), charge('ch_2', 5_120, { currency: 'kwd' }))
    expect(await value()).toMatchObject({ value: String(3_350 + 1_664), left: {} })
  })

  test('LT-07 the largest amounts are exact to the last digit', async () => {
    const huge = 999_999_999_999_999
    await rates(`${dayOf()},EUR,USD,1.000000000001`)
    await paid(eur('ch_1', huge), eur('ch_2', huge, { balance_transaction: booked(huge - 2, 'usd') }))
    expect(await value()).toMatchObject({
      value: String(BigInt(huge) + 1000n + BigInt(huge) - 2n),
      by: { EUR: String(2n * BigInt(huge)) },
    })
  })

  test('the statement rounds as lib/money does, whatever the numbers', async () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 30n })
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 20n })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(amount, divisor), { minLength: 20, maxLength: 20 }), async (pairs) => {
        const rows = sql.join(
          pairs.map(
            ([a, b], n) =>
              sql`select ${n}::int as n, sluice_half_up(${String(a)}::numeric, ${String(b)}::numeric)::text as q`,
          ),
          sql` union all `,
        )
        const found = await db.execute<{ q: string }>(sql`select q from (${rows}) r order by n`)
        expect(found.rows.map((row) => row.q)).toEqual(pairs.map(([a, b]) => String(divideHalfUp(a, b))))
      }),
      { numRuns: 10 },
    )
  })
})

describe('asking Stripe what it booked', () => {
  const known = () => {
    stripe.objects.txn_1 = booked(2_168, 'usd', { source: 'ch_1', livemode: true })
  }

  test('is done for a charge that nothing else converts, and answers it', async () => {
    known()
    await postAll([stripeEvent(place, 'charge.succeeded', eur('ch_1', 2_000, { balance_transaction: 'txn_1' }))])
    await settle()
    expect(stripe.asked).toEqual(['GET /v1/balance_transactions/txn_1'])
    expect(stripe.mistakes).toEqual([])
    expect(await value()).toEqual({ value: '2168', by: { EUR: '2000' }, left: {} })
  })

  test('is not done in the reporting currency, or for what does not count', async () => {
    known()
    await postAll([
      stripeEvent(place, 'charge.succeeded', charge('ch_2', 2_000, { balance_transaction: 'txn_2' })),
      stripeEvent(place, 'charge.failed', charge('ch_3', 2_000, { currency: 'gbp', status: 'failed', paid: false })),
    ])
    await settle()
    expect(stripe.asked).toEqual([])
  })

  test.each(['before', 'after'])('comes before a rate that was imported %s it', async (when) => {
    known()
    if (when === 'before') await rates(`${dayOf()},EUR,USD,1.10`)
    await postAll([stripeEvent(place, 'charge.succeeded', eur('ch_1', 2_000, { balance_transaction: 'txn_1' }))])
    await settle()
    if (when === 'after') await rates(`${dayOf()},EUR,USD,1.10`)
    await computeAgain()
    expect(await value()).toMatchObject({ value: '2168' })
  })

  test('a rate fills in where Stripe has no answer', async () => {
    await rates(`${dayOf()},EUR,USD,1.10`)
    await postAll([stripeEvent(place, 'charge.succeeded', eur('ch_1', 2_000, { balance_transaction: 'txn_1' }))])
    await settle()
    expect(stripe.asked).toEqual(['GET /v1/balance_transactions/txn_1'])
    expect(await value()).toMatchObject({ value: '2200', left: {} })
  })

  test('waits until Stripe has booked it: a charge captured asynchronously names its balance transaction later', async () => {
    known()
    await postAll([stripeEvent(place, 'charge.succeeded', eur('ch_1', 2_000))])
    await settle()
    expect(stripe.asked).toEqual([])
    await postAll([stripeEvent(place, 'charge.updated', eur('ch_1', 2_000, { balance_transaction: 'txn_1' }), 5)])
    await settle()
    expect(await value()).toMatchObject({ value: '2168' })
  })

  test('a balance transaction of a refund says nothing about its charge', async () => {
    stripe.objects.txn_1 = booked(-2_168, 'usd', { source: 're_1', livemode: true })
    await postAll([stripeEvent(place, 'charge.succeeded', eur('ch_1', 2_000, { balance_transaction: 'txn_1' }))])
    await settle()
    expect(await value()).toMatchObject({ value: '0', left: { EUR: '2000' } })
  })
})
