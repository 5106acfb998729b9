import { sql } from 'drizzle-orm'
import { bigint, boolean, date, index, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
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
    paymentIntentId: text(),
    invoiceId: text(),
    /** What Stripe booked for the captured amount, already converted (Stripe: balance transaction), minor units. */
    settled: bigint({ mode: 'bigint' }),
    settledCurrency: text(),
    /** The group an event that names only this charge (a refund, a dispute) put whoever it belongs to in. */
    userGroup: text(),
    userGroupAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.connectionId, t.chargeId, t.livemode] }),
    index('ledger_of_party').on(t.partyKey, t.teamId),
    index('ledger_with_group').on(t.partyKey, t.teamId).where(sql`user_group is not null`),
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
    /** Rounded for display. */
    mrr: minor(),
    /** The same to forty places: what is added up before it is rounded once. */
    mrrExact: numeric().notNull(),
    plan: text(),
    planInterval: text(),
    startedAt: instant(),
    /** Of the item the plan is named after. */
    productId: text(),
    priceId: text(),
    /** Of all its items, whatever they cost and whatever became of it; distinct and sorted. */
    productIds: text().array().notNull().default([]),
    quantity: bigint({ mode: 'bigint' }),
    trialEnd: instant(),
    currentPeriodEnd: instant(),
    cancelAt: instant(),
    canceledAt: instant(),
    /** Products, prices and coupons the figures rest on: who of them changes has this computed again. */
    restsOn: text().array().notNull().default([]),
    /** Codes of what made the figure smaller than the price or is not known (lib/revenue/notes.ts). */
    mrrNotes: text().array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.connectionId, t.subscriptionId, t.livemode] }),
    index('subscriptions_of_party').on(t.partyKey, t.teamId),
  ],
)

/** A Stripe invoice as far as money needs it: what was paid outside Stripe, and how much of it is tax. A projection of facts. */
export const invoices = pgTable(
  'invoices',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    invoiceId: text().notNull(),
    /** Home: the site of its earliest event. */
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    partyKey: text(),
    currency: text(),
    /** Minor units; null where no payload told it. */
    total: bigint({ mode: 'bigint' }),
    totalExcludingTax: bigint({ mode: 'bigint' }),
    /** Paid, but not through Stripe: out of band, or recorded as paid elsewhere. */
    paidOffStripe: bigint({ mode: 'bigint' }),
    paidAt: instant(),
    subscriptionId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.connectionId, t.invoiceId, t.livemode] }),
    index('invoices_of_party').on(t.partyKey, t.teamId),
  ],
)

/**
 * Which charge or payment intent paid which invoice. Stripe told it on the charge until basil, and since then in
 * invoice_payment.paid; an invoice may be paid in parts, and one payment may pay several invoices.
 */
export const invoicePayments = pgTable(
  'invoice_payments',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    /** `ch_…`, `py_…` or `pi_…`. */
    paymentId: text().notNull(),
    invoiceId: text().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'invoice_payments_pk',
      columns: [t.teamId, t.connectionId, t.paymentId, t.livemode, t.invoiceId],
    }),
  ],
)

/** Names of what is sold, for plans, pickers and sentences: Stripe's payloads mostly carry ids. A projection of facts. */
export const products = pgTable(
  'products',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    connectionId: uuid().notNull(),
    productId: text().notNull(),
    livemode: boolean().notNull(),
    name: text(),
    isDeleted: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.connectionId, t.productId, t.livemode] })],
)

/** Global: what one unit of a currency was worth in another on a day, from the operator's table. */
export const exchangeRates = pgTable(
  'exchange_rates',
  {
    day: date().notNull(),
    currency: text().notNull(),
    inCurrency: text().notNull(),
    /** Major unit to major unit, as the operator wrote it. */
    rate: numeric().notNull(),
    /** The same between minor units, so that SQL need not know how many decimals a currency has (lib/money does). */
    perMinor: numeric().notNull(),
    /** Who imported it (an operator's address, or `cli`), and when. */
    setBy: text().notNull(),
    setAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.inCurrency, t.day] })],
)
