import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, type SiteId, type TeamId } from './columns'

export type InboxKind = 'webhook' | 'look-up' | 'backfill' | 'command'

/**
 * What Stripe sent, byte for byte. Insert-only: the open work is a narrow row in inbox_queue (an update of this wide
 * row would cost 0.4-1.5 kB of WAL an event). No foreign keys: each insert would lock the connection row.
 */
export const inbox = pgTable(
  'inbox',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull(),
    connectionId: uuid().notNull(),
    stripeEventId: text().notNull(),
    /** The site the connection was routed to at the moment of receipt (RT-08). */
    siteId: uuid().notNull().$type<SiteId>(),
    kind: text().$type<InboxKind>().notNull(),
    type: text().notNull(),
    livemode: boolean().notNull(),
    created: instant().notNull(),
    receivedAt: instant().notNull().defaultNow(),
    raw: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    // The mode too: whoever holds a test secret must not be able to take a live event's place.
    unique('inbox_stripe_event').on(t.teamId, t.connectionId, t.stripeEventId, t.livemode),
    index('inbox_by_connection').on(t.connectionId, t.id),
    // For retention: rows lie in the order they came, so a handful of pages says where the old ones are.
    index('inbox_received').using('brin', t.receivedAt),
  ],
)

/** Open work: a row here is an entry not applied yet; it is deleted in the commit that applies it. */
export const inboxQueue = pgTable(
  'inbox_queue',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    /** 0 live, 1 backfill and replay. */
    priority: smallint().notNull(),
    id: uuid().notNull(),
    bytes: integer().notNull(),
    /** The entry's own, so that a partitioned inbox is looked at in one place; null from a version that did not write it. */
    created: instant(),
    /** missed: switched off when it came, applied later at a person's word, with today's settings and nothing sent. */
    why: text().$type<'new' | 'release' | 'replay' | 'missed'>().notNull(),
    notBefore: instant(),
    attempts: smallint().notNull().default(0),
    /** null = nobody's suspect; else how often a process died while it had this entry alone (lib/lane/trial.ts). */
    crashes: smallint(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.priority, t.id] }),
    index('inbox_queue_suspects').on(t.teamId).where(sql`${t.crashes} is not null`),
  ],
)

/** Global: webhooks of accounts nobody connected; adopted when a connection appears, else kept 30 days (RT-02, RT-03). */
export const unrouted = pgTable(
  'unrouted',
  {
    stripeAccount: text().notNull(),
    livemode: boolean().notNull(),
    stripeEventId: text().notNull(),
    type: text().notNull(),
    created: instant().notNull(),
    receivedAt: instant().notNull().defaultNow(),
    raw: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.stripeAccount, t.livemode, t.stripeEventId] }),
    index('unrouted_received').on(t.receivedAt),
  ],
)
