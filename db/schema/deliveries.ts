import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, type SiteId, type TeamId } from './columns'

/** `refused`: trying again would not help. `dead`: every try failed. `cancelled`: the destination or connection went away. */
export type DeliveryState = 'queued' | 'delivered' | 'refused' | 'dead' | 'cancelled'

/** One event to one destination. Written once and settled once; the work in between is a row of delivery_queue. */
export const deliveries = pgTable(
  'deliveries',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull(),
    destinationId: uuid().notNull(),
    eventId: uuid().notNull(),
    /** 0, and one more each time a person sends it again: a new id for the receiver. */
    resendNo: smallint().notNull().default(0),
    connectionId: uuid().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    what: text().$type<'event' | 'contact'>().notNull(),
    /** Whom it is about; their data is read when it is sent. */
    partyKey: text(),
    type: text().notNull(),
    /** What the receiver sees: hash of destination, connection, Stripe event id and resend_no; survives replay and restore. */
    messageId: text().notNull(),
    /** It tells that a charge's money was captured: what a receiver may count as a purchase. */
    captured: boolean().notNull().default(false),
    /** The event part, frozen when it was queued. */
    event: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<DeliveryState>().notNull().default('queued'),
    reason: text(),
    says: text(),
    attempts: smallint().notNull().default(0),
    createdAt: instant().notNull().defaultNow(),
    settledAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('deliveries_of_event').on(t.teamId, t.destinationId, t.eventId, t.resendNo),
    index('deliveries_of_destination').on(t.destinationId, t.id),
    index('deliveries_unsettled').on(t.destinationId, t.state, t.id).where(sql`state <> 'delivered'`),
    index('deliveries_by_event').on(t.eventId),
    index('deliveries_settled').on(t.settledAt).where(sql`settled_at is not null`),
    index('deliveries_queued_by_connection').on(t.connectionId).where(sql`state = 'queued'`),
  ],
)

/**
 * Open work: a narrow row, deleted when its delivery is settled. Who sends it pushes due_at ahead and keeps pushing while it
 * lives: when a process dies, the row is due again by itself.
 */
export const deliveryQueue = pgTable(
  'delivery_queue',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    destinationId: uuid().notNull(),
    id: uuid().notNull(),
    dueAt: instant().notNull(),
    /** The attempt that is made or was made last; only that one may settle it (PR-07). */
    attemptNo: smallint().notNull().default(0),
    /** The call it is part of at the moment. */
    callId: uuid(),
    /** It failed among others, so it goes alone. */
    alone: boolean().notNull().default(false),
    /** Who asked for the next attempt; null = the schedule. */
    askedBy: text(),
    /** It was cancelled while a call was made: it ends with that call, delivered or for this reason. */
    endsBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.destinationId, t.id] }),
    // Which destinations have something due, by a skip scan; and what of one is due.
    index('delivery_queue_due').on(t.destinationId, t.dueAt),
    index('delivery_queue_flying').on(t.destinationId).where(sql`call_id is not null`),
  ],
)

/** One try of one delivery. */
export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    deliveryId: uuid().notNull(),
    no: smallint().notNull(),
    destinationId: uuid().notNull(),
    callId: uuid().notNull(),
    at: instant().notNull(),
    durationMs: integer().notNull(),
    askedBy: text(),
    outcome: text().$type<'delivered' | 'refused' | 'try-again'>().notNull(),
    reason: text(),
    says: text(),
    /** When the next one was due; null = there is none. */
    nextAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.deliveryId, t.no] }), index('delivery_attempts_at').using('brin', t.at)],
)

/** What one call to a receiver said, for every delivery that was part of it: masked, and cut at 16 KiB (OUT-09, OUT-17). */
export const deliveryCalls = pgTable(
  'delivery_calls',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull(),
    destinationId: uuid().notNull(),
    at: instant().notNull(),
    durationMs: integer().notNull(),
    delivered: integer().notNull(),
    failed: integer().notNull(),
    exchanges: jsonb().$type<unknown[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    index('delivery_calls_of_destination').on(t.destinationId, t.at),
    index('delivery_calls_at').using('brin', t.at),
  ],
)
