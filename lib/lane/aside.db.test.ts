import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from './testing'
import { charge, customer, peopleOf, postAll, refund, type StripeEvent, stripeEvent } from './testing-stripe'

useTestDatabase()

let place: Place
beforeEach(async () => {
  place = await listeningTeam()
})

/** Most of these types are off until somebody wants them. */
async function listeningTeam(): Promise<Place> {
  const made = await connectedTeam()
  for (const type of ['payment_intent.succeeded', 'payment_intent.payment_failed', 'setup_intent.setup_failed'])
    await rowsOf(
      made,
      sql`insert into event_settings (team_id, connection_id, type, "on", trigger_flows, update_subscriber, full_name)
        values (${made.teamId}, ${made.connectionId}, ${type}, true, true, true, true)`,
    )
  return made
}

const nobody = { billing_details: { email: null, name: null } }
const failedBy = (email: string, more: object = {}) => ({
  code: 'card_declined',
  payment_method: { id: 'pm_1', object: 'payment_method', billing_details: { email, name: 'Ada' }, ...more },
})
const intent = (more: object) => ({
  id: 'pi_1',
  object: 'payment_intent',
  amount: 5_000,
  currency: 'usd',
  customer: null,
  receipt_email: null,
  ...more,
})
const sentTo = (email: string, more: object = {}) => ({
  ...refund('re_1', '', 500),
  charge: null,
  payment_intent: null,
  customer: null,
  instructions_email: email,
  ...more,
})

/** Every open event and whose it is, by address. */
const whoseOf = () =>
  rowsOf<{ type: string; status: string; email: string | null }>(
    place,
    sql`select e.type, e.status, s.email from events e
      left join parties p on p.team_id = e.team_id and p.key = e.party_key and p.site_id = e.site_id and p.livemode = e.livemode
      left join subscribers s on s.team_id = p.team_id and s.id = p.subscriber_id order by e.occurred_at, e.type`,
  )
const questions = () => rowsOf(place, sql`select aspect from facts where aspect like 'looked\_up:%'`)

