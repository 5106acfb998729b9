import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, eventsOf, peopleOf, postAll, refund, stripeEvent } from '@/lib/lane/testing-stripe'
import { type FakeStripe, fakeStripe, settle } from './testing-api'

useTestDatabase()

let stripe: FakeStripe
let place: Place
beforeAll(async () => {
  stripe = await fakeStripe(() => place.account)
})
afterAll(() => stripe.stop())
beforeEach(async () => {
  place = await connectedTeam()
  Object.assign(stripe, { objects: {}, asked: [], mistakes: [], failures: [] })
})

/** Some of these types are off until somebody wants them. */
const switchOn = (type: string) =>
  rowsOf(
    place,
    sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
      values (${place.teamId}, ${place.connectionId}, ${type}, true, true, true, true)`,
  )

const nobody = { billing_details: { email: null, name: null } }
const paidByNobody = (more: object = {}) => charge('ch_1', 5_000, { ...nobody, payment_intent: 'pi_1', ...more })

function stripeKnows(...objects: { id: string; object: string }[]) {
  for (const object of objects) stripe.objects[object.id] = { livemode: true, ...object }
}
const session = (more: object) => ({
  id: 'cs_1',
  object: 'checkout.session',
  payment_intent: 'pi_1',
  customer: null,
  customer_details: { email: 'ada@example.com', name: 'Ada' },
  ...more,
})
const invoice = (more: object) => ({
  id: 'in_1',
  object: 'invoice',
  customer: 'cus_1',
  customer_email: 'ada@example.com',
  currency: 'usd',
  ...more,
})
const paymentOf = (more: object) => ({
  id: 'inpay_1',
  object: 'invoice_payment',
  invoice: 'in_1',
  payment: { type: 'payment_intent', payment_intent: 'pi_1' },
  ...more,
})

/** Each row: what happens, what Stripe knows, and what is asked for it, in this order. */
const chains: {
  code: string
  how: string
  type: string
  object: object
  previous?: object
  knows: { id: string; object: string }[]
  asks: string[]
}[] = [
  {
    code: 'P-cus',
    how: 'the customer',
    type: 'customer.subscription.trial_will_end',
    object: { id: 'sub_1', object: 'subscription', customer: 'cus_1', status: 'trialing' },
    knows: [customer('cus_1', 'ada@example.com')],
    asks: ['customers/cus_1'],
  },
  {
    code: 'P-charge',
    how: 'the customer',
    type: 'charge.succeeded',
    object: paidByNobody({ customer: 'cus_1' }),
    knows: [customer('cus_1', 'ada@example.com')],
    asks: ['customers/cus_1'],
  },
  {
    code: 'P-charge',
    how: 'the invoice its payment paid, when the customer has no address',
    type: 'charge.succeeded',
    object: paidByNobody({ customer: 'cus_1' }),
    knows: [customer('cus_1', null), invoice({}), paymentOf({})],
    asks: ['customers/cus_1', 'invoice_payments'],
  },
  {
    code: 'P-charge',
    how: 'the invoice it names, as before basil',
    type: 'charge.succeeded',
    object: paidByNobody({ customer: 'cus_1', invoice: 'in_1' }),
    knows: [customer('cus_1', null), invoice({})],
    asks: ['customers/cus_1', 'invoices/in_1'],
  },
  {
    code: 'P-charge',
    how: 'the Checkout Session of a guest',
    type: 'charge.succeeded',
    object: paidByNobody(),
    knows: [session({})],
    asks: ['invoice_payments', 'checkout/sessions'],
  },
  {
    code: 'P-via-charge',
    how: 'the charge of a dispute',
    type: 'charge.dispute.created',
    object: { id: 'dp_1', object: 'dispute', charge: 'ch_1', amount: 5_000, currency: 'usd', status: 'needs_response' },
    knows: [charge('ch_1', 5_000)],
    asks: ['charges/ch_1'],
  },
  {
    code: 'P-via-charge',
    how: 'the charge of a warning, and the customer that charge names',
    type: 'radar.early_fraud_warning.created',
    object: { id: 'issfr_1', object: 'radar.early_fraud_warning', charge: 'ch_1', actionable: true },
    knows: [paidByNobody({ customer: 'cus_1' }), customer('cus_1', 'ada@example.com')],
    asks: ['charges/ch_1'], // with its customer expanded
  },
  {
    code: 'P-via-charge',
    how: 'the Checkout Session of a review’s charge',
    type: 'review.opened',
    object: { id: 'prv_1', object: 'review', charge: 'ch_1', reason: 'rule', open: true },
    knows: [paidByNobody(), session({})],
    asks: ['charges/ch_1', 'invoice_payments', 'checkout/sessions'],
  },
  {
    code: 'P-refund',
    how: 'its charge',
    type: 'refund.created',
    object: refund('re_1', 'ch_1', 500),
    knows: [charge('ch_1', 5_000)],
    asks: ['charges/ch_1'],
  },
  {
    code: 'P-pi',
    how: 'its latest charge',
    type: 'payment_intent.succeeded',
    object: {
      id: 'pi_1',
      object: 'payment_intent',
      amount: 5_000,
      currency: 'usd',
      latest_charge: 'ch_1',
      customer: null,
    },
    knows: [charge('ch_1', 5_000)],
    asks: ['charges/ch_1'],
  },
  {
    code: 'P-pm',
    how: 'the customer it was detached from',
    type: 'payment_method.detached',
    object: { id: 'pm_1', object: 'payment_method', type: 'card', customer: null, ...nobody },
    previous: { customer: 'cus_1' },
    knows: [customer('cus_1', 'ada@example.com')],
    asks: ['customers/cus_1'],
  },
  {
    code: 'P-mandate',
    how: 'its payment method, and that one’s customer',
    type: 'mandate.updated',
    object: { id: 'mandate_1', object: 'mandate', payment_method: 'pm_1', status: 'active', type: 'multi_use' },
    knows: [
      Object.assign({ id: 'pm_1', object: 'payment_method', type: 'card', customer: 'cus_1' }, nobody),
      customer('cus_1', 'ada@example.com'),
    ],
    asks: ['payment_methods/pm_1'],
  },
  {
    code: 'P-checkout',
    how: 'the customer of a session that shows no address',
    type: 'checkout.session.expired',
    object: { id: 'cs_1', object: 'checkout.session', customer: 'cus_1', customer_details: null, status: 'expired' },
    knows: [customer('cus_1', 'ada@example.com')],
    asks: ['customers/cus_1'],
  },
  {
    code: 'P-invoice',
    how: 'the customer of an invoice without an address',
    type: 'invoice.finalized',
    object: invoice({ customer_email: null, amount_due: 5_000, amount_paid: 0 }),
    knows: [customer('cus_1', 'ada@example.com')],
    asks: ['customers/cus_1'],
  },
  {
    code: 'P-invpay',
    how: 'its invoice',
    type: 'invoice_payment.paid',
    object: paymentOf({ amount_paid: 5_000, currency: 'usd', status: 'paid' }),
    knows: [invoice({})],
    asks: ['invoices/in_1'],
  },
  {
    code: 'P-grant',
    how: 'its grant, and that one’s customer',
    type: 'billing.credit_balance_transaction.created',
    object: { id: 'cbtxn_1', object: 'billing.credit_balance_transaction', credit_grant: 'credgr_1', type: 'credit' },
    knows: [
      Object.assign({ id: 'credgr_1', object: 'billing.credit_grant' }, { customer: 'cus_1' }),
      customer('cus_1', 'ada@example.com'),
    ],
    asks: ['billing/credit_grants/credgr_1'],
  },
]

describe('LT-11 whoever an event is about is found by asking Stripe', () => {
  test.each(chains)('$code: $type through $how', async ({ type, object, previous, knows, asks }) => {
    stripeKnows(...knows)
    await switchOn(type)
    const data = { object, ...(previous ? { previous_attributes: previous } : {}) }
    await postAll([stripeEvent(place, type, object, 0, { data })])
    await settle()
    expect(stripe.mistakes).toEqual([])
    expect(stripe.asked).toEqual(asks.map((path) => `GET /v1/${path}`))
    expect(await eventsOf(place)).toMatchObject([{ type, status: 'processed' }])
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com' }])
  })

  test('a charge found through its Checkout Session is that person’s money, once', async () => {
    stripeKnows(session({}))
    await postAll([stripeEvent(place, 'charge.succeeded', paidByNobody())])
    await settle()
    await postAll([stripeEvent(place, 'refund.created', refund('re_1', 'ch_1', 500), 5)])
    await settle()
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '4500' } }])
    expect(stripe.asked).toEqual(['GET /v1/invoice_payments', 'GET /v1/checkout/sessions'])
  })

  test('P-self: a customer without an address is not asked about, and waits', async () => {
    await postAll([stripeEvent(place, 'customer.created', customer('cus_1', null))])
    await settle()
    expect(stripe.asked).toEqual([])
    expect(await eventsOf(place)).toMatchObject([{ status: 'waiting', reason: 'no_person' }])
  })

  test('nobody found: it waits, and each object was asked about once, however many events wait', async () => {
    const events = [1, 2, 3].map((n) =>
      stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 5_000, { ...nobody, customer: 'cus_1' }), n),
    )
    await postAll(events)
    await settle()
    await postAll([stripeEvent(place, 'charge.updated', charge('ch_1', 5_000, { ...nobody, customer: 'cus_1' }), 9)])
    await settle()
    expect(stripe.asked).toEqual(['GET /v1/customers/cus_1'])
    expect(new Set((await eventsOf(place)).map((event) => event.status))).toEqual(new Set(['waiting']))

    await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com'), 20)])
    await settle()
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv: { USD: '15000' } }])
  })

  test('a test event is asked with the test key, and never tells anything live', async () => {
    const testPlace = { account: place.account }
    stripeKnows(customer('cus_1', 'live@example.com'))
    await postAll([
      stripeEvent(testPlace, 'charge.succeeded', paidByNobody({ customer: 'cus_1' }), 0, { livemode: false }),
    ])
    await settle()
    expect(await peopleOf(place)).toEqual([])
    expect(stripe.asked).toContain('GET /v1/customers/cus_1')
  })
})
