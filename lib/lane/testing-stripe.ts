import { sql } from 'drizzle-orm'
import { newId } from '@/db/schema/columns'
import { post, rowsOf } from './testing'

/** Stripe's events in their smallest form, for tests that tell one story line by line. */

export interface StripeEvent {
  id: string
  object: 'event'
  account: string
  api_version: string
  created: number
  livemode: boolean
  type: string
  data: { object: object; previous_attributes?: object }
}

/** An hour ago: recent enough for flows, old enough for stories that take a while. Unix seconds. */
export const start = Math.floor(Date.now() / 1000) - 3_600

/** An event `second` seconds into the story. */
export function stripeEvent(
  { account }: { account: string },
  type: string,
  object: object,
  second = 0,
  more: Partial<StripeEvent> = {},
): StripeEvent {
  return {
    id: `evt_${newId().replaceAll('-', '')}`,
    object: 'event',
    account,
    api_version: '2024-06-20',
    created: start + second,
    livemode: true,
    type,
    data: { object },
    ...more,
  }
}

export const charge = (id: string, amount: number, more: object = {}) => ({
  id,
  object: 'charge',
  amount,
  amount_captured: amount,
  amount_refunded: 0,
  captured: true,
  paid: true,
  status: 'succeeded',
  currency: 'usd',
  customer: null as string | null,
  billing_details: { email: 'ada@example.com', name: null },
  payment_intent: null,
  created: start,
  ...more,
})

export const refund = (id: string, chargeId: string, amount: number, more: object = {}) => ({
  id,
  object: 'refund',
  charge: chargeId,
  amount,
  currency: 'usd',
  status: 'succeeded',
  created: start,
  ...more,
})

export const dispute = (id: string, chargeId: string, amount: number, more: object = {}) => ({
  id,
  object: 'dispute',
  charge: chargeId,
  amount,
  currency: 'usd',
  status: 'needs_response',
  balance_transactions: [],
  ...more,
})

export const customer = (id: string, email: string | null, more: object = {}) => ({
  id,
  object: 'customer',
  email,
  name: null as string | null,
  ...more,
})

export const subscription = (id: string, customerId: string, amount: number, more: object = {}) => ({
  id,
  object: 'subscription',
  customer: customerId,
  status: 'active',
  currency: 'usd',
  start_date: start,
  items: {
    object: 'list',
    data: [
      {
        id: `si_${id}`,
        object: 'subscription_item',
        quantity: 1,
        price: {
          id: 'price_pro',
          object: 'price',
          product: 'prod_pro',
          nickname: 'Pro',
          currency: 'usd',
          unit_amount: amount,
          unit_amount_decimal: String(amount),
          recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
        },
      },
    ],
  },
  ...more,
})

/** Posts events, kept in their order; every one must be answered 200. */
export async function postAll(events: readonly object[]) {
  const answers = await Promise.all(events.map((event) => post(event)))
  const refused = answers.findIndex((status) => status !== 200)
  if (refused >= 0) throw new Error(`answered ${answers[refused]}: ${JSON.stringify(events[refused])}`)
}

export interface PersonRow extends Record<string, unknown> {
  email: string
  name: string | null
  ltv: Record<string, string>
  mrr: Record<string, string>
  plan: string | null
  group: string | null
  unsubscribed: boolean
  deleted: boolean
  siteId: string
  livemode: boolean
}

/** The living people of a team, by address, without what depends on arrival (ids, times of writing). */
export const peopleOf = (place: Parameters<typeof rowsOf>[0]) =>
  rowsOf<PersonRow>(
    place,
    sql`select email_key as email, name, lifetime_value_by_currency as ltv, mrr_by_currency as mrr, plan,
      user_group as "group", unsubscribed_at is not null as unsubscribed, deleted_at is not null as deleted,
      site_id as "siteId", livemode
    from subscribers where merged_into is null order by email_key, site_id, livemode`,
  )

export const eventsOf = (place: Parameters<typeof rowsOf>[0]) =>
  rowsOf<{ type: string; status: string; reason: string | null; siteId: string }>(
    place,
    sql`select type, status, reason, site_id as "siteId" from events order by id`,
  )

/** Net per charge, minor units as text. */
export async function ledgerOf(place: Parameters<typeof rowsOf>[0]): Promise<Record<string, string>> {
  const rows = await rowsOf<{ id: string; net: string }>(place, sql`select charge_id as id, net::text from ledger`)
  return Object.fromEntries(rows.map((row) => [row.id, row.net]))
}
