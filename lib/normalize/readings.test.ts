import { describe, expect, test } from 'vitest'
import { normalize, normalizeJson } from '.'

const of = (type: string, object: object, more: object = {}) =>
  normalize({ id: 'evt_1', object: 'event', type, data: { object }, ...more })

describe('which payment an invoice names', () => {
  const paying = (status: string, payment: object, is_default = false) => ({ status, is_default, payment })
  const named = (object: object) => {
    const { charge_id, payment_intent_id } = of('invoice.paid', { object: 'invoice', id: 'in_1', ...object })
    return { charge_id, payment_intent_id }
  }

  test('of several, the one that is paid', () => {
    const data = [
      paying('canceled', { payment_intent: 'pi_old' }),
      paying('open', { payment_intent: 'pi_open' }, true),
      paying('paid', { payment_intent: 'pi_good' }),
    ]
    expect(named({ payments: { data } })).toEqual({ charge_id: null, payment_intent_id: 'pi_good' })
    expect(named({ payments: { data: data.toReversed() } })).toEqual({ charge_id: null, payment_intent_id: 'pi_good' })
  })

  test('of several paid or open ones, Stripe’s default', () => {
    for (const status of ['paid', 'open']) {
      const data = [paying(status, { payment_intent: 'pi_1' }), paying(status, { payment_intent: 'pi_2' }, true)]
      expect(named({ payments: { data } })).toMatchObject({ payment_intent_id: 'pi_2' })
    }
  })

  test('charge and payment intent are of one and the same payment', () => {
    const data = [paying('open', { payment_intent: 'pi_open' }), paying('paid', { charge: 'ch_paid' })]
    expect(named({ payments: { data } })).toEqual({ charge_id: 'ch_paid', payment_intent_id: null })
    expect(named({ charge: 'ch_own', payments: { data } })).toEqual({ charge_id: 'ch_own', payment_intent_id: null })
  })
})

test('an object we have no shape for keeps every id it names', () => {
  const fee = {
    object: 'application_fee',
    id: 'fee_1',
    amount: 100,
    currency: 'usd',
    charge: 'ch_1',
    customer: 'cus_1',
  }
  expect(of('application_fee.created', fee)).toMatchObject({
    outcome: 'set_aside',
    reason: 'not_in_catalogue',
    value: null,
    charge_id: 'ch_1',
    subscriber: { customer_id: 'cus_1' },
  })
  const returned = {
    object: 'billing.subscription_refund',
    charge: 'ch_1',
    payment_intent: { id: 'pi_1' },
    invoice: 'in_1',
    subscription: 'sub_1',
    checkout_session: 'cs_1',
    price: { id: 'price_1', product: 'prod_1' },
    description: 'Back',
    metadata: { a: 'b' },
  }
  expect(of('billing.subscription_refund.created', returned)).toMatchObject({
    charge_id: 'ch_1',
    payment_intent_id: 'pi_1',
    invoice_id: 'in_1',
    subscription_id: 'sub_1',
    checkout_session_id: 'cs_1',
    price_ids: ['price_1'],
    product_ids: ['prod_1'],
    description: 'Back',
    metadata: { a: 'b' },
  })
})

test('a cash balance that was used names the payment it was used for', () => {
  const moved = { object: 'customer_cash_balance_transaction', customer: 'cus_1', currency: 'usd' }
  for (const told of [
    { applied_to_payment: { payment_intent: 'pi_1' } },
    { unapplied_from_payment: { payment_intent: { id: 'pi_1' } } },
  ])
    expect(of('customer_cash_balance_transaction.created', { ...moved, ...told })).toMatchObject({
      payment_intent_id: 'pi_1',
      subscriber: { customer_id: 'cus_1' },
    })
  expect(of('customer_cash_balance_transaction.created', moved).payment_intent_id).toBeNull()
})

describe('the account', () => {
  const charge = { object: 'charge', id: 'ch_1' }
  const account = (more: object) => of('charge.succeeded', charge, more).stripe_account

  test('may stand in `context`', () => {
    expect(account({ context: 'acct_1' })).toBe('acct_1')
    expect(account({ account: 'acct_2', context: 'acct_1' })).toBe('acct_2')
    const thin = { id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found', context: 'acct_1' }
    expect(normalize(thin)).toMatchObject({ reason: 'thin_event', stripe_account: 'acct_1' })
  })

  test('is not another thing that stands there', () => {
    for (const context of ['wksp_1', 'acct_1/acct_2', 7, { id: null }, '']) expect(account({ context })).toBeNull()
  })
})

test('an event inside what Amazon SNS hands to a function is an envelope, as text or in a queue', () => {
  const event = { id: 'evt_1', object: 'event', type: 'charge.succeeded', livemode: true, data: { object: {} } }
  const message = { Type: 'Notification', Message: JSON.stringify(event) }
  for (const body of [
    { Records: [{ EventSource: 'aws:sns', Sns: message }] },
    { Records: [{ eventSource: 'aws:sqs', body: JSON.stringify(message) }] },
    [{ Sns: message }],
  ])
    expect(normalizeJson(JSON.stringify(body))).toMatchObject({
      outcome: 'set_aside',
      reason: 'envelope',
      stripe_event_id: 'evt_1',
      type: 'charge.succeeded',
    })
})

test('an invoice of 250 lines keeps them all, in their order, and names the plan of the largest', () => {
  const data = Array.from({ length: 250 }, (_, nth) => ({
    object: 'line_item',
    id: `il_${nth}`,
    amount: nth === 173 ? 99_000 : nth,
    currency: 'usd',
    description: `Line ${nth}`,
    quantity: nth,
    price: { id: `price_${nth % 200}`, nickname: `Plan ${nth}`, product: 'prod_1', recurring: { interval: 'month' } },
  }))
  for (const lines of [{ object: 'list', data, has_more: false }, data]) {
    const invoice = { object: 'invoice', id: 'in_1', status: 'paid', amount_paid: 130_000, currency: 'usd', lines }
    const event = of('invoice.paid', invoice)
    expect(event.items).toHaveLength(250)
    expect(event.items.map((item) => item.description)).toEqual(data.map((line) => line.description))
    expect(event.items.at(-1)).toMatchObject({ quantity: 249, amount: '2.49', price_id: 'price_49' })
    expect(event).toMatchObject({ plan: 'Plan 173', interval: 'month', product_ids: ['prod_1'] })
    expect(event.price_ids).toHaveLength(200)
    expect(event.value).toMatchObject({ minor: '130000' })
  }
})

test('a subscription of 250 items sums them all', () => {
  const price = { id: 'price_1', unit_amount: 100, currency: 'usd', recurring: { interval: 'month' } }
  const data = Array.from({ length: 250 }, (_, nth) => ({ id: `si_${nth}`, quantity: 2, price }))
  const subscription = { object: 'subscription', id: 'sub_1', items: { object: 'list', data, has_more: false } }
  expect(of('customer.subscription.updated', subscription).value).toMatchObject({ amount: '500.00' })
  const cut = { ...subscription, items: { ...subscription.items, has_more: true } }
  expect(of('customer.subscription.updated', cut).value).toBeNull()
})
