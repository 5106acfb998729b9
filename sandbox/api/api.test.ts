import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunningSandbox } from '../server'
import { worldOf } from '../state'
import { createCustomer, idOf, pay, priceNamed, subscribe, type World } from '../story/index'
import { acme, startSandbox, testConfig } from '../testing'

let sandbox: RunningSandbox
let stripe: Stripe
let world: World
let clock = Date.now()
const on = { stripeAccount: acme }

beforeEach(async () => {
  clock = Date.now()
  sandbox = await startSandbox({ ...testConfig, now: () => clock })
  stripe = clientFor(testConfig.secretKeys.live)
  await sandbox.connect(acme)
  const found = worldOf(sandbox.state, acme, 'live')
  if (found === undefined) throw new Error('Acme is missing')
  world = found
})

afterEach(() => sandbox.stop())

function clientFor(key: string): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: Number(new URL(sandbox.url).port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

test('the account of a connection has a name, a currency and a country', async () => {
  expect(await stripe.accounts.retrieve(acme)).toMatchObject({
    id: acme,
    business_profile: { name: 'Acme Coffee Roasters' },
    default_currency: 'usd',
    country: 'US',
    charges_enabled: true,
  })
  expect(await stripe.accounts.retrieveCurrent(undefined, on)).toMatchObject({ id: acme })
  expect((await stripe.accounts.list()).data.map(({ id }) => id)).toEqual([acme])
})

test('without access every call is 403 account_invalid, also in the other mode', async () => {
  const refused = {
    statusCode: 403,
    code: 'account_invalid',
    type: 'StripePermissionError',
    message: expect.stringContaining('Application access may have been revoked'),
  }
  await expect(stripe.customers.list({}, { stripeAccount: 'acct_1SbxKikuBooks00' })).rejects.toMatchObject(refused)
  await expect(stripe.customers.list({}, { stripeAccount: 'acct_nobody' })).rejects.toMatchObject(refused)
  await expect(clientFor(testConfig.secretKeys.test).customers.list({}, on)).rejects.toMatchObject(refused)
  sandbox.disconnect(acme)
  await expect(stripe.accounts.retrieve(acme)).rejects.toMatchObject(refused)
})

test('a wrong key is 401, a missing object 404 with the request id', async () => {
  await expect(clientFor('sk_live_else').customers.list({}, on)).rejects.toMatchObject({ statusCode: 401 })
  await expect(stripe.customers.retrieve('cus_none', {}, on)).rejects.toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    requestId: expect.stringMatching(/^req_/),
  })
})

test('lists are newest first, paged by cursor, and the pages add up', async () => {
  for (let number = 0; number < 25; number++) pay(world, { amount: 100 + number })
  const first = await stripe.charges.list({ limit: 10 }, on)
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/charges' })
  expect(first.data.map((charge) => charge.amount)).toEqual([124, 123, 122, 121, 120, 119, 118, 117, 116, 115])
  const second = await stripe.charges.list({ limit: 10, starting_after: first.data.at(-1)?.id ?? '' }, on)
  expect(second.data[0]?.amount).toBe(114)
  const back = await stripe.charges.list({ limit: 10, ending_before: second.data[0]?.id ?? '' }, on)
  expect(back).toMatchObject({ has_more: false })
  expect(back.data).toEqual(first.data)
  const all: number[] = []
  for await (const charge of stripe.charges.list({ limit: 7 }, on)) all.push(charge.amount)
  expect(all).toHaveLength(25)
  await expect(stripe.charges.list({ limit: 101 }, on)).rejects.toMatchObject({ statusCode: 400, param: 'limit' })
  await expect(stripe.charges.list({ starting_after: 'ch_none' }, on)).rejects.toMatchObject({
    code: 'resource_missing',
  })
})

test('a list can be cut by date and by customer', async () => {
  const customer = idOf(createCustomer(world, { email: 'a@example.com', name: null }), 'customer.created')
  pay(world, { amount: 100, customer })
  const start = Math.floor(clock / 1000)
  clock += 3_600_000
  pay(world, { amount: 200 })
  expect((await stripe.charges.list({ created: { gte: start + 1 } }, on)).data.map(({ amount }) => amount)).toEqual([
    200,
  ])
  expect((await stripe.charges.list({ created: { lt: start + 1 } }, on)).data.map(({ amount }) => amount)).toEqual([
    100,
  ])
  expect((await stripe.charges.list({ customer }, on)).data.map(({ amount }) => amount)).toEqual([100])
  expect((await stripe.customers.list({ email: 'a@example.com' }, on)).data).toHaveLength(1)
  expect((await stripe.customers.list({ email: 'A@example.com' }, on)).data).toHaveLength(0)
})

test('answers follow Stripe-Version; expand fills in products, customers and payments', async () => {
  const customer = idOf(createCustomer(world, { email: 'a@example.com', name: 'Ann' }), 'customer.created')
  const events = subscribe(world, { customer, price: priceNamed(world, 'Pro', 'year')?.id ?? '' })
  const id = idOf(events, 'customer.subscription.created')
  const subscription = await stripe.subscriptions.retrieve(id, { expand: ['items.data.price.product', 'customer'] }, on)
  expect(subscription).not.toHaveProperty('current_period_end')
  expect(subscription).toMatchObject({
    customer: { email: 'a@example.com' },
    items: { data: [{ price: { product: { name: 'Pro' } } }] },
  })
  const invoice = await stripe.invoices.retrieve(idOf(events, 'invoice.paid'), { expand: ['payments'] }, on)
  expect(invoice.payments?.data).toHaveLength(1)
  const older = await fetch(`${sandbox.url}/v1/subscriptions/${id}`, {
    headers: {
      authorization: `Bearer ${testConfig.secretKeys.live}`,
      'stripe-account': acme,
      'stripe-version': '2024-06-20',
    },
  })
  expect(await older.json()).toHaveProperty('current_period_end')
})

