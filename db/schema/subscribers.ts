import { sql } from 'drizzle-orm'
import { bigint, boolean, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, newId, type SiteId, type TeamId } from './columns'
import type { OnDelete } from './connections'

/** Minor units as strings, by upper-case currency: { "USD": "4000" }. Strings, because JSON numbers end at 2^53. */
export type MinorByCurrency = Record<string, string>

/** One word about a person and when it was said, ISO 8601. `null` takes a field away; `false` a tag. */
export interface Edit<Value> {
  value: Value
  at: string
}

export interface PartyEdits {
  tags?: Record<string, Edit<boolean>>
  fields?: Record<string, Edit<string | number | boolean | null>>
  user_group?: Edit<string | null>
  unsubscribed?: Edit<boolean>
}

/**
 * Whose a Stripe customer or a guest's address is, per site and mode. key = `cus:<connection>:<customer>` or `mail:<address>`.
 * The key column comes before site and mode, because a customer's change of address touches it on every site.
 */
export const parties = pgTable(
  'parties',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    key: text().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    /** Null while the customer has no address anywhere: money and events are kept under the key and wait. */
    subscriberId: uuid(),
    /** What this party's own facts say, with the time of the winning fact; the subscriber shows the newest of its parties. */
    email: text(),
    /** Trimmed and in lower case, as addresses are compared. */
    emailKey: text(),
    emailAt: instant(),
    name: text(),
    nameAt: instant(),
    /** The Customer object told it, so it comes before names seen elsewhere. */
    nameOwn: boolean().notNull().default(false),
    /** What the Customer object is billed in, upper case; null before its first invoice, and for a guest. */
    currency: text(),
    currencyAt: instant(),
    userGroup: text(),
    userGroupAt: instant(),
    /** What flows and people of the team said of it (tags, fields, group, unsubscribed), each with its time; the newest word wins. */
    edits: jsonb().$type<PartyEdits>().notNull().default({}),
    /** The party a person said this one is (a merge): it goes where that one's address goes. Null = by its own address. */
    movedTo: text(),
    movedAt: instant(),
    firstSeenAt: instant().notNull(),
    /** The customer was deleted in Stripe, and what the event settings wanted then. */
    deletedAt: instant(),
    onDelete: text().$type<OnDelete>(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.key, t.siteId, t.livemode] }),
    index('parties_of_subscriber').on(t.subscriberId, t.teamId),
    index('parties_by_address').on(t.emailKey, t.teamId),
    index('parties_merged').on(t.movedTo, t.teamId).where(sql`moved_to is not null`),
  ],
)

/** A person on a site and mode, keyed by e-mail. Every figure is a projection that can be recomputed from the facts. */
export const subscribers = pgTable(
  'subscribers',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull().$defaultFn(newId),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    /** As written; compared through email_key (trimmed, lower case), a stored column: lower() is not leakproof, so RLS would keep it off its index. */
    email: text().notNull(),
    emailKey: text().notNull(),
    name: text(),
    currency: text(),
    lifetimeValueByCurrency: jsonb().$type<MinorByCurrency>().notNull().default({}),
    mrrByCurrency: jsonb().$type<MinorByCurrency>().notNull().default({}),
    reportingCurrency: text(),
    /** Minor units of reporting_currency, for sorting; null = nothing could be expressed in it. */
    lifetimeValue: bigint({ mode: 'bigint' }),
    mrr: bigint({ mode: 'bigint' }),
    /** What lifetime_value and mrr leave out, because nothing says what it is worth in reporting_currency. */
    lifetimeValueNotConverted: jsonb().$type<MinorByCurrency>().notNull().default({}),
    mrrNotConverted: jsonb().$type<MinorByCurrency>().notNull().default({}),
    plan: text(),
    planInterval: text(),
    subscriptionStatus: text(),
    /** Of all live subscriptions, distinct and sorted (docs/money.md). */
    productIds: text().array().notNull().default([]),
    userGroup: text(),
    unsubscribedAt: instant(),
    tags: text().array().notNull().default([]),
    fields: jsonb().$type<Record<string, string | number | boolean>>().notNull().default({}),
    /** Deleted in Stripe and set to "delete" here: hidden everywhere, comes back only with a newer event. */
    deletedAt: instant(),
    mergedInto: uuid(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('subscribers_email').on(t.teamId, t.siteId, t.livemode, t.emailKey),
    // What lists show. Partial, so that it can never be taken for the unique key by address above.
    index('subscribers_of_site')
      .on(t.teamId, t.siteId, t.livemode, t.id)
      .where(sql`deleted_at is null and merged_into is null`),
  ],
)
