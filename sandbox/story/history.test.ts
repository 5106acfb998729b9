import { expect, test } from 'vitest'
import { apiVersions, createWorld, type Fields, randomHistory, type StripeEvent, shapes } from './index'

const histories = shapes.map((shape) => ({ shape, ...randomHistory('a seed', 60, { shape }) }))

test('the same seed tells the same story, another seed another', () => {
  expect(randomHistory('a seed', 60).events).toEqual(randomHistory('a seed', 60).events)
  expect(randomHistory('a seed', 60).events).not.toEqual(randomHistory('b seed', 60).events)
})

test('a story has the same facts and ids in every shape, but for the event classic does not know', () => {
  const [classic, basil, newest] = histories.map(({ events }) => events.map((event) => `${event.id} ${event.type}`))
  expect(newest).toEqual(basil)
  expect(classic).toEqual(basil?.filter((line) => !line.includes('invoice_payment.paid')))
})

test.each(histories)('$shape: every event has a whole envelope and an id of its own', ({ shape, events }) => {
  for (const event of events) {
    expect(event).toMatchObject({
      object: 'event',
      account: 'acct_1SandboxHistory',
      livemode: true,
      pending_webhooks: 1,
    })
    expect(event.id).toMatch(/^evt_1[A-Za-z0-9]{23}$/)
    expect(event.api_version).toBe(apiVersions[shape])
    expect(event.created).toBeGreaterThanOrEqual(1_760_000_000)
  }
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
})

test('time never runs backwards, and some acts share a second', () => {
  const created = histories[0]?.events.map((event) => event.created) ?? []
  expect(created).toEqual([...created].sort((a, b) => a - b))
  expect(new Set(created).size).toBeLessThan(created.length)
})

test('a story is mixed: payments, refunds that fail, disputes, trials, deletions all happen', () => {
  const types = new Set(randomHistory('mix', 300).events.map((event) => event.type))
  const wanted = `charge.succeeded charge.failed charge.captured charge.pending charge.refunded refund.created refund.failed
    charge.dispute.created charge.dispute.funds_withdrawn charge.dispute.funds_reinstated charge.dispute.closed
    customer.created customer.updated customer.deleted customer.subscription.created customer.subscription.updated
    customer.subscription.deleted customer.subscription.paused customer.subscription.resumed
    customer.subscription.trial_will_end invoice.created invoice.finalized invoice.paid invoice.payment_succeeded
    invoice.payment_failed invoice.upcoming invoice_payment.paid checkout.session.completed quote.finalized
    quote.accepted quote.canceled payment_intent.succeeded payment_intent.payment_failed`
  for (const type of wanted.split(/\s+/)) expect(types).toContain(type)
})

test.each(histories)('$shape: the charges end with what their refunds and disputes say', ({ world, events }) => {
  for (const charge of Object.values(world.rows.charges)) {
    const refunds = Object.values(world.rows.refunds).filter((refund) => refund.charge === charge.id)
    const standing = refunds.filter((refund) => refund.status === 'succeeded')
    if (charge.status === 'succeeded' && charge.captured) {
      expect(charge.amount_refunded).toBe(standing.reduce((sum, refund) => sum + refund.amount, 0))
    }
    if (charge.captured) expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount_captured)
  }
  expect(ledgerOf(events)).toEqual(balanceOf(world.rows.balance_transactions))
})

test('a new world is empty and says nothing', () => {
  expect(createWorld({ account: 'acct_1Empty' }).events).toEqual([])
})

/** Money per currency as the events tell it: captured, given back, given back in vain, taken and returned by banks. */
function ledgerOf(events: StripeEvent[]): Record<string, number> {
  const sums: Record<string, number> = {}
  const add = (object: Fields, amount: unknown, sign: 1 | -1) => {
    const currency = String(object.currency)
    sums[currency] = (sums[currency] ?? 0) + sign * Number(amount)
  }
  for (const { type, data } of events) {
    const { object } = data
    if (type === 'charge.succeeded' && object.captured === true) add(object, object.amount_captured, 1)
    if (type === 'charge.captured') add(object, object.amount_captured, 1)
    if (type === 'refund.created') add(object, object.amount, -1)
    if (type === 'refund.failed') add(object, object.amount, 1)
    if (type === 'charge.dispute.funds_withdrawn') add(object, object.amount, -1)
    if (type === 'charge.dispute.funds_reinstated') add(object, object.amount, 1)
  }
  return sums
}

function balanceOf(lines: Record<string, { amount: number; currency: string }>): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const line of Object.values(lines)) sums[line.currency] = (sums[line.currency] ?? 0) + line.amount
  return sums
}
