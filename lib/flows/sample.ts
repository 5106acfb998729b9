import { type CatalogueRow, catalogueRow } from '@/lib/catalogue'
import { sampleOf } from '@/lib/normalize/sample'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { detailsOf } from './details'
import type { FlowEvent } from './flow-event'

const nobodysId = '00000000-0000-7000-8000-000000000000'

/** The catalogue's example of an event as a run would have it: to try a flow with, where the site has none of its own. */
export function sampleEvent(type: string, siteId: string = nobodysId): FlowEvent | null {
  const row: CatalogueRow | undefined = catalogueRow(type)
  if (!row) return null
  const event = sampleOf(row)
  if (event.outcome !== 'event') throw new Error(`the example of ${type} is set aside`)
  return {
    ...event,
    type,
    name: row.name,
    id: nobodysId,
    site_id: siteId,
    connection_id: nobodysId,
    subscriber_id: nobodysId,
    received_at: event.occurred_at ?? new Date(0).toISOString(),
    details: detailsOf(type, row.example),
  }
}

/** Ada, the person of the examples. */
export function sampleSubscriber(siteId: string = nobodysId): SubscriberJson {
  return {
    id: nobodysId,
    site_id: siteId,
    livemode: false,
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    first_name: 'Ada',
    last_name: 'Lovelace',
    customer_ids: ['cus_ada'],
    reporting_currency: 'USD',
    currency: 'USD',
    lifetime_value: '49.00',
    lifetime_value_by_currency: { USD: { amount: '49.00', minor: '4900' } },
    lifetime_value_not_converted: {},
    mrr: '49.00',
    mrr_by_currency: { USD: { amount: '49.00', minor: '4900' } },
    mrr_not_converted: {},
    plan: 'Pro',
    subscription_status: 'active',
    product_ids: ['prod_pro'],
    user_group: null,
    tags: [],
    fields: {},
    unsubscribed_at: null,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
  }
}
