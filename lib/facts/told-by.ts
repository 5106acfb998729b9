import { and, eq } from 'drizzle-orm'
import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'

/** Joins a stored fact to the event that told it: an event id is one only within its mode. None where Stripe was asked. */
export const toldBy = and(
  eq(events.teamId, facts.teamId),
  eq(events.connectionId, facts.connectionId),
  eq(events.stripeEventId, facts.eventId),
  eq(events.livemode, facts.livemode),
)
