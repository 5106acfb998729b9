import { beforeEach, expect, test } from 'vitest'
import {
  addCustomer,
  authorize,
  bankAnswers,
  cancelAtPeriodEnd,
  cancelNow,
  capture,
  changePlan,
  checkout,
  checkoutBankAnswers,
  checkoutByBank,
  checkoutSubscription,
  createWorld,
  deauthorized,
  deleteCustomer,
  expireAuthorization,
  idOf,
  loseDispute,
  openDispute,
  openInquiry,
  pause,
  pay,
  payByBank,
  paymentFails,
  priceNamed,
  refund,
  refundFails,
  renew,
  renewalFails,
  resume,
  retrySucceeds,
  StoryError,
  type StripeEvent,
  stockShelves,
  subscribe,
  trialEnds,
  trialWillEnd,
  unknownEvent,
  updateCustomer,
  type World,
  winDispute,
} from './index'

let world: World
let customer: string

beforeEach(() => {
  world = createWorld({ account: 'acct_1Story', seed: 'story', now: () => 1_780_000_000 })
  stockShelves(world)
  customer = addCustomer(world, { email: 'ada@example.com', name: 'Ada Lovelace' }).customer.id
})

const types = (events: StripeEvent[]) => events.map((event) => event.type)
const of = (events: StripeEvent[], type: string) => {
  const found = events.find((event) => event.type === type)
  if (found === undefined) throw new Error(`No ${type}`)
  return found.data
}
const price = (name: string, interval: string) => priceNamed(world, name, interval)?.id ?? 'missing'

test('a guest pays: the address is on the charge, nowhere else', () => {
  const events = pay(world, { amount: 4900, email: 'guest@example.com', name: 'Guest', description: 'Beans' })
  expect(types(events)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
  ])
  expect(of(events, 'charge.succeeded').object).toMatchObject({
    object: 'charge',
    amount: 4900,
    amount_captured: 4900,
    amount_refunded: 0,
    captured: true,
    paid: true,
    status: 'succeeded',
    currency: 'usd',
    customer: null,
    balance_transaction: null,
    billing_details: { email: 'guest@example.com', name: 'Guest' },
    description: 'Beans',
    payment_intent: idOf(events, 'payment_intent.created'),
  })
  expect(of(events, 'charge.updated').previous_attributes).toEqual({ balance_transaction: null })
})

test('a refund tells the running total before and after; the second makes it whole', () => {
  const charge = idOf(pay(world, { amount: 10_000, customer }), 'charge.succeeded')
  const half = of(refund(world, charge, 2500), 'charge.refunded')
  expect(half).toMatchObject({
    object: { amount_refunded: 2500, refunded: false },
    previous_attributes: { amount_refunded: 0 },
  })
  const rest = refund(world, charge)
  expect(of(rest, 'refund.created').object).toMatchObject({ amount: 7500, charge, status: 'succeeded' })
  expect(of(rest, 'charge.refunded')).toMatchObject({
    object: { amount_refunded: 10_000, refunded: true },
    previous_attributes: { amount_refunded: 2500, refunded: false },
  })
  expect(() => refund(world, charge, 1)).toThrow(StoryError)
})

test('a failed refund is told by refund events; the charge shows it only when looked at', () => {
  const charge = idOf(pay(world, { amount: 10_000 }), 'charge.succeeded')
  const events = refundFails(world, idOf(refund(world, charge, 2500), 'refund.created'))
  expect(types(events)).toEqual(['refund.failed', 'refund.updated', 'charge.refund.updated'])
  expect(world.rows.charges[charge]).toMatchObject({ amount_refunded: 0, refunded: false })
})

test('an authorization is paid but not captured; a part of it may be taken, or none', () => {
  const held = authorize(world, { amount: 10_000 })
  expect(of(held, 'charge.succeeded').object).toMatchObject({ paid: true, captured: false, amount_captured: 0 })
  const taken = capture(world, idOf(held, 'charge.succeeded'), 8000)
  expect(of(taken, 'charge.captured')).toMatchObject({
    object: { amount: 10_000, amount_captured: 8000, captured: true },
  })
  expect(types(taken)).not.toContain('refund.created')
  const lost = authorize(world, { amount: 500 })
  expect(types(expireAuthorization(world, idOf(lost, 'charge.succeeded')))).toEqual([
    'charge.expired',
    'payment_intent.canceled',
  ])
})

