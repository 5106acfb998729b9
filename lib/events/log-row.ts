import { catalogueRow } from '@/lib/catalogue'
import { nobody } from '@/lib/catalogue/who'
import type { LogRow } from './json'
import type { EventRow } from './queries'
import { labelOf } from './sentence'

/** A line of the event log from an event; the person is today's subscriber, else whom the payload named. */
export function logRow(event: EventRow): LogRow {
  const { body } = event
  return {
    id: event.id,
    name: event.name,
    type: event.type,
    label: labelOf(event.type),
    status: event.status,
    livemode: event.livemode,
    person: {
      id: event.person?.id ?? null,
      email: event.person?.email ?? body.subscriber.email,
      name: event.person?.name ?? body.subscriber.name,
    },
    has_person: isAboutPerson(event.type),
    value: body.value,
    money_back: isMoneyBack(event.type),
    description: body.description,
    received_at: event.receivedAt.toISOString(),
    occurred_at: event.occurredAt?.toISOString() ?? null,
  }
}

/** False for types that never have a person; a type outside the catalogue may. */
export const isAboutPerson = (type: string) => catalogueRow(type)?.who !== nobody

/** True when the amount went back to the buyer, so that it is shown with a minus sign. A failed refund did not. */
export function isMoneyBack(type: string): boolean {
  if (type === 'refund.failed') return false
  return type === 'charge.dispute.funds_withdrawn' || type.startsWith('refund.') || type.startsWith('charge.refund')
}
