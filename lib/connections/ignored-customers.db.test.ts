import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { sluice } from './actor'
import { changeIgnoredCustomers, ignoredCustomersChanges, mostIgnored, readIgnoredCustomers } from './ignored-customers'

useTestDatabase()

const change = ({ teamId, connectionId }: Place, ...changes: [customer_id: string, ignored: boolean][]) =>
  changeIgnoredCustomers(
    teamId,
    connectionId,
    { changes: changes.map(([customer_id, ignored]) => ({ customer_id, ignored })) },
    sluice,
  )

test('the list says who is on it, as far as somebody is known, and each change is on record', async () => {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_ada', 'ada@example.com'))])
  await applyAll()
  expect(await change(place, ['cus_ada', true], ['cus_who', true])).toMatchObject({
    data: [
      { customer_id: 'cus_ada', subscriber: { email: 'ada@example.com' } },
      { customer_id: 'cus_who', subscriber: null },
    ],
  })
  // Again changes nothing, and is not recorded.
  await change(place, ['cus_ada', true])
  await change(place, ['cus_who', false])
  const listed = await readIgnoredCustomers(place.teamId, place.connectionId)
  expect(listed?.data.map((each) => each.customer_id)).toEqual(['cus_ada'])
  expect(
    await rowsOf(place, sql`select detail from audit_log where action = 'connection.ignored_customers' order by id`),
  ).toEqual([
    { detail: { added: ['cus_ada', 'cus_who'], removed: [] } },
    { detail: { added: [], removed: ['cus_who'] } },
  ])
})

test('another team’s connection has no list, and no list grows without end', async () => {
  const [mine, theirs] = [await connectedTeam(), await connectedTeam()]
  expect(await readIgnoredCustomers(mine.teamId, theirs.connectionId)).toBeNull()
  const many = Array.from({ length: mostIgnored }, (_, nth): [string, boolean] => [`cus_${nth}`, true])
  await change(mine, ...many)
  expect(await change(mine, ['cus_one_more', true])).toBe('too_many')
})

test('only what can be a Stripe id is taken', () => {
  const accepts = (customer_id: string) =>
    ignoredCustomersChanges.safeParse({ changes: [{ customer_id, ignored: true }] }).success
  expect(accepts(' cus_NffrFeUfNV2Hib ')).toBe(true)
  for (const wrong of ['', 'ada@example.com', 'cus 1', 'x'.repeat(256)]) expect(accepts(wrong)).toBe(false)
})
