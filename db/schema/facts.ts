import { boolean, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant, type SiteId, type TeamId } from './columns'

/**
 * Dated facts, append-only: everything a figure is made of. Version = (at, rank, event_id): Stripe's `created`, then the
 * payload's own content, then the event id; within one second changes that say what they changed from come first
 * (lib/facts/chain). An absent field is no fact. State is a fold of this *set*, so the order of
 * arrival cannot matter. The mode is part of what a fact is about: who holds a test secret may say anything about test
 * objects and nothing about live ones, whatever ids the events name (RT-09).
 */
export const facts = pgTable(
  'facts',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    /** A Stripe id: the charge (refunds and disputes are aspects of their charge), the customer, the subscription. */
    objectId: text().notNull(),
    aspect: text().notNull(),
    at: instant().notNull(),
    rank: smallint().notNull(),
    eventId: text().notNull(),
    /** The site and mode of the event that told it: a charge's home is the site of its earliest event. */
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    value: jsonb().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'facts_pk',
      columns: [t.teamId, t.connectionId, t.objectId, t.livemode, t.aspect, t.at, t.rank, t.eventId],
    }),
  ],
)
