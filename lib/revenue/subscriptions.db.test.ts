import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { enterTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { writeEntries } from '@/lib/inbox/entries'
import { applyAll, connectedTeam, type Place, post, rowsOf, withLane } from '@/lib/lane/testing'
import {
  customer,
  peopleOf,
  postAll,
  type StripeEvent,
  start,
  stripeEvent,
  subscription,
} from '@/lib/lane/testing-stripe'
import { answerEntry } from '@/lib/look-ups/answer'
import { changeSite } from '@/lib/sites/mutations'
import { refoldRestingPayload } from './jobs'
import { refoldEnding, refoldResting, refoldSite } from './refold'

useTestDatabase()

type Step = [type: string, object: object, second?: number, more?: Partial<StripeEvent>]

async function then(place: Place, ...events: Step[]) {
  for (const [type, object, second, more] of events) {
    expect(await post(stripeEvent(place, type, object, second, more))).toBe(200)
    await applyAll()
  }
}

/** What Stripe says when it is asked. */
async function answer(place: Place, about: { object: string; id: string }, object: object, second = 60) {
  const at = new Date((start + second) * 1000).toISOString()
  await db.transaction(async (tx) => {
    await enterTeams(tx, [place.teamId])
    await writeEntries(tx, [
      answerEntry('look-up', { ...place, livemode: true }, { about, found: true, object: { ...object }, at }),
    ])
  })
  await applyAll()
}

/** Folds again what the lane left to be folded again, as the worker does. */
async function refoldAll(place: Place) {
  const jobs = await db.execute<{ payload: unknown }>(
    sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'refold-resting' and payload->>'team_id' = ${place.teamId}`,
  )
  for (const { payload } of jobs.rows) await withLane(refoldResting(refoldRestingPayload.parse(payload)))
  return jobs.rows.length
}

const rowOf = async (place: Place, id = 'sub_1') =>
  (
    await rowsOf<{ mrr: string; plan: string; notes: string[]; status: string }>(
      place,
      sql`select mrr::text, plan, mrr_notes as notes, status, plan_interval as "planInterval", product_id as "productId",
        price_id as "priceId", quantity::text, trial_end as "trialEnd", cancel_at as "cancelAt", canceled_at as "canceledAt",
        current_period_end as "periodEnd", currency, rests_on as "restsOn"
      from subscriptions where subscription_id = ${id}`,
    )
  )[0]

const ada = customer('cus_1', 'ada@example.com')
const pro = subscription('sub_1', 'cus_1', 10_000)
const coupon = { id: 'co_1', object: 'coupon', percent_off: 25, amount_off: null, currency: null, duration: 'forever' }
const named = (discounts: unknown[]) => subscription('sub_1', 'cus_1', 10_000, { discounts })

function weekly(id: string) {
  const one = subscription(id, 'cus_1', 1_000)
  const recurring = { interval: 'week', interval_count: 1, usage_type: 'licensed' }
  const data = one.items.data.map((item) => ({ ...item, price: { ...item.price, recurring } }))
  return { ...one, items: { ...one.items, data } }
}

describe('MRR through the lane', () => {
  test('15 currencies are added up one by one', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', ada],
      ['customer.subscription.created', pro],
      [
        'customer.subscription.created',
        subscription('sub_2', 'cus_1', 5_000, { currency: 'eur', items: inEuros(5_000) }),
      ],
    )
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '10000', EUR: '5000' } }])
  })

  test('10, 11 a coupon that is only named counts once its facts are known', async () => {
    const place = await connectedTeam()
    const source = { type: 'coupon', coupon: 'co_1' }
    await then(
      place,
      ['customer.created', ada],
      ['customer.subscription.created', named([{ id: 'di_1', object: 'discount', source, end: null }])],
    )
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: ['coupon_unknown'] })
    await then(place, ['coupon.updated', coupon, 10])
    expect(await refoldAll(place)).toBe(1)
    expect(await rowOf(place)).toMatchObject({ mrr: '7500', notes: ['coupon_limit_unknown', 'discount_counted'] })
    await answer(place, { object: 'coupon', id: 'co_1' }, coupon)
    await refoldAll(place)
    expect(await rowOf(place)).toMatchObject({ mrr: '7500', notes: ['discount_counted'] })
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '7500' } }])
  })

  test('a discount that is only an id is what its own event said it is, in any order', async () => {
    const discount = {
      id: 'di_1',
      object: 'discount',
      customer: 'cus_1',
      subscription: 'sub_1',
      start,
      end: null,
      coupon,
    }
    const story: Step[] = [
      ['customer.created', ada],
      ['customer.discount.created', discount, 5],
      ['customer.subscription.updated', named(['di_1']), 5],
    ]
    for (const order of [story, [...story].reverse()]) {
      const place = await connectedTeam()
      await then(place, ...order)
      expect(await rowOf(place)).toMatchObject({ mrr: '7500' })
      await then(place, ['customer.discount.deleted', { ...discount, end: start + 20 }, 20])
      expect(await rowOf(place)).toMatchObject({ mrr: '10000' })
    }
  })

  test('a discount of the customer lowers subscriptions without one of their own', async () => {
    const place = await connectedTeam()
    const discount = { id: 'di_9', object: 'discount', customer: 'cus_1', subscription: null, end: null, coupon }
    await then(
      place,
      ['customer.created', ada],
      ['customer.subscription.created', pro],
      ['customer.discount.created', discount, 9],
    )
    await refoldAll(place)
    expect(await rowOf(place)).toMatchObject({ mrr: '7500' })
    expect((await rowOf(place))?.notes).toContain('discount_of_customer')
    await then(place, ['customer.discount.deleted', discount, 30])
    await refoldAll(place)
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: [] })
  })

  for (const [shape, none] of [
    ['discount: null', { discount: null }],
    ['discounts: []', { discounts: [] }],
  ] as const)
    test(`a customer that shows ${shape} has no discount any more, in any order and in the second it was given in`, async () => {
      const discount = { id: 'di_9', object: 'discount', customer: 'cus_1', subscription: null, end: null, coupon }
      const taken = { data: { object: { ...ada, ...none }, previous_attributes: { discount } } }
      const story: Step[] = [
        ['customer.created', { ...ada, ...none }],
        ['customer.subscription.created', pro],
        ['customer.discount.created', discount],
      ]
      for (const order of [story, [...story].reverse()]) {
        const place = await connectedTeam()
        await then(place, ...order)
        await refoldAll(place)
        expect(await rowOf(place)).toMatchObject({ mrr: '7500' })
        await then(place, ['customer.updated', { ...ada, ...none }, 30, taken])
        await refoldAll(place)
        expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: [] })
      }
      const place = await connectedTeam()
      await then(place, ...story, ['customer.updated', { ...ada, ...none }, 0, taken])
      await refoldAll(place)
      expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: [] })
    })

  test('customers who never had a discount leave nothing to be folded again', async () => {
    const place = await connectedTeam()
    await then(place, ['customer.created', { ...ada, discount: null }], ['customer.subscription.created', pro])
    expect(await refoldAll(place)).toBe(0)
  })

  test('4 three subscriptions of 10.00 a week are 130.00 a month', async () => {
    const place = await connectedTeam()
    await then(
      place,
      ['customer.created', ada],
      ...['sub_1', 'sub_2', 'sub_3'].map((id): Step => ['customer.subscription.created', weekly(id)]),
    )
    expect(await rowOf(place)).toMatchObject({ mrr: '4333' })
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '13000' } }])
  })

  test('a coupon takes off its amount in the currency of the subscription, once Stripe told it', async () => {
    const place = await connectedTeam()
    const inEuro = { id: 'co_1', object: 'coupon', amount_off: 500, currency: 'eur', duration: 'forever' }
    await then(
      place,
      ['customer.created', ada],
      ['customer.subscription.created', named([{ id: 'di_1', object: 'discount', coupon: inEuro, end: null }])],
    )
    expect((await rowOf(place))?.notes).toContain('discount_other_currency')
    const currency_options = { eur: { amount_off: 500 }, usd: { amount_off: 600 } }
    await answer(place, { object: 'coupon', id: 'co_1' }, { ...inEuro, currency_options })
    await refoldAll(place)
    expect(await rowOf(place)).toMatchObject({ mrr: '9400', notes: ['discount_counted'] })
  })

  test('7, 8 tiers are known when Stripe was asked for them', async () => {
    const place = await connectedTeam()
    const price = {
      id: 'price_pro',
      object: 'price',
      product: 'prod_pro',
      currency: 'usd',
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      unit_amount: null,
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    }
    const items = { object: 'list', data: [{ id: 'si_1', object: 'subscription_item', quantity: 8, price }] }
    const tiers = [
      { up_to: 5, unit_amount: 1000, flat_amount: null },
      { up_to: null, unit_amount: 800, flat_amount: null },
    ]
    await then(place, ['customer.created', ada], ['customer.subscription.created', { ...pro, items }])
    expect(await rowOf(place)).toMatchObject({ mrr: '0', notes: ['tiers_unknown'] })
    await answer(place, { object: 'price', id: 'price_pro' }, { ...price, tiers })
    await refoldAll(place)
    expect(await rowOf(place)).toMatchObject({ mrr: '7400', notes: [] })
    await then(place, ['customer.subscription.updated', { ...pro, items }, 90])
    expect(await rowOf(place)).toMatchObject({ mrr: '7400', notes: [] })
  })

  test('the plan is called by its product, whichever is known first', async () => {
    const place = await connectedTeam()
    await then(place, ['customer.created', ada], ['customer.subscription.created', pro])
    expect(await rowOf(place)).toMatchObject({
      plan: 'Pro',
      productId: 'prod_pro',
      priceId: 'price_pro',
      quantity: '1',
    })
    await then(place, ['product.updated', { id: 'prod_pro', object: 'product', name: 'Professional' }, 5])
    expect(await refoldAll(place)).toBe(1)
    expect(await peopleOf(place)).toMatchObject([{ plan: 'Professional' }])
    await then(place, [
      'product.updated',
      { id: 'prod_pro', object: 'product', name: 'Professional', active: false },
      9,
    ])
    expect(await rowsOf(place, sql`select product_id as id, name, is_deleted as gone from products`)).toEqual([
      { id: 'prod_pro', name: 'Professional', gone: false },
    ])
  })

  test('a cut list of items is a note, not a quietly low figure, until Stripe told them all', async () => {
    const place = await connectedTeam()
    const cut = { ...pro, items: { ...pro.items, has_more: true } }
    await then(place, ['customer.created', ada], ['customer.subscription.created', cut])
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: ['items_cut'] })
    const [one] = pro.items.data
    const eleventh = { ...one, id: 'si_11', subscription: 'sub_1', quantity: 3 }
    const all = { object: 'list', has_more: false, data: [{ ...one, subscription: 'sub_1' }, eleventh] }
    await answer(place, { object: 'items_of_subscription', id: 'sub_1' }, all)
    expect(await rowOf(place)).toMatchObject({ mrr: '40000', notes: [] })
    // The next event cuts the list again: what was told stands in for the rest, and is said to be of before.
    await then(place, ['customer.subscription.updated', cut, 90])
    expect(await rowOf(place)).toMatchObject({ mrr: '40000', notes: ['items_cut'] })
  })

  test('tax inside the price is taken out as on the latest paid invoice', async () => {
    const place = await connectedTeam()
    const price = { ...pro.items.data[0]?.price, tax_behavior: 'inclusive' }
    const items = { ...pro.items, data: [{ ...pro.items.data[0], price }] }
    await then(place, ['customer.created', ada], ['customer.subscription.created', { ...pro, items }])
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: ['tax_unknown'] })
    const invoice = {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_1',
      status: 'paid',
      currency: 'usd',
      amount_paid: 10_000,
      total: 10_000,
      total_excluding_tax: 8_000,
      parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
    }
    await then(place, ['invoice.paid', invoice, 5])
    expect(await rowOf(place)).toMatchObject({ mrr: '8000', notes: ['tax_taken_out'] })
  })

  test('a trial given to a customer who paid before counts when the site says so', async () => {
    const place = await connectedTeam()
    const invoice = {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_1',
      status: 'paid',
      currency: 'usd',
      amount_paid: 10_000,
      total: 10_000,
      subscription: 'sub_1',
    }
    const gift = { ...pro, status: 'trialing', trial_end: start + 86_400 }
    await then(
      place,
      ['customer.created', ada],
      ['invoice.paid', invoice, 1],
      ['customer.subscription.updated', gift, 5],
    )
    expect(await rowOf(place)).toMatchObject({ mrr: '0', notes: ['trial'], trialEnd: expect.anything() })
    await change(place, { mrr: { trials_with_paid_invoice: true } })
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: ['trial_counted'] })
    expect(await peopleOf(place)).toMatchObject([{ mrr: { USD: '10000' } }])
    await change(place, { mrr: { trials_with_paid_invoice: false } })
    expect(await peopleOf(place)).toMatchObject([{ mrr: {} }])
  })

  test('a person has the products of all live subscriptions, of every customer they are, and none of what ended', async () => {
    const place = await connectedTeam()
    const products = async () =>
      (await rowsOf(place, sql`select product_ids as ids from subscribers`)).map(({ ids }) => ids)
    const sold = (id: string, customerId: string, ids: string[], more: object = {}) => {
      const plain = subscription(id, customerId, 1_000, more)
      const [one] = plain.items.data
      const data = ids.map((product) => ({ ...one, id: `si_${product}`, price: { ...one?.price, product } }))
      return { ...plain, items: { ...plain.items, data } }
    }
    await then(
      place,
      ['customer.created', ada],
      ['customer.created', customer('cus_2', 'Ada@Example.com')],
      ['customer.subscription.created', sold('sub_1', 'cus_1', ['prod_seat', 'prod_pro'])],
      ['customer.subscription.created', sold('sub_2', 'cus_2', ['prod_addon', 'prod_pro'], { status: 'trialing' })],
      ['customer.subscription.created', sold('sub_3', 'cus_1', ['prod_held'], { status: 'paused' })],
    )
    expect(await products()).toEqual([['prod_addon', 'prod_pro', 'prod_seat']])
    await then(place, [
      'customer.subscription.updated',
      sold('sub_1', 'cus_1', ['prod_pro'], { status: 'past_due' }),
      10,
    ])
    expect(await products()).toEqual([['prod_addon', 'prod_pro']])
    await then(place, [
      'customer.subscription.deleted',
      sold('sub_2', 'cus_2', ['prod_addon'], { status: 'canceled' }),
      20,
    ])
    expect(await products()).toEqual([['prod_pro']])
    await then(place, [
      'customer.subscription.deleted',
      sold('sub_1', 'cus_1', ['prod_pro'], { status: 'canceled' }),
      30,
    ])
    expect(await products()).toEqual([[]])
    // Which plan it was is still worth knowing; it is the plan of no product they have.
    expect(await peopleOf(place)).toMatchObject([{ plan: 'Pro' }])
  })

  test('a discount that counts until it ends is folded again when it did', async () => {
    const place = await connectedTeam()
    await change(place, { mrr: { discounts: 'all_active' } })
    const soon = Math.floor(Date.now() / 1000) + 2
    const discount = { id: 'di_1', object: 'discount', coupon: { ...coupon, duration: 'repeating' }, end: soon }
    await then(place, ['customer.created', ada], ['customer.subscription.created', named([discount])])
    expect((await rowOf(place))?.notes).toContain('discount_until_end')
    expect(await rowOf(place)).toMatchObject({ mrr: '7500' })
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, soon * 1000 + 50 - Date.now())))
    await withLane(refoldEnding())
    expect(await rowOf(place)).toMatchObject({ mrr: '10000', notes: [] })
  })

  test('of two updates in one second the later stage wins, whichever comes first', async () => {
    const ending = { ...pro, cancel_at_period_end: true, current_period_end: start + 86_400 }
    const story: Step[] = [
      ['customer.created', ada],
      ['customer.subscription.updated', { ...pro, status: 'incomplete' }, 5],
      ['customer.subscription.updated', pro, 5],
      ['customer.subscription.updated', ending, 5],
    ]
    for (const order of [story, [...story].reverse()]) {
      const place = await connectedTeam()
      await then(place, ...order)
      expect(await rowOf(place)).toMatchObject({ status: 'active', cancelAt: expect.anything() })
    }
  })

  test('canceling at the end of the period shows the day, and the best live subscription names the plan', async () => {
    const place = await connectedTeam()
    const ends = { cancel_at_period_end: true, current_period_end: start + 86_400 }
    await then(
      place,
      ['customer.created', ada],
      ['customer.subscription.updated', { ...pro, ...ends }, 5],
      [
        'customer.subscription.deleted',
        subscription('sub_2', 'cus_1', 90_000, { status: 'canceled', canceled_at: start }),
        9,
      ],
    )
    const day = new Date((start + 86_400) * 1000)
    expect(new Date(String(((await rowOf(place)) as { cancelAt?: string })?.cancelAt))).toEqual(day)
    expect(await peopleOf(place)).toMatchObject([{ plan: 'Pro', mrr: { USD: '10000' } }])
  })
})

test('the same story told in classic, basil and newest shapes gives the same row', async () => {
  const rows = []
  for (const shape of [classic, basil, newest]) {
    const place = await connectedTeam()
    await postAll(shape().map(([type, object, second]) => stripeEvent(place, type, object, second)))
    await applyAll()
    await refoldAll(place)
    rows.push(await rowOf(place))
  }
  expect(rows[0]).toMatchObject({
    mrr: '7200',
    plan: 'Pro',
    planInterval: 'year',
    quantity: '2',
    notes: ['discount_counted'],
  })
  expect(rows[1]).toEqual(rows[0])
  expect(rows[2]).toEqual(rows[0])
})

/** 54,000 a year twice, 20 % off for ever: what each generation of payloads shows of it. */
const whole = { id: 'co_20', object: 'coupon', percent_off: 20, duration: 'forever', applies_to: null }
const planned = (price: object, more: object) => ({
  id: 'sub_1',
  object: 'subscription',
  customer: 'cus_1',
  status: 'active',
  start_date: start,
  cancel_at_period_end: true,
  ...more,
  items: { object: 'list', data: [{ id: 'si_1', object: 'subscription_item', quantity: 2, ...price }] },
})
const price = {
  id: 'price_pro',
  object: 'price',
  product: 'prod_pro',
  nickname: null,
  currency: 'usd',
  billing_scheme: 'per_unit',
  unit_amount: 54_000,
  unit_amount_decimal: '54000',
  recurring: { interval: 'year', interval_count: 1, usage_type: 'licensed' },
}
const product: Step = ['product.created', { id: 'prod_pro', object: 'product', name: 'Pro' }, 0]
const period = { current_period_end: start + 86_400 }

const classic = (): Step[] => [
  ['customer.created', ada, 0],
  product,
  [
    'customer.subscription.updated',
    planned(
      {
        plan: {
          id: 'price_pro',
          object: 'plan',
          product: 'prod_pro',
          currency: 'usd',
          amount: 54_000,
          interval: 'year',
          interval_count: 1,
        },
      },
      { ...period, discount: { id: 'di_1', object: 'discount', coupon: whole, end: null }, start: start },
    ),
    5,
  ],
]

const basil = (): Step[] => [
  ['customer.created', ada, 0],
  product,
  [
    'customer.discount.created',
    { id: 'di_1', object: 'discount', customer: 'cus_1', subscription: 'sub_1', coupon: whole, end: null },
    5,
  ],
  ['customer.subscription.updated', planned({ price, ...period }, { currency: 'usd', discounts: ['di_1'] }), 5],
]

const newest = (): Step[] => [
  ['customer.created', ada, 0],
  ['customer.subscription.updated', planned({ price, ...period }, { currency: 'usd', discounts: ['di_1'] }), 5],
  ['coupon.created', whole, 4],
  [
    'customer.discount.created',
    {
      id: 'di_1',
      object: 'discount',
      customer: 'cus_1',
      subscription: 'sub_1',
      source: { type: 'coupon', coupon: 'co_20' },
      end: null,
    },
    5,
  ],
  product,
]

function inEuros(amount: number) {
  const [one] = pro.items.data
  return {
    ...pro.items,
    data: [
      { ...one, price: { ...one?.price, currency: 'eur', unit_amount: amount, unit_amount_decimal: String(amount) } },
    ],
  }
}

async function change(place: Place, moneyPolicy: NonNullable<Parameters<typeof changeSite>[2]['moneyPolicy']>) {
  await changeSite({ teamId: place.teamId, actor: { kind: 'system' } }, place.siteId, { moneyPolicy })
  await withLane(refoldSite(place.teamId, place.siteId))
}
