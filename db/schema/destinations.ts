import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, newId, type SiteId, type TeamId } from './columns'

/** `paused`: by a person, with a queue behind it. `disabled`: by itself, after days of failures or a 410; nothing queues. */
export type DestinationState = 'on' | 'paused' | 'disabled'

/** Where a site's events of one mode are forwarded. */
export const destinations = pgTable(
  'destinations',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull().$defaultFn(newId),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    /** Of lib/destinations. */
    kind: text().notNull(),
    name: text().notNull(),
    /** As the kind's config describes it; secrets are sealed to this row. */
    config: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Stripe types it hears; null = every event. */
    types: text().array(),
    /** Names a contact's fields go out under; fields left out follow the kind's own. */
    mapping: jsonb().$type<Record<string, string | null>>().notNull().default({}),
    state: text().$type<DestinationState>().notNull().default('on'),
    /** Why it disabled itself: a key of lib/reasons.ts. */
    disabledReason: text(),
    disabledAt: instant(),
    /** Of the first failure since the last success: five days of only failures disable it. */
    failingSince: instant(),
    lastSuccessAt: instant(),
    lastFailureAt: instant(),
    /** The last failure, as lib/reasons.ts and the receiver say it; stays until the next success. */
    lastReason: text(),
    lastSays: text(),
    /** The receiver named a time (Retry-After): nothing is sent before it (OUT-03). */
    notBefore: instant(),
    /** Deliveries with the same key share the pace of one account at the receiver. */
    paceKey: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    /** Removed by a person: hidden, and nothing is sent; its deliveries are still told of on their events. */
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    index('destinations_of_site').on(t.siteId, t.livemode).where(sql`deleted_at is null`),
  ],
)

/** When the next call may be made with a receiver's account: rows are locked for microseconds, never across a call. */
export const destinationPace = pgTable(
  'destination_pace',
  { teamId: uuid().notNull().$type<TeamId>(), paceKey: text().notNull(), freeAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.teamId, t.paceKey] })],
)

/** Under which address a destination knows a person, so that a change of address moves them there too. */
export const destinationContacts = pgTable(
  'destination_contacts',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    destinationId: uuid().notNull(),
    subscriberId: uuid().notNull(),
    email: text().notNull(),
    /** sha256 of what was sent last: the same again is not sent. */
    digest: text().notNull(),
    sentAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.destinationId, t.subscriberId] }),
    index('destination_contacts_of_subscriber').on(t.subscriberId),
  ],
)
