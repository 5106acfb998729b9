import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { LaneClient } from '@/lib/lane/client'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, dispute, peopleOf, postAll, refund, stripeEvent } from '@/lib/lane/testing-stripe'

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

type Told = [type: string, object: object]

const ada = { customer: 'cus_1', customer_email: 'ada@example.com' }
const invoice = (more: object) => ({
  id: 'in_1',
  object: 'invoice',
  status: 'paid',
  currency: 'usd',
  total: 4_900,
  amount_due: 4_900,
  amount_paid: 4_900,
  attempt_count: 0,
  ...ada,
  ...more,
})
const paidBy = (payment: object) => ({
  id: 'inpay_1',
  object: 'invoice_payment',
  invoice: 'in_1',
  status: 'paid',
  currency: 'usd',
  amount_paid: 4_900,
  payment,
})
const held = charge('ch_1', 4_900, { captured: false, amount_captured: 0 })
const whole = charge('ch_1', 4_900)

/** The table of docs/money.md: one row here for each of its lines. `off` = what counts where the site counts invoices paid outside Stripe. */
const table: { line: string; told: Told[]; counts: string | undefined; off?: string }[] = [
  { line: 'charge succeeded and captured', told: [['charge.succeeded', whole]], counts: '4900' },
  { line: 'authorized, not captured yet', told: [['charge.succeeded', held]], counts: undefined },
  {
    line: 'pending',
    told: [['charge.pending', charge('ch_1', 4_900, { status: 'pending', paid: false })]],
    counts: undefined,
  },
  {
    line: 'failed',
    told: [
      ['charge.failed', charge('ch_1', 4_900, { status: 'failed', paid: false, captured: false, amount_captured: 0 })],
    ],
    counts: undefined,
  },
  {
    line: 'authorization expired',
    told: [
      ['charge.succeeded', held],
      [
        'charge.expired',
        charge('ch_1', 4_900, { captured: false, amount_captured: 0, amount_refunded: 4_900, refunded: true }),
      ],
    ],
    counts: undefined,
  },
  { line: 'a payment of zero', told: [['charge.succeeded', charge('ch_1', 0)]], counts: undefined },
  {
    line: 'captured later and in part',
    told: [
      ['charge.succeeded', held],
      ['charge.captured', charge('ch_1', 4_900, { amount_captured: 4_000 })],
    ],
    counts: '4000',
  },
  {
    line: 'refund',
    told: [
      ['charge.succeeded', whole],
      ['charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 })],
    ],
    counts: '4000',
  },
  {
    line: 'refund pending',
    told: [
      ['charge.succeeded', whole],
      ['refund.created', refund('re_1', 'ch_1', 900, { status: 'pending' })],
    ],
    counts: '4000',
  },
  {
    line: 'refund that failed',
    told: [
      ['charge.succeeded', whole],
      ['refund.failed', refund('re_1', 'ch_1', 900, { status: 'failed' })],
    ],
    counts: '4900',
  },
  {
    line: 'refund that was canceled',
    told: [
      ['charge.succeeded', whole],
      ['refund.updated', refund('re_1', 'ch_1', 900, { status: 'canceled' })],
    ],
    counts: '4900',
  },
  {
    line: 'dispute opened, under inquiry, closed',
    told: [
      ['charge.succeeded', whole],
      ['charge.dispute.created', dispute('dp_1', 'ch_1', 4_900)],
      ['charge.dispute.updated', dispute('dp_1', 'ch_1', 4_900, { status: 'warning_needs_response' })],
      ['charge.dispute.closed', dispute('dp_1', 'ch_1', 4_900, { status: 'lost' })],
    ],
    counts: '4900',
  },
  {
    line: 'dispute: funds withdrawn',
    told: [
      ['charge.succeeded', whole],
      ['charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_1', 4_900)],
    ],
    counts: '0',
  },
  {
    line: 'dispute: funds reinstated',
    told: [
      ['charge.succeeded', whole],
      ['charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_1', 4_900)],
      ['charge.dispute.funds_reinstated', dispute('dp_1', 'ch_1', 4_900)],
    ],
    counts: '4900',
  },
  {
    line: 'refund and dispute on one charge',
    told: [
      ['charge.succeeded', whole],
      ['charge.refunded', charge('ch_1', 4_900, { amount_refunded: 900 })],
      ['charge.dispute.funds_withdrawn', dispute('dp_1', 'ch_1', 4_900)],
    ],
    counts: '0',
  },
  {
    line: 'payment intent, checkout session',
    told: [
      [
        'payment_intent.succeeded',
        {
          id: 'pi_1',
          object: 'payment_intent',
          amount: 4_900,
          amount_received: 4_900,
          currency: 'usd',
          customer: 'cus_1',
        },
      ],
      [
        'checkout.session.completed',
        {
          id: 'cs_1',
          object: 'checkout.session',
          amount_total: 4_900,
          currency: 'usd',
          payment_status: 'paid',
          customer: 'cus_1',
          customer_details: { email: 'ada@example.com' },
        },
      ],
    ],
    counts: undefined,
  },
  {
    line: 'invoice paid by a charge',
    told: [['invoice.paid', invoice({ charge: 'ch_1', paid: true, paid_out_of_band: false })]],
    counts: undefined,
  },
  {
    line: 'invoice paid out of band (until basil)',
    told: [['invoice.paid', invoice({ charge: null, paid: true, paid_out_of_band: true })]],
    counts: undefined,
    off: '4900',
  },
  {
    line: 'invoice paid outside Stripe in part (since dahlia)',
    told: [['invoice.paid', invoice({ amount_paid_off_stripe: 1_000 })]],
    counts: undefined,
    off: '1000',
  },
  {
    line: 'payment outside Stripe that was recorded',
    told: [
      ['invoice.paid', invoice({})],
      ['invoice_payment.paid', paidBy({ type: 'payment_record', payment_record: 'pr_1' })],
    ],
    counts: undefined,
    off: '4900',
  },
  {
    line: 'invoice that was tried and paid without a charge (before there was a flag)',
    told: [['invoice.payment_succeeded', invoice({ paid: true, charge: null, attempt_count: 1 })]],
    counts: undefined,
    off: '4900',
  },
  {
    line: 'receipt: a paid invoice that was never tried (before there was a flag)',
    told: [['invoice.payment_succeeded', invoice({ paid: true, charge: null })]],
    counts: undefined,
  },
  {
    line: 'invoice of basil to dahlia, which does not say how it was paid',
    told: [['invoice.paid', invoice({})]],
    counts: undefined,
  },
  {
    line: 'invoice paid from the credit balance',
    told: [
      [
        'invoice.paid',
        invoice({
          amount_due: 0,
          amount_paid: 0,
          charge: null,
          paid: true,
          paid_out_of_band: false,
          starting_balance: -4_900,
          ending_balance: 0,
        }),
      ],
    ],
    counts: undefined,
  },
  {
    line: 'invoice open, void or uncollectible',
    told: [
      ['invoice.updated', invoice({ status: 'open', amount_paid: 0 })],
      ['invoice.voided', invoice({ status: 'void', amount_paid: 0 })],
      ['invoice.marked_uncollectible', invoice({ status: 'uncollectible', amount_paid: 0 })],
    ],
    counts: undefined,
  },
  {
    line: 'credit balance and credit grants',
    told: [['customer.updated', customer('cus_1', 'ada@example.com', { balance: -4_900 })]],
    counts: undefined,
  },
  {
    line: 'Stripe’s fees',
    told: [
      [
        'charge.succeeded',
        charge('ch_1', 4_900, {
          balance_transaction: {
            id: 'txn_1',
            object: 'balance_transaction',
            amount: 4_900,
            fee: 172,
            net: 4_728,
            currency: 'usd',
          },
        }),
      ],
    ],
    counts: '4900',
  },
]

