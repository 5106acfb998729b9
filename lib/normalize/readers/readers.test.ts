import { describe, expect, test } from 'vitest'
import { readCharge, readCustomer, readDispute, readRefund, readSubscription } from '.'

describe('a charge, as the ledger sees it', () => {
  test.each<[string, object, bigint | null]>([
    ['captured', { status: 'succeeded', captured: true, amount: 10000, amount_captured: 8000 }, 8000n],
    ['only authorised', { status: 'succeeded', captured: false, amount: 10000, amount_captured: 0 }, 0n],
    ['only authorised, before 2020', { status: 'succeeded', captured: false, amount: 10000 }, 0n],
    ['captured, before 2020', { status: 'succeeded', captured: true, amount: 10000 }, 10000n],
    ['paid, in 2014', { status: 'paid', paid: true, captured: true, amount: 10000 }, 10000n],
    ['paid, in 2012', { paid: true, amount: 10000 }, 10000n],
    ['failed', { status: 'failed', captured: true, amount: 10000, amount_captured: 10000 }, 0n],
    ['failed, in 2012', { paid: false, amount: 10000 }, 0n],
    ['pending', { status: 'pending', captured: true, amount: 10000, amount_captured: 10000 }, 0n],
    ['flags as text', { status: 'succeeded', captured: 'true', amount: '10000' }, 10000n],
    ['without a word on it', { amount: 10000 }, null],
  ])('%s', (_, charge, received) => {
    expect(readCharge({ ...charge }).amountCaptured).toBe(received)
  })

  test('an absent running total is unknown, not zero', () => {
    expect(readCharge({ amount: 1 }).amountRefunded).toBeNull()
    expect(readCharge({ amount: 1, amount_refunded: 0 }).amountRefunded).toBe(0n)
  })

  test('links, guest address and currency', () => {
    const charge = {
      id: 'ch_1',
      customer: { id: 'cus_1' },
      payment_intent: { id: 'pi_1' },
      invoice: 'in_1',
      currency: 'jpy',
      receipt_email: 'guest@example.com',
      created: 1_767_225_600,
    }
    expect(readCharge(charge)).toMatchObject({
      id: 'ch_1',
      customerId: 'cus_1',
      paymentIntentId: 'pi_1',
      invoiceId: 'in_1',
      currency: 'JPY',
      email: 'guest@example.com',
      created: new Date('2026-01-01T00:00:00Z'),
    })
  })
})

test('a refund that failed or was canceled does not stand', () => {
  const of = (status?: string) =>
    readRefund({ id: 're_1', charge: 'ch_1', amount: 500, currency: 'usd', status }).stands
  expect([of(), of('pending'), of('succeeded'), of('failed'), of('canceled')]).toEqual([true, true, true, false, false])
})

describe('a dispute', () => {
  const dispute = { id: 'du_1', charge: 'ch_1', amount: 4900, currency: 'usd', status: 'needs_response' }
  const taken = { amount: -4900, currency: 'usd', fee: 1500 }

  test('money moves with its balance transactions, fees apart', () => {
    expect(readDispute({ ...dispute, balance_transactions: [] })).toMatchObject({ withdrawn: 0n, reinstated: 0n })
    const lost = { ...dispute, balance_transactions: [taken] }
    expect(readDispute(lost)).toMatchObject({ withdrawn: 4900n, reinstated: 0n, inquiry: false })
    const won = { ...dispute, balance_transactions: [taken, { ...taken, amount: 4900 }] }
    expect(readDispute(won)).toMatchObject({ withdrawn: 4900n, reinstated: 4900n })
  })

  test('moves in another currency, or none named, leave the question open', () => {
    const settled = { ...dispute, balance_transactions: [{ amount: -4500, currency: 'eur' }] }
    expect(readDispute(settled)).toMatchObject({ withdrawn: null, reinstated: null, amount: 4900n })
    expect(readDispute(dispute)).toMatchObject({ withdrawn: null, reinstated: null })
  })

  test('an inquiry moves nothing', () => {
    expect(readDispute({ ...dispute, status: 'warning_needs_response' }).inquiry).toBe(true)
  })
})

test('a deleted customer is a stub', () => {
  expect(readCustomer({ id: 'cus_1', deleted: true })).toMatchObject({
    id: 'cus_1',
    deleted: true,
    email: null,
    name: null,
  })
  expect(readCustomer({ id: 'cus_1', individual_name: 'Ada' })).toMatchObject({ deleted: false, name: 'Ada' })
})

describe('a subscription', () => {
  test('items carry what MRR needs', () => {
    const subscription = readSubscription({
      id: 'sub_1',
      status: 'active',
      customer: 'cus_1',
      pause_collection: { behavior: 'void' },
      cancel_at: 1_767_225_600,
      discounts: ['di_1', { source: { coupon: 'C1' } }],
      items: {
        data: [
          {
            id: 'si_1',
            quantity: 25,
            current_period_end: 1_767_225_600,
            discounts: [{ coupon: { id: 'C2', percent_off: 12.5, duration: 'forever' }, end: null }],
            price: {
              id: 'price_1',
              currency: 'usd',
              unit_amount_decimal: '500',
              recurring: { interval: 'week', interval_count: 2, usage_type: 'licensed' },
              transform_quantity: { divide_by: 10, round: 'up' },
            },
          },
          {
            id: 'si_2',
            price: { id: 'price_2', unit_amount: 1, recurring: { usage_type: 'metered', interval: 'month' } },
          },
        ],
        has_more: true,
      },
    })
    expect(subscription).toMatchObject({
      id: 'sub_1',
      customerId: 'cus_1',
      status: 'active',
      currency: 'USD',
      complete: false,
      collectionPaused: true,
      cancelAt: new Date('2026-01-01T00:00:00Z'),
      currentPeriodEnd: new Date('2026-01-01T00:00:00Z'),
    })
    expect(subscription.discounts.map((discount) => discount.couponId)).toEqual([null, 'C1'])
    expect(subscription.items).toMatchObject([
      {
        id: 'si_1',
        quantity: 25,
        unitPicos: 500_000_000_000_000n,
        interval: 'week',
        intervalCount: 2,
        transform: { divideBy: 10, round: 'up' },
        discounts: [{ couponId: 'C2', percentOff: '12.5', duration: 'forever', end: null }],
      },
      { id: 'si_2', quantity: null, usageType: 'metered', discounts: [] },
    ])
  })

  test('before 2016 a plan of its own, whose discount is the subscription’s', () => {
    const old = readSubscription({
      object: 'subscription',
      plan: { id: 'gold', amount: 1000, currency: 'eur', interval: 'year' },
      quantity: 3,
      discount: { coupon: { id: 'C', amount_off: 100, currency: 'eur', duration: 'once' } },
    })
    expect(old).toMatchObject({
      currency: 'EUR',
      items: [{ priceId: 'gold', quantity: 3, interval: 'year', discounts: [] }],
    })
    expect(old.discounts).toMatchObject([{ couponId: 'C', amountOff: 100n, currency: 'EUR', duration: 'once' }])
  })
})
