import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { applyAll, connectedTeam, type Place } from '@/lib/lane/testing'
import { charge, dispute, ledgerOf, postAll, refund, type StripeEvent, stripeEvent } from '@/lib/lane/testing-stripe'

useTestDatabase()

let place: Place
let lane: LaneClient
beforeAll(async () => {
  lane = await LaneClient.connect()
})
afterAll(() => lane.close())
beforeEach(async () => {
  place = await connectedTeam()
})

type Step = [type: string, object: object, second: number]

/** The net of the charge after all of it; told forwards, and for another team backwards, which must be the same. */
async function netAfter(...steps: Step[]) {
  const net = async (events: StripeEvent[], at: Place) => {
    for (const event of events) {
      await postAll([{ ...event, account: at.account }])
      await applyAll(undefined, lane)
    }
    return (await ledgerOf(at)).ch_1
  }
  const events = steps.map(([type, object, second]) => stripeEvent(place, type, object, second))
  const forwards = await net(events, place)
  const other = await connectedTeam()
  const again = steps.map(([type, object, second]) => stripeEvent(other, type, object, second))
  expect(await net(again.reverse(), other)).toBe(forwards)
  return forwards
}

const paid = (refunded: number, more: object = {}) => charge('ch_1', 10_000, { amount_refunded: refunded, ...more })
const failed = (id: string, amount: number) => refund(id, 'ch_1', amount, { status: 'failed' })

describe('LT-03 a failed refund', () => {
  const story: Step[] = [
    ['charge.succeeded', paid(0), 0],
    ['refund.created', refund('re_1', 'ch_1', 2_500), 10],
    ['charge.refunded', paid(2_500), 10],
    ['refund.failed', failed('re_1', 2_500), 20],
  ]

  test('stays failed while the running total still has it', async () => {
    expect(await netAfter(...story)).toBe('10000')
    place = await connectedTeam()
    expect(await netAfter(...story, ['charge.updated', paid(2_500), 30])).toBe('10000')
  })

  test('is not taken off twice once the running total has dropped, whoever mentions it later', async () => {
    const dropped: Step[] = [
      ['charge.updated', paid(0), 30],
      // Refunded on the dashboard; only the charge tells it.
      ['charge.refunded', paid(3_000), 40],
      ['refund.updated', failed('re_1', 2_500), 50],
    ]
    expect(await netAfter(...story, ...dropped)).toBe('7000')
  })

  test('beside one that stands takes nothing of that', async () => {
    const more: Step[] = [
      ['refund.created', refund('re_2', 'ch_1', 1_000), 30],
      ['charge.refunded', paid(3_500), 30],
      ['charge.updated', paid(3_500), 40],
    ]
    expect(await netAfter(...story, ...more)).toBe('9000')
  })
})

describe('a partial capture', () => {
  const invoiced = (captured: number, refunded: number) =>
    paid(refunded, { amount_captured: captured, captured: captured > 0, invoice: null })

  test('LT-02 a refund as large as the rest that was never booked as one is a refund', async () => {
    const story: Step[] = [
      ['charge.succeeded', invoiced(0, 0), 0],
      ['charge.captured', invoiced(8_000, 0), 10],
      ['refund.created', refund('re_1', 'ch_1', 2_000), 20],
      ['charge.refunded', invoiced(8_000, 2_000), 20],
    ]
    expect(await netAfter(...story)).toBe('6000')
  })

  test('LT-02 the rest that was booked as a refund is none, and refunds after it count', async () => {
    const story: Step[] = [
      ['charge.succeeded', invoiced(0, 0), 0],
      ['charge.captured', invoiced(8_000, 2_000), 10],
      ['refund.created', refund('re_1', 'ch_1', 2_000), 10],
    ]
    expect(await netAfter(...story)).toBe('8000')
    place = await connectedTeam()
    expect(await netAfter(...story, ['charge.refunded', invoiced(8_000, 3_500), 20])).toBe('6500')
  })
})

describe('LT-04 a dispute', () => {
  const taken = { amount: -4_500, currency: 'eur' }
  const given = { amount: 4_600, currency: 'eur' }
  const moved = (amount: number, more: object) => dispute('dp_1', 'ch_1', amount, more)
  const all = (...balance_transactions: object[]) => moved(10_000, { balance_transactions })

  test('lost again after it was won takes the money again, in whatever currency it was booked', async () => {
    const story: Step[] = [
      ['charge.succeeded', paid(0), 0],
      ['charge.dispute.funds_withdrawn', all(taken), 10],
      ['charge.dispute.funds_reinstated', all(taken, given), 20],
    ]
    expect(await netAfter(...story)).toBe('10000')
    place = await connectedTeam()
    expect(await netAfter(...story, ['charge.dispute.funds_withdrawn', all(taken, given, taken), 30])).toBe('0')
  })

  test('in another currency counts by the share of what Stripe booked for the charge', async () => {
    const booked = { id: 'txn_1', object: 'balance_transaction', amount: 9_000, currency: 'eur' }
    const story: Step[] = [
      ['charge.succeeded', paid(0, { balance_transaction: booked }), 0],
      ['charge.dispute.funds_withdrawn', moved(1_800, { currency: 'eur' }), 10],
    ]
    expect(await netAfter(...story)).toBe('8000')
  })

  test('in another currency, but booked in that of the charge, counts as booked', async () => {
    const balance_transactions = [{ amount: -2_100, currency: 'usd' }]
    const story: Step[] = [
      ['charge.succeeded', paid(0), 0],
      ['charge.dispute.funds_withdrawn', moved(1_800, { currency: 'eur', balance_transactions }), 10],
    ]
    expect(await netAfter(...story)).toBe('7900')
  })

  test('in another currency of which nothing is known takes the whole charge, and gives it back', async () => {
    const story: Step[] = [
      ['charge.succeeded', paid(0), 0],
      ['charge.dispute.funds_withdrawn', moved(1_800, { currency: 'eur' }), 10],
    ]
    expect(await netAfter(...story)).toBe('0')
    place = await connectedTeam()
    expect(await netAfter(...story, ['charge.dispute.funds_reinstated', moved(1_800, { currency: 'eur' }), 20])).toBe(
      '10000',
    )
  })

  test('that is only an inquiry moves no money', async () => {
    const inquiry = moved(10_000, { status: 'warning_needs_response' })
    expect(await netAfter(['charge.succeeded', paid(0), 0], ['charge.dispute.funds_withdrawn', inquiry, 10])).toBe(
      '10000',
    )
  })
})

test('LT-02 a charge that was captured stays captured, whatever a later failure says of it', async () => {
  const fails = paid(0, { status: 'failed', paid: false, captured: false, amount_captured: 0 })
  expect(await netAfter(['charge.succeeded', paid(0), 0], ['charge.failed', fails, 10])).toBe('10000')
})