const counted = async () => (await peopleOf(place)).find((row) => row.email === 'ada@example.com')?.ltv.USD

test.each(table)('LT-10 $line', async ({ told, counts, off }) => {
  await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com'))])
  for (const [n, [type, object]] of told.entries()) await postAll([stripeEvent(place, type, object, n + 1)])
  await applyAll(undefined, lane)
  expect(await counted()).toBe(counts)

  await rowsOf(place, sql`update sites set money_policy = '{"ltv": {"off_stripe": true}}'`)
  await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'ada@example.com', { name: 'Ada' }), 60)])
  await applyAll(undefined, lane)
  expect(await counted()).toBe(off ?? counts)
})

test('LT-10 test mode is never part of a live figure', async () => {
  await postAll([
    stripeEvent(place, 'charge.succeeded', whole),
    stripeEvent(place, 'charge.succeeded', charge('ch_2', 700), 0, { livemode: false }),
  ])
  await applyAll(undefined, lane)
  expect(await peopleOf(place)).toMatchObject([
    { livemode: false, ltv: { USD: '700' } },
    { livemode: true, ltv: { USD: '4900' } },
  ])
})

test('docs/money.md has a line for each of these, and no other', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/money.md'), 'utf8')
  const [, rows = ''] = text.split('| what happened | counts |\n|---|---|\n')
  const lines = rows
    .split('\n\n', 1)[0]
    ?.split('\n')
    .map((row) => row.split('|')[1]?.trim())
  expect(lines).toEqual([...table.map((row) => row.line), 'test mode'])
})
