import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, newId, type SiteId, type TeamId, type UserId } from './columns'

/** Where events land. Tenant tables lead every key with team_id (docs/decisions/0004). */
export const sites = pgTable(
  'sites',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid()
      .notNull()
      .$type<SiteId>()
      .$defaultFn(newId as () => SiteId),
    name: text().notNull(),
    /** Upper-case code; empty = the account's default currency, else the first charge's. */
    reportingCurrency: text(),
    /** How lifetime value and MRR are counted here; what is left out follows the defaults (lib/sites/money-policy.ts). */
    moneyPolicy: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.id] })],
)

/** Who did what, when; append-only for the app (DA-13). */
export const auditLog = pgTable(
  'audit_log',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull().$defaultFn(newId),
    at: instant().notNull().defaultNow(),
    actor: text().$type<'user' | 'api_key' | 'system'>().notNull(),
    actorId: uuid().$type<UserId | string>(),
    action: text().notNull(),
    subject: text(),
    detail: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.id] })],
)
