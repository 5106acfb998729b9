import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, post, rowsOf } from './lane/testing'

useTestDatabase()

const now = Math.floor(Date.now() / 1000)
const event = (account: string, type: string, object: object, more: object = {}) => ({
  id: `evt_${type.replaceAll('.', '_')}_${Math.random().toString(36).slice(2)}`,
  object: 'event',
  account,
  api_version: '2024-06-20',
  created: now,
  livemode: true,
  type,
  data: { object },
  ...more,
})
const charge = (more: object = {}) => ({
  id: 'ch_1',
  object: 'charge',
  amount: 4900,
  amount_captured: 4900,
  amount_refunded: 0,
  captured: true,
  paid: true,
  status: 'succeeded',
  currency: 'usd',
  customer: 'cus_ada',
  billing_details: { email: 'Ada@Example.com', name: 'Ada Lovelace' },
  created: now,
  ...more,
})

describe('from a signed webhook to a subscriber', () => {
  test('a charge becomes an event and money on its person', async () => {
    const place = await connectedTeam()
    expect(await post(event(place.account, 'charge.succeeded', charge()))).toBe(200)
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
