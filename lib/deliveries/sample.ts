import { newId, type SiteId } from '@/db/schema/columns'
import { catalogueRow } from '@/lib/catalogue'
import { exampleEvent } from '@/lib/catalogue/example-event'
import type { Contact, DeliveredEvent, Delivery } from '@/lib/destinations/destination'
import { normalize } from '@/lib/normalize'

/** The catalogue's example of an event as a delivery about the given address, to try a destination with. */
export function sample(
  type: string,
  { siteId, livemode }: { siteId: SiteId; livemode: boolean },
  email: string,
): Delivery {
  const row = catalogueRow(type)
  if (!row) throw new Error(`there is no event ${type}`)
  const event = { ...normalize(exampleEvent(row)), type: row.type, livemode }
  const id = newId()
  return {
    id: `msg_test_${id.replaceAll('-', '')}`,
    what: 'event',
    event: {
      ...event,
      outcome: 'event',
      subscriber: { ...event.subscriber, email },
      occurred_at: new Date().toISOString(),
      id,
      site_id: siteId,
      connection_id: id,
      subscriber_id: id,
      received_at: new Date().toISOString(),
    } as DeliveredEvent,
    contact: somebody(id, email),
    captured: false,
  }
}

const somebody = (id: string, email: string): Contact => ({
  subscriber_id: id,
  email,
  known_as: null,
  name: 'Test Person',
  first_name: 'Test',
  last_name: 'Person',
  customer_id: null,
  currency: 'USD',
  lifetime_value: '49.00',
  mrr: '49.00',
  plan: 'Pro',
  subscription_status: 'active',
  user_group: null,
  tags: [],
  former_tags: [],
  fields: {},
  unsubscribed: false,
  deleted: false,
})
