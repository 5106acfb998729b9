import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { FlowLoop } from './loop'
import { call, liveFlow, notes, runAll, runsOf } from './testing'

useTestDatabase()

const invoice = (id: string, more: object = {}) => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  customer_email: 'ada@example.com',
  amount_due: 4_900,
  amount_paid: 0,
  currency: 'usd',
  status: 'open',
  ...more,
})

/** The bank declines one invoice again and again. */
async function failing(place: Place, times: number, id = 'in_1') {
  await postAll([
    stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com')),
    ...Array.from({ length: times }, (_, n) =>
      stripeEvent(place, 'invoice.payment_failed', invoice(id, { attempt_count: n + 1 }), n + 1),
    ),
  ])
  await applyAll()
}

const reasonsOf = async (place: Place) => (await runsOf(place)).map(({ state, reason }) => reason ?? state).sort()

test('FL-04 eight failures of one invoice: one goes through, seven are skipped', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { on: 'invoice.payment_failed', steps: [call()], cap: { times: 1, hours: 24 } })
  await failing(place, 8)
  const { kinds, seen } = notes(place)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(1)
  expect(await reasonsOf(place)).toEqual(['done', ...Array(7).fill('flow_cap')])
})

test('FL-04 two processes let one in between them, and another invoice and another day count anew', async () => {
  const place = await connectedTeam()
  const flow = await liveFlow(place, { on: 'invoice.payment_failed', steps: [call()], cap: { times: 2, hours: 24 } })
  await failing(place, 8)
  const { kinds, seen } = notes(place)
  const other = new FlowLoop({ request: () => Promise.reject(new Error('nothing is called here')) }, kinds)
  other.start()
  await runAll(place, { kinds })
  await other.stop()
  expect(seen).toHaveLength(2)
  await failing(place, 1, 'in_2')
  await rowsOf(
    place,
    sql`update flow_runs set entered_at = entered_at - interval '25 hours' where flow_id = ${flow} and entered_at is not null`,
  )
  await failing(place, 1)
  await runAll(place, { kinds })
  expect(seen).toHaveLength(4)
})

test('without a cap, and about nothing that could be counted, it begins as often as it happens', async () => {
  const place = await connectedTeam()
  await liveFlow(place, { steps: [call()], cap: { times: 1, hours: 24 } })
  await postAll(['ch_1', 'ch_2', 'ch_3'].map((id) => stripeEvent(place, 'charge.succeeded', charge(id, 100))))
  await applyAll()
  await runAll(place, { kinds: notes(place).kinds })
  expect(await reasonsOf(place)).toEqual(['done', 'done', 'done'])
})
