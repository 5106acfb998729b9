import { expect, test } from 'vitest'
import {
  addCustomer,
  checkout,
  createWorld,
  idOf,
  openDispute,
  pay,
  refund,
  renewalAhead,
  type Shape,
  type StripeEvent,
  sendQuote,
  stockShelves,
  subscribe,
} from './index'

/** The same acts in one shape; the objects of the events by type. */
function told(shape: Shape) {
  const world = createWorld({ account: 'acct_1Shape', shape, seed: 'shapes', now: () => 1_780_000_000 })
  stockShelves(world)
  const { customer, events } = addCustomer(world, { email: 'ada@example.com', name: 'Ada' })
  const price = Object.keys(world.rows.prices)[1] ?? ''
  const subscribed = subscribe(world, { customer: customer.id, price, metadata: { plan: 'gold' } })
  const paid = pay(world, { amount: 4900, email: 'guest@example.com' })
  const charge = idOf(paid, 'charge.succeeded')
  const all: StripeEvent[] = [
    ...events,
    ...subscribed,
    ...paid,
    ...renewalAhead(world, idOf(subscribed, 'customer.subscription.created')),
    ...refund(world, charge, 100),
    ...openDispute(world, charge),
    ...checkout(world, { amount: 100, person: { email: 'b@example.com', name: null } }),
    ...sendQuote(world, customer.id, price),
  ]
  const object = (type: string) => all.findLast((event) => event.type === type)?.data.object ?? {}
  return { all, object }
}

const classic = told('classic')
const basil = told('basil')
const newest = told('newest')

test('invoice: subscription, payment and paid flag sit where the shape puts them', () => {
  const old = classic.object('invoice.paid')
  expect(old).toMatchObject({
    subscription: expect.stringMatching(/^sub_/),
    paid: true,
    charge: expect.stringMatching(/^ch_/),
    payment_intent: expect.stringMatching(/^pi_/),
    subscription_details: { metadata: { plan: 'gold' } },
  })
  expect(old).not.toHaveProperty('parent')
  for (const { object } of [basil, newest]) {
    const invoice = object('invoice.paid')
    for (const gone of [
      'subscription',
      'subscription_details',
      'paid',
      'paid_out_of_band',
      'charge',
      'payment_intent',
      'tax',
      'discount',
      'quote',
    ]) {
      expect(invoice).not.toHaveProperty(gone)
    }
    expect(invoice).toMatchObject({
      status: 'paid',
      parent: { subscription_details: { subscription: expect.stringMatching(/^sub_/), metadata: { plan: 'gold' } } },
    })
  }
})

test('invoice lines: price and plan objects before basil, ids under pricing since', () => {
  const lineOf = (told: typeof classic) => (told.object('invoice.paid').lines as { data: object[] }).data[0]
  expect(lineOf(classic)).toMatchObject({
    price: { nickname: 'Pro monthly' },
    plan: { amount: 2900 },
    type: 'subscription',
    proration: false,
  })
  expect(lineOf(classic)).not.toHaveProperty('pricing')
  for (const line of [lineOf(basil), lineOf(newest)]) {
    expect(line).toMatchObject({
      pricing: { price_details: { price: expect.stringMatching(/^price_/), product: expect.stringMatching(/^prod_/) } },
      subscription: expect.stringMatching(/^sub_/),
    })
    for (const gone of ['price', 'plan', 'type', 'proration', 'subscription_item'])
      expect(line).not.toHaveProperty(gone)
  }
  expect(lineOf(basil)).not.toHaveProperty('quantity_decimal')
  expect(lineOf(newest)).toHaveProperty('quantity_decimal', '1')
})

test('charge and intent name their invoice before basil only', () => {
  const world = (told: typeof classic) => told.all.find((event) => event.type === 'charge.succeeded')?.data.object
  expect(world(classic)).toHaveProperty('invoice', expect.stringMatching(/^in_/))
  expect(classic.object('payment_intent.succeeded')).toHaveProperty('invoice')
  for (const told of [basil, newest]) {
    expect(world(told)).not.toHaveProperty('invoice')
    expect(told.object('payment_intent.succeeded')).not.toHaveProperty('invoice')
  }
})

test('subscription: the period is on the subscription before basil, on its items since', () => {
  const subscriptionOf = (told: typeof classic) => told.object('customer.subscription.updated')
  const itemOf = (told: typeof classic) => (subscriptionOf(told).items as { data: object[] }).data[0]
  expect(subscriptionOf(classic)).toMatchObject({ current_period_start: 1_780_000_000, discount: null })
  expect(itemOf(classic)).not.toHaveProperty('current_period_end')
  for (const told of [basil, newest]) {
    expect(subscriptionOf(told)).not.toHaveProperty('current_period_start')
    expect(subscriptionOf(told)).not.toHaveProperty('discount')
    expect(itemOf(told)).toHaveProperty('current_period_start', 1_780_000_000)
  }
  for (const told of [classic, basil, newest]) {
    expect(itemOf(told)).toMatchObject({
      price: { nickname: 'Pro monthly', unit_amount: 2900, product: expect.stringMatching(/^prod_/) },
      plan: { amount: 2900 },
    })
  }
})

test('what came after basil is in the newest shape only', () => {
  expect(newest.object('refund.created')).toHaveProperty('customer', null)
  expect(newest.object('customer.created')).toHaveProperty('customer_account', null)
  expect(newest.object('charge.dispute.created')).toHaveProperty('intended_submission_method')
  expect(newest.object('checkout.session.completed')).toHaveProperty('ui_mode', 'hosted_page')
  for (const told of [classic, basil]) {
    expect(told.object('refund.created')).not.toHaveProperty('customer')
    expect(told.object('customer.created')).not.toHaveProperty('customer_account')
    expect(told.object('quote.finalized')).not.toHaveProperty('customer_account')
    expect(told.object('charge.dispute.created')).not.toHaveProperty('intended_submission_method')
    expect(told.object('checkout.session.completed')).toHaveProperty('ui_mode', 'hosted')
  }
})

test('the preview of the next invoice has no id in the classic shape', () => {
  expect(classic.object('invoice.upcoming')).not.toHaveProperty('id')
  expect(newest.object('invoice.upcoming').id).toMatch(/^upcoming_in_/)
})

test('previous attributes have the shape of their object', () => {
  const before = (told: typeof classic) =>
    told.all.find((event) => event.type === 'invoice.updated')?.data.previous_attributes
  expect(before(classic)).toMatchObject({ paid: false, status: 'open' })
  expect(before(newest)).not.toHaveProperty('paid')
  expect(before(newest)).toHaveProperty('status', 'open')
})

test('a session shows shipping where its version does', () => {
  expect(classic.object('checkout.session.completed')).toHaveProperty('shipping_details', null)
  expect(newest.object('checkout.session.completed')).toHaveProperty('collected_information')
  expect(newest.object('checkout.session.completed')).not.toHaveProperty('shipping_details')
})