test('a deleted customer is a stub', async () => {
  const customer = await stripe.customers.create({ email: 'a@example.com' }, on)
  await stripe.customers.del(customer.id, {}, on)
  const stub = await stripe.customers.retrieve(customer.id, {}, on)
  expect(JSON.parse(JSON.stringify(stub))).toEqual({ id: customer.id, object: 'customer', deleted: true })
})

test('ended subscriptions are listed only when asked for', async () => {
  const customer = idOf(createCustomer(world, { email: 'a@example.com', name: null }), 'customer.created')
  subscribe(world, { customer, price: priceNamed(world, 'Pro', 'month')?.id ?? '' })
  await stripe.customers.del(customer, {}, on)
  expect((await stripe.subscriptions.list({}, on)).data).toHaveLength(0)
  expect((await stripe.subscriptions.list({ status: 'all' }, on)).data).toHaveLength(1)
})

test('events: 30 days, newest first, by type, types and wildcard, without the Connect account', async () => {
  pay(world, { amount: 100 })
  clock += 31 * 86_400_000
  pay(world, { amount: 200 })
  const all = await stripe.events.list({ limit: 100 }, on)
  expect(all.data.map((event) => event.type)).toEqual([
    'charge.updated',
    'payment_intent.succeeded',
    'charge.succeeded',
    'payment_intent.created',
  ])
  expect(all.data[0]).not.toHaveProperty('account')
  expect((await stripe.events.list({ type: 'charge.*' }, on)).data).toHaveLength(2)
  expect((await stripe.events.list({ types: ['charge.succeeded', 'payment_intent.created'] }, on)).data).toHaveLength(2)
  await expect(
    stripe.events.list({ types: Array.from({ length: 21 }, () => 'charge.succeeded') }, on),
  ).rejects.toMatchObject({ statusCode: 400 })
})

test('a refund by API changes the charge', async () => {
  const charge = idOf(pay(world, { amount: 1000 }), 'charge.succeeded')
  expect(await stripe.refunds.create({ charge, amount: 400 }, on)).toMatchObject({ amount: 400, charge })
  expect(await stripe.charges.retrieve(charge, {}, on)).toMatchObject({ amount_refunded: 400, refunded: false })
  await expect(stripe.refunds.create({ charge, amount: 601 }, on)).rejects.toMatchObject({ statusCode: 400 })
})

test('what leads to a person can be read: the invoice and the session of a payment, a card, and that there is no coupon', async () => {
  const customer = idOf(createCustomer(world, { email: 'a@example.com', name: 'Ann' }), 'customer.created')
  const events = subscribe(world, { customer, price: priceNamed(world, 'Pro', 'month')?.id ?? '' })
  const charge = await stripe.charges.retrieve(idOf(events, 'charge.succeeded'), { expand: ['customer'] }, on)
  expect(charge.customer).toMatchObject({ email: 'a@example.com' })
  const payment_intent = String(charge.payment_intent)
  const payments = { payment: { type: 'payment_intent', payment_intent }, expand: ['data.invoice'] }
  expect((await stripe.invoicePayments.list(payments, on)).data).toMatchObject([
    { invoice: { object: 'invoice', customer_email: 'a@example.com' } },
  ])
  const none = { payment: { type: 'payment_intent', payment_intent: 'pi_none' } }
  expect((await stripe.invoicePayments.list(none, on)).data).toEqual([])
  expect((await stripe.checkout.sessions.list({ payment_intent: 'pi_none' }, on)).data).toEqual([])
  const card = await stripe.paymentMethods.retrieve(String(charge.payment_method), {}, on)
  expect(card).toMatchObject({ object: 'payment_method', type: 'card', customer })
  const price = priceNamed(world, 'Pro', 'month')?.id ?? ''
  expect(await stripe.prices.retrieve(price, { expand: ['tiers', 'currency_options'] }, on)).toMatchObject({
    id: price,
  })
  for (const missing of [stripe.coupons.retrieve('gold', {}, on), stripe.mandates.retrieve('mandate_1', {}, on)])
    await expect(missing).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' })
})

test('what Stripe would not take is refused', async () => {
  const charge = idOf(pay(world, { amount: 1000 }), 'charge.succeeded')
  await expect(stripe.charges.retrieve(charge, { expand: ['person'] }, on)).rejects.toMatchObject({ statusCode: 400 })
  const odd = fetch(`${sandbox.url}/v1/charges?person=1`, {
    headers: { authorization: `Bearer ${testConfig.secretKeys.live}`, 'stripe-account': acme },
  })
  expect((await odd).status).toBe(400)
})

test('what the sandbox does not know says so', async () => {
  await expect(stripe.topups.list({}, on)).rejects.toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('Unrecognized request URL'),
  })
})

test.each([
  ['401', 401],
  ['403', 403],
  ['429', 429],
  ['500', 500],
] as const)('the API can be told to answer %s', async (fault, statusCode) => {
  sandbox.state.switches.apiFault = fault
  await expect(stripe.customers.list({}, on)).rejects.toMatchObject({ statusCode })
})
