import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, newId } from './columns'

/** Global: running processes, so that a dead one's jobs are released and an unclean end is known. */
export const workers = pgTable('workers', {
  id: uuid().primaryKey(),
  role: text().notNull(),
  /** graphile-worker locks jobs by pool id; the sweep releases those of pools whose process is gone. */
  poolIds: text().array().notNull().default([]),
  startedAt: instant().notNull().defaultNow(),
  seenAt: instant().notNull().defaultNow(),
  stoppedAt: instant(),
})

/** Global: mails that were not sent because no SMTP server is configured; shown at /dev/mailbox, local only. */
export const devMails = pgTable(
  'dev_mails',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    recipient: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text(),
    /** Beside the usual ones, such as List-Unsubscribe; name → value. */
    headers: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index('dev_mails_recipient').on(t.recipient)],
)

/** Global: counts per name and window: rate limits, and webhooks refused by reason. */
export const counters = pgTable(
  'counters',
  { name: text().notNull(), windowStart: instant().notNull(), count: bigint({ mode: 'number' }).notNull() },
  (t) => [primaryKey({ columns: [t.name, t.windowStart] })],
)
