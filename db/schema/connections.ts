import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, newId, type SiteId, type TeamId, type UserId } from './columns'
import { sites } from './sites'

export type ConnectionState = 'connected' | 'disconnected' | 'needs_reconnect'

/** One Stripe account and mode linked to a team. The row is reused on reconnect, so history and dedupe go on. */
export const connections = pgTable(
  'connections',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull().$defaultFn(newId),
    siteId: uuid().notNull().$type<SiteId>(),
    stripeAccount: text().notNull(),
    livemode: boolean().notNull(),
    kind: text().$type<'oauth' | 'key'>().notNull(),
    /** What people call it; starts as the Stripe account's own name. */
    name: text().notNull(),
    accountName: text(),
    defaultCurrency: text(),
    country: text(),
    scope: text(),
    state: text().$type<ConnectionState>().notNull(),
    /** false = paused by a person. */
    isActive: boolean().notNull().default(true),
    connectedBy: uuid().$type<UserId>(),
    /** Of the present grant: a reconnect starts it anew. */
    connectedAt: instant().notNull(),
    /** When the account first came to this team; history from before it was never imported. */
    firstConnectedAt: instant().notNull().defaultNow(),
    disconnectedAt: instant(),
    /** Why it is disconnected: by a person here, or on Stripe's side. */
    disconnectedBy: text().$type<'person' | 'stripe'>(),
    /** Set while Stripe has not yet confirmed our deauthorization (OA-12: retried by a job). */
    deauthorizePending: boolean().notNull().default(false),
    /** Only key connections: ≥ 128 random bits, the last part of its own webhook URL. */
    endpointKey: text(),
    /** Encrypted signing secrets of that URL (lib/secrets), newest first; two while one is rolled. */
    signingSecrets: jsonb().$type<{ secret: string; expiresAt?: string }[]>(),
    /** Customers whose events change nothing here, by Stripe id. */
    ignoredCustomers: text().array().notNull().default([]),
    settingsVersion: integer().notNull().default(0),
    settingsChangedBy: text(),
    settingsChangedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('connections_account').on(t.teamId, t.stripeAccount, t.livemode),
    index('connections_site').on(t.teamId, t.siteId),
    foreignKey({ columns: [t.teamId, t.siteId], foreignColumns: [sites.teamId, sites.id] }),
  ],
)

/** Global: from a Stripe account to its connection. The primary key *is* "one account and mode, one connection" (RT-07). */
export const routes = pgTable(
  'routes',
  {
    stripeAccount: text().notNull(),
    livemode: boolean().notNull(),
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    state: text().$type<'open' | 'closed'>().notNull(),
    connectedAt: instant().notNull(),
    endpointKey: text().unique('routes_endpoint_key'),
    /** When Stripe was last asked whether the account still lets us in (RT-06). */
    probedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.stripeAccount, t.livemode] }),
    index('routes_connection').on(t.teamId, t.connectionId),
  ],
)

/** Global: OAuth round trips under way. Single use, ten minutes, bound to user, session, team, site and mode (OA-02, OA-03). */
export const oauthStates = pgTable('oauth_states', {
  stateHash: text().primaryKey(),
  userId: uuid().notNull().$type<UserId>(),
  sessionHash: text().notNull(),
  teamId: uuid().notNull().$type<TeamId>(),
  siteId: uuid().notNull().$type<SiteId>(),
  /** False: nobody asked for that site, it is only where a new account would land. */
  siteChosen: boolean().notNull().default(true),
  livemode: boolean().notNull(),
  returnTo: text(),
  expiresAt: instant().notNull(),
})

export type OnDelete = 'unsubscribe' | 'delete' | 'nothing'

/** All given conditions must hold; within one list, any of its values. */
export interface EventFilter {
  products?: string[]
  prices?: string[]
  billing_reasons?: string[]
  metadata?: { key: string; value: string }[]
  livemode?: boolean
}

/** What a person chose per connection and Stripe type; a type without a row follows the catalogue's defaults. */
export const eventSettings = pgTable(
  'event_settings',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    type: text().notNull(),
    on: boolean().notNull(),
    triggerFlows: boolean().notNull(),
    updateSubscriber: boolean().notNull(),
    fullName: boolean().notNull(),
    userGroup: text(),
    onDelete: text().$type<OnDelete>(),
    /** Which events of this type count; null = all of them. */
    filter: jsonb().$type<EventFilter>(),
    updatedAt: instant().notNull().defaultNow(),
    updatedBy: text(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.connectionId, t.type] })],
)
