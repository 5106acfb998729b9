import { bigint, boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, type SiteId, type TeamId } from './columns'

const minor = () => bigint({ mode: 'bigint' }).notNull()

/** Money per charge in minor units: a projection of facts, set and never added to. Lifetime value is the sum of `net`. */
export const ledger = pgTable(
  'ledger',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    chargeId: text().notNull(),
    /** Home: the site of the charge's earliest event, so a refund after a switch of site changes the site that counted it. */
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    partyKey: text(),
    currency: text().notNull(),
    captured: minor(),
    refunded: minor(),
    withdrawn: minor(),
    reinstated: minor(),
    net: minor(),
    /** When the charge was captured, for "the currency of the last successful charge". */
    paidAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.connectionId, t.chargeId, t.livemode] }),
    index('ledger_of_party').on(t.partyKey, t.teamId),
  ],
)

/** A Stripe subscription as its newest facts tell it. MRR in minor units of `currency`. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    subscriptionId: text().notNull(),
    /** Home: the site of its latest event. */
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    partyKey: text(),
    status: text().notNull(),
    currency: text(),
    mrr: minor(),
    plan: text(),
    planInterval: text(),
    startedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.connectionId, t.subscriptionId, t.livemode] }),
    index('subscriptions_of_party').on(t.partyKey, t.teamId),
  ],
)
