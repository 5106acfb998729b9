import { newId } from '@/db/schema/columns'
import { kindOf } from '@/lib/destinations'
import { captures } from '@/lib/destinations/captured'
import type { DeliveredEvent } from '@/lib/destinations/destination'
import type { EventRow } from '@/lib/lane/event-row'
import type { People } from '@/lib/lane/fold-people'
import type { State, StoredDestination } from '@/lib/lane/state'
import type { Json } from '@/lib/normalize/readers'
import { messageId } from './message-id'

/** A delivery as the lane writes it; its queue row follows from it. */
export interface QueuedDelivery {
  teamId: string
  id: string
  destinationId: string
  eventId: string
  connectionId: string
  siteId: string
  livemode: boolean
  what: 'event' | 'contact'
  partyKey: string | null
  type: string
  messageId: string
  event: DeliveredEvent
  /** It tells that a charge's money was captured. */
  captured: boolean
}

/** An event of the batch that goes out now, and the Stripe object it is about. */
export interface Outgoing {
  row: EventRow
  object: Json
}

/** What this batch sends out: each event to every destination of its site and mode that wants it. */
export function queuedDeliveries(events: readonly Outgoing[], state: State, people: People): QueuedDelivery[] {
  if (state.destinations.length === 0) return []
  return events.flatMap(({ row, object }) => {
    const subscriberId = row.partyKey ? people.subscriberOf(row, row.partyKey) : null
    const event = deliveredEvent(row, subscriberId)
    if (!event) return []
    const captured = captures(row.type, object)
    return state.destinations.flatMap((destination) => {
      const what = wanted(destination, row, subscriberId)
      return what ? [{ ...queued(destination, row, what), captured, event }] : []
    })
  })
}

/**
 * What one destination gets of one event; null = nothing. What is history, or triggers nothing by its setting, only tells who
 * the person is now, where the receiver can be told that without starting anything (FL-01).
 */
export function wanted(
  destination: Pick<StoredDestination, 'siteId' | 'livemode' | 'types' | 'kind'>,
  { siteId, livemode, status, type, decision }: Pick<EventRow, 'siteId' | 'livemode' | 'status' | 'type' | 'decision'>,
  subscriberId: string | null,
): 'event' | 'contact' | null {
  const kind = kindOf(destination.kind)
  if (!kind || destination.siteId !== siteId || destination.livemode !== livemode) return null
  if (status !== 'processed' || !decision) return null
  if (destination.types && !destination.types.includes(type)) return null
  if (kind.needsPerson && !subscriberId) return null
  const past = decision.no_flows
  if (past === 'missed' || past === 'paused' || past === 'disconnected') return null
  if (past) return kind.takesContacts ? 'contact' : null
  return decision.trigger_flows || !kind.takesContacts ? 'event' : 'contact'
}

function queued(
  { id: destinationId }: StoredDestination,
  row: EventRow,
  what: 'event' | 'contact',
): Omit<QueuedDelivery, 'captured' | 'event'> {
  const { teamId, id, connectionId, siteId, livemode, partyKey, type } = row
  return {
    teamId,
    id: newId(),
    destinationId,
    eventId: id,
    connectionId,
    siteId,
    livemode,
    what,
    partyKey,
    type,
    messageId: messageId(destinationId, connectionId, row.stripeEventId, 0),
  }
}

/** The normalized event with what the API adds to it; null for what was set aside. */
export function deliveredEvent(row: EventRow, subscriberId: string | null): DeliveredEvent | null {
  const { body, id, siteId, connectionId, receivedAt } = row
  if (body.outcome !== 'event') return null
  return {
    ...body,
    id,
    site_id: siteId,
    connection_id: connectionId,
    subscriber_id: subscriberId,
    received_at: receivedAt,
  }
}
