import { catalogueRow } from '@/lib/catalogue'
import { nobody } from '@/lib/catalogue/who'
import type { LogRow } from './json'
import type { EventRow } from './queries'
import { isMoneyBack, labelOf } from './sentence'

/** A line of the event log from an event; the person is today's subscriber, else whom the payload named. */
export function logRow(event: EventRow): LogRow {
  const { body } = event
  return {
    id: event.id,
    name: event.name,
    type: event.type,
    label: rowLabelOf(event),
    status: event.status,
    livemode: event.livemode,
    person: {
      id: event.person?.id ?? null,
      email: event.person?.email ?? body.subscriber.email,
      name: event.person?.name ?? body.subscriber.name,
    },
    has_person: isAboutPerson(event.type),
    value: body.value,
    money_back: isMoneyBack(event.type) && !event.reserved,
    money_moved: moves.has(event.type) && !event.reserved,
    description: body.description,
    received_at: event.receivedAt.toISOString(),
    occurred_at: event.occurredAt?.toISOString() ?? null,
  }
}

/** False for types that never have a person; a type outside the catalogue may. */
export const isAboutPerson = (type: string) => catalogueRow(type)?.who !== nobody

/** Stripe calls a payment succeeded also when its money is only reserved, and refunded when that is set free. */
export function rowLabelOf({ type, reserved }: Pick<EventRow, 'type' | 'reserved'>): string {
  if (!reserved) return labelOf(type)
  return type === 'charge.refunded' ? 'Reservation set free' : 'Payment reserved'
}

/** Types whose amount went from one pocket to another. Others name an amount, and twins repeat it. */
const moves: ReadonlySet<string> = new Set([
  'charge.succeeded',
  'charge.captured',
  'charge.refunded',
  'refund.failed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
])