describe('LT-11 an address that stands deeper in the payload is found without asking', () => {
  test.each([
    ['P-refund: where its instructions went', 'refund.created', sentTo('ada@example.com')],
    [
      'P-refund: also when its charge is not known',
      'refund.created',
      sentTo('ada@example.com', { charge: 'ch_missing' }),
    ],
    [
      'P-pi: the charge inside, as before 2022-11-15',
      'payment_intent.payment_failed',
      intent({ charges: { object: 'list', data: [charge('ch_1', 5_000)] } }),
    ],
    ['P-pi: its expanded charge', 'payment_intent.succeeded', intent({ latest_charge: charge('ch_1', 5_000) })],
    [
      'P-pi: the payment method that failed',
      'payment_intent.payment_failed',
      intent({ latest_charge: 'ch_1', last_payment_error: failedBy('ada@example.com') }),
    ],
    [
      'the payment method that could not be saved',
      'setup_intent.setup_failed',
      { id: 'seti_1', object: 'setup_intent', customer: null, last_setup_error: failedBy('ada@example.com') },
    ],
    [
      'P-charge: the PayPal account',
      'charge.succeeded',
      charge('ch_1', 5_000, {
        ...nobody,
        payment_method_details: { type: 'paypal', paypal: { payer_email: 'ada@example.com', payer_name: 'Ada' } },
      }),
    ],
  ])('%s', async (_, type, object) => {
    await postAll([stripeEvent(place, type, object)])
    await applyAll()
    expect(await whoseOf()).toEqual([{ type, status: 'processed', email: 'ada@example.com' }])
    const ltv = type === 'charge.succeeded' ? { USD: '5000' } : {}
    expect(await peopleOf(place)).toMatchObject([{ email: 'ada@example.com', ltv }])
    expect(await questions()).toEqual([])
  })

  test('a customer nobody has told of gets the address the failed payment method shows', async () => {
    const failed = intent({ customer: 'cus_1', last_payment_error: failedBy('ada@example.com') })
    await postAll([stripeEvent(place, 'payment_intent.payment_failed', failed)])
    await applyAll()
    await postAll([stripeEvent(place, 'customer.updated', customer('cus_1', 'king@example.com'), 9)])
    await applyAll()
    expect(await peopleOf(place)).toMatchObject([{ email: 'king@example.com' }])
    expect((await whoseOf())[0]).toMatchObject({ status: 'processed', email: 'king@example.com' })
  })

  test('the customer of the charge inside is the payment intent’s', async () => {
    const paid = intent({ latest_charge: charge('ch_1', 5_000, { ...nobody, customer: 'cus_1' }) })
    await postAll([stripeEvent(place, 'customer.created', customer('cus_1', 'ada@example.com'))])
    await postAll([stripeEvent(place, 'payment_intent.succeeded', paid, 1)])
    await applyAll()
    expect(await whoseOf()).toMatchObject([{}, { status: 'processed', email: 'ada@example.com' }])
  })

  test('what the object itself says comes first, and what is no address is nobody', async () => {
    const both = intent({ receipt_email: 'ada@example.com', last_payment_error: failedBy('bob@example.com') })
    await postAll([
      stripeEvent(place, 'payment_intent.payment_failed', both),
      stripeEvent(place, 'refund.created', sentTo('n/a'), 1),
    ])
    await applyAll()
    expect(await whoseOf()).toMatchObject([{ email: 'ada@example.com' }, { status: 'ignored', email: null }])
  })

  test('P-refund: whoever made the payment comes before the address the instructions went to', async () => {
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000))])
    await applyAll()
    await postAll([
      stripeEvent(place, 'refund.created', { ...sentTo('bob@example.com'), charge: 'ch_1', amount: 500 }, 1),
    ])
    await applyAll()
    expect((await whoseOf())[1]).toMatchObject({ type: 'refund.created', email: 'ada@example.com' })
  })

  test('of one second a checkout says more than a card, and a card more than what stands deeper, in both orders', async () => {
    const session = {
      id: 'cs_1',
      object: 'checkout.session',
      customer: 'cus_1',
      customer_details: { email: 'typed@example.com', name: null },
      payment_status: 'paid',
    }
    const said = [
      stripeEvent(place, 'checkout.session.completed', session),
      stripeEvent(place, 'charge.succeeded', charge('ch_1', 5_000, { customer: 'cus_1' })),
      stripeEvent(
        place,
        'payment_intent.payment_failed',
        intent({ customer: 'cus_1', last_payment_error: failedBy('deep@example.com') }),
      ),
    ]
    for (const order of [said, [...said].reverse()]) {
      const here = await listeningTeam()
      await postAll(order.map((event) => ({ ...event, account: here.account })))
      await applyAll(1)
      expect((await peopleOf(here)).map(({ email }) => email)).toEqual(['typed@example.com'])
    }
  })

  test('PR-02 people and money are the same whatever comes first', async () => {
    const story = (at: Place): StripeEvent[] => [
      stripeEvent(at, 'charge.succeeded', charge('ch_1', 5_000, { payment_intent: 'pi_1' })),
      stripeEvent(at, 'refund.created', { ...sentTo('bob@example.com'), charge: 'ch_1', amount: 500 }, 1),
      stripeEvent(at, 'payment_intent.succeeded', intent({ latest_charge: charge('ch_1', 5_000) }), 0),
    ]
    const ends = []
    for (const order of ['012', '021', '102', '120', '201', '210']) {
      const here = await listeningTeam()
      const events = story(here)
      for (const at of order) {
        await postAll(events.slice(Number(at), Number(at) + 1))
        await applyAll(1)
      }
      ends.push((await peopleOf(here)).map(({ email, ltv }) => ({ email, ltv })))
    }
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
    expect(ends[0]).toEqual([
      { email: 'ada@example.com', ltv: { USD: '4500' } },
      { email: 'bob@example.com', ltv: {} },
    ])
  })
})