test('a declined card and a bounced debit leave no money', () => {
  const declined = paymentFails(world, { amount: 4900, customer })
  expect(types(declined)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
  expect(of(declined, 'charge.failed').object).toMatchObject({ status: 'failed', paid: false, amount_captured: 0 })
  const charge = idOf(payByBank(world, { amount: 4900 }), 'charge.pending')
  expect(types(bankAnswers(world, charge, 'bounced'))).toEqual(['charge.failed', 'payment_intent.payment_failed'])
  expect(() => refund(world, charge)).toThrow(StoryError)
})

test('a dispute takes the money when it opens and gives it back when it is won', () => {
  const charge = () => idOf(pay(world, { amount: 10_000 }), 'charge.succeeded')
  const opened = openDispute(world, charge())
  expect(types(opened)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
  expect(of(opened, 'charge.dispute.funds_withdrawn').object).toMatchObject({
    amount: 10_000,
    balance_transactions: [{ amount: -10_000 }],
  })
  const won = winDispute(world, idOf(opened, 'charge.dispute.created'))
  expect(types(won)).toEqual(['charge.dispute.funds_reinstated', 'charge.dispute.closed'])
  expect(of(won, 'charge.dispute.closed').object).toMatchObject({
    status: 'won',
    balance_transactions: [{ amount: -10_000 }, { amount: 10_000 }],
  })
  expect(types(loseDispute(world, idOf(openDispute(world, charge()), 'charge.dispute.created')))).toEqual([
    'charge.dispute.closed',
  ])
  const asked = openInquiry(world, charge())
  expect(types(asked)).toEqual(['charge.dispute.created'])
  expect(of(winDispute(world, idOf(asked, 'charge.dispute.created')), 'charge.dispute.closed').object).toMatchObject({
    status: 'warning_closed',
    balance_transactions: [],
  })
})

test('a subscription starts incomplete, is paid once, and its charge knows no address', () => {
  const events = subscribe(world, { customer, price: price('Pro', 'year') })
  expect(of(events, 'customer.subscription.created').object).toMatchObject({ status: 'incomplete' })
  expect(of(events, 'customer.subscription.updated')).toMatchObject({
    object: { status: 'active' },
    previous_attributes: { status: 'incomplete' },
  })
  expect(of(events, 'charge.succeeded').object).toMatchObject({
    amount: 29_000,
    customer,
    receipt_email: null,
    billing_details: { email: null, name: null },
  })
  expect(of(events, 'invoice.paid').object).toMatchObject({
    status: 'paid',
    amount_paid: 29_000,
    customer_email: 'ada@example.com',
    customer_name: 'Ada Lovelace',
    billing_reason: 'subscription_create',
  })
  expect(of(events, 'invoice_payment.paid').object).toMatchObject({
    amount_paid: 29_000,
    invoice: idOf(events, 'invoice.paid'),
    payment: { payment_intent: idOf(events, 'payment_intent.created') },
  })
  expect(types(events).filter((type) => type === 'charge.succeeded')).toHaveLength(1)
})

test('a trial costs nothing, warns, and turns into a paid subscription', () => {
  const started = subscribe(world, { customer, price: price('Pro', 'month'), trialDays: 14 })
  const id = idOf(started, 'customer.subscription.created')
  expect(of(started, 'customer.subscription.created').object).toMatchObject({
    status: 'trialing',
    trial_end: 1_780_000_000 + 14 * 86_400,
  })
  expect(of(started, 'invoice.paid').object).toMatchObject({ amount_paid: 0 })
  expect(types(started)).not.toContain('charge.succeeded')
  expect(of(trialWillEnd(world, id), 'customer.subscription.trial_will_end').object).toMatchObject({
    id,
    status: 'trialing',
  })
  const paid = trialEnds(world, id)
  expect(of(paid, 'customer.subscription.updated')).toMatchObject({
    object: { status: 'active' },
    previous_attributes: { status: 'trialing' },
  })
  expect(of(paid, 'charge.succeeded').object).toMatchObject({ amount: 2900 })
})

test('a renewal moves the period by a calendar month; a failed one is retried on the same intent', () => {
  const id = idOf(subscribe(world, { customer, price: price('Pro', 'month') }), 'customer.subscription.created')
  const renewed = renew(world, id)
  expect(of(renewed, 'customer.subscription.updated').previous_attributes).toMatchObject({
    items: { data: [{ current_period_start: 1_780_000_000 }] },
  })
  const failed = renewalFails(world, id)
  expect(of(failed, 'invoice.payment_failed').object).toMatchObject({
    status: 'open',
    attempt_count: 1,
    amount_due: 2900,
    amount_paid: 0,
  })
  expect(world.rows.subscriptions[id]?.status).toBe('past_due')
  expect(() => renew(world, id)).toThrow(StoryError)
  const paid = retrySucceeds(world, id)
  expect(types(paid)).not.toContain('payment_intent.created')
  expect(of(paid, 'invoice.paid').object).toMatchObject({ attempt_count: 2, amount_paid: 2900 })
  expect(world.rows.subscriptions[id]?.status).toBe('active')
})

test('a change of plan shows the former one; another interval is billed at once', () => {
  const id = idOf(subscribe(world, { customer, price: price('Starter', 'month') }), 'customer.subscription.created')
  const same = changePlan(world, id, price('Pro', 'month'))
  expect(types(same)).toEqual(['customer.subscription.updated'])
  expect(same[0]?.data).toMatchObject({
    object: { plan: { amount: 2900 } },
    previous_attributes: { plan: { amount: 900 }, items: { data: [{ price: { unit_amount: 900 } }] } },
  })
  expect(of(changePlan(world, id, price('Pro', 'year')), 'charge.succeeded').object).toMatchObject({ amount: 29_000 })
})

test('pausing, resuming, leaving at the end and leaving now', () => {
  const id = idOf(subscribe(world, { customer, price: price('Pro', 'month') }), 'customer.subscription.created')
  expect(types(pause(world, id))).toEqual(['customer.subscription.updated', 'customer.subscription.paused'])
  expect(types(resume(world, id))).toEqual(['customer.subscription.updated', 'customer.subscription.resumed'])
  expect(of(cancelAtPeriodEnd(world, id), 'customer.subscription.updated')).toMatchObject({
    object: { cancel_at_period_end: true, status: 'active' },
    previous_attributes: { cancel_at_period_end: false },
  })
  expect(of(cancelNow(world, id), 'customer.subscription.deleted').object).toMatchObject({
    status: 'canceled',
    ended_at: 1_780_000_000,
  })
  expect(() => renew(world, id)).toThrow(StoryError)
})

test('a customer changes name and address and goes; what they had subscribed ends first', () => {
  subscribe(world, { customer, price: price('Pro', 'month') })
  const moved = updateCustomer(world, customer, { name: 'Ada King', email: 'ada@king.example' })
  expect(moved[0]?.data).toMatchObject({
    object: { name: 'Ada King' },
    previous_attributes: { name: 'Ada Lovelace', email: 'ada@example.com' },
  })
  expect(updateCustomer(world, customer, { name: 'Ada King' })).toEqual([])
  const gone = deleteCustomer(world, customer)
  expect(types(gone)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
  expect(of(gone, 'customer.deleted').object).toMatchObject({ id: customer, email: 'ada@king.example' })
})

test('Checkout completes with what the buyer typed; by bank it is not paid yet', () => {
  const person = { email: 'b@example.com', name: 'Bo' }
  const done = of(checkout(world, { amount: 4900, person }), 'checkout.session.completed').object
  expect(done).toMatchObject({
    customer: null,
    payment_status: 'paid',
    amount_total: 4900,
    customer_email: null,
    customer_details: person,
  })
  expect(done).not.toHaveProperty('line_items')
  const waiting = checkoutByBank(world, { amount: 4900, person, customer: true })
  expect(types(waiting)).toContain('customer.created')
  expect(of(waiting, 'checkout.session.completed').object).toMatchObject({ payment_status: 'unpaid' })
  const paid = checkoutBankAnswers(world, idOf(waiting, 'checkout.session.completed'), 'paid')
  expect(types(paid)).toEqual([
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
    'checkout.session.async_payment_succeeded',
  ])
  expect(
    of(checkoutSubscription(world, { price: price('Team', 'month'), person }), 'checkout.session.completed').object,
  ).toMatchObject({ mode: 'subscription', subscription: expect.stringMatching(/^sub_/) })
})

test('the application loses access: the account is on the envelope only', () => {
  expect(deauthorized(world, { id: 'ca_1', name: null })[0]).toMatchObject({
    type: 'account.application.deauthorized',
    account: 'acct_1Story',
    api_version: null,
    request: null,
    data: { object: { id: 'ca_1', object: 'application', name: null } },
  })
})

test('an event no version of Stripe knows has a whole envelope', () => {
  expect(unknownEvent(world, 'teapot.boiled')[0]).toMatchObject({
    type: 'teapot.boiled',
    account: 'acct_1Story',
    data: { object: { object: 'teapot' } },
  })
})

test.each([0, -1, 1.5, Number.NaN, 1e15])('nobody pays %s', (amount) => {
  expect(() => pay(world, { amount })).toThrow(StoryError)
})
