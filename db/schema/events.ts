import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, type SiteId, type TeamId } from './columns'
import type { EventFilter } from './connections'

/** How an entry ended; `received` is not stored: it is an entry still in inbox_queue. */
export type EventStatus = 'processed' | 'waiting' | 'switched_off' | 'ignored' | 'failed' | 'dead'

/** The settings as they were when the event was decided, so that one event has one decision for ever (FL-03). */
export interface Decision {
  settings_version: number
  on: boolean
  trigger_flows: boolean
  update_subscriber: boolean
  full_name: boolean
  user_group: string | null
  on_delete: 'unsubscribe' | 'delete' | 'nothing' | null
  /** Why no flow could start although flows were wanted. */
  no_flows?: 'historical' | 'too_old' | 'missed' | 'paused' | 'disconnected'
  /** The filter in force, where there was one. */
  filter?: EventFilter
  /** Switched on, yet it counts for nothing: the condition it did not meet, or the customer nobody wants to hear of. */
  left_out?: LeftOut
}

export type LeftOut = { by: 'filter'; rule: EventFilter } | { by: 'customer'; customer: string }

/** One per webhook: the normalized fact, and what was decided about it. Its id is the inbox entry's. */
export const events = pgTable(
  'events',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull(),
    connectionId: uuid().notNull(),
    stripeEventId: text().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    status: text().$type<EventStatus>().notNull(),
    reason: text(),
    /** Whom it is about; the subscriber is found through `parties`, so a merge or rename moves it along. */
    partyKey: text(),
    occurredAt: instant(),
    receivedAt: instant().notNull(),
    appliedAt: instant().notNull().defaultNow(),
    /** The event of docs/normalized-event.md, as `sluice normalize` prints it. */
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    decision: jsonb().$type<Decision>(),
    normalizerVersion: smallint().notNull(),
    outflowAt: instant(),
    /** The event this one was derived from (a trial that converted, from the subscription's update); same webhook. */
    derivedFrom: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('events_stripe_event').on(t.teamId, t.connectionId, t.stripeEventId, t.livemode),
    index('events_of_site').on(t.teamId, t.siteId, t.livemode, t.id).where(sql`status in ('processed', 'waiting')`),
    index('events_of_site_type')
      .on(t.teamId, t.siteId, t.livemode, t.type, t.id)
      .where(sql`status in ('processed', 'waiting')`),
    index('events_of_party').on(t.partyKey, t.id).where(sql`party_key is not null`),
    index('events_by_status').on(t.connectionId, t.status, t.id),
    // What a filter or the ignore list left out, to be offered again when either changes; few rows, so almost free.
    index('events_left_out').on(t.connectionId, t.type, t.id).where(sql`reason in ('filtered', 'ignored_customer')`),
    index('events_open_outflow').on(t.teamId, t.id).where(sql`outflow_at is null`),
  ],
)

/** Events whose person is not known yet, by the key that would tell; a touched key sends them back to the queue. */
export const waiting = pgTable(
  'waiting',
  { teamId: uuid().notNull().$type<TeamId>(), key: text().notNull(), eventId: uuid().notNull() },
  (t) => [primaryKey({ columns: [t.teamId, t.key, t.eventId] }), index('waiting_by_event').on(t.eventId, t.teamId)],
)
