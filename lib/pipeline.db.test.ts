import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, post, rowsOf } from './lane/testing'
import { charge, stripeEvent } from './lane/testing-stripe'

useTestDatabase()

const ada = { customer: 'cus_ada', billing_details: { email: 'Ada@Example.com', name: 'Ada Lovelace' } }

describe('from a signed webhook to a subscriber', () => {
  test('a charge becomes an event and money on its person', async () => {
    const place = await connectedTeam()
    expect(await post(stripeEvent(place, 'charge.succeeded', charge('ch_1', 4_900, ada)))).toBe(200)
    expect(await applyAll()).toBe(1)

    expect(
      await rowsOf(place, sql`select name, status, reason, party_key, body->'value' as value from events`),
    ).toEqual([
      {
        name: '$ChargeSucceeded',
        status: 'processed',
        reason: null,
        party_key: `cus:${place.connectionId}:cus_ada`,
        value: { amount: '49.00', minor: '4900', currency: 'USD' },
      },
    ])
    expect(
      await rowsOf(
        place,
        sql`select email, name, currency, lifetime_value::text, lifetime_value_by_currency from subscribers`,
      ),
    ).toEqual([
      {
        email: 'Ada@Example.com',
        name: 'Ada Lovelace',
        currency: 'USD',
        lifetime_value: '4900',
        lifetime_value_by_currency: { USD: '4900' },
      },
    ])
  })
})
