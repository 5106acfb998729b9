import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, newId, type UserId } from './columns'

/** Global: people, their sessions and their sign-in links. Shapes follow Auth.js; tokens are stored hashed (lib/auth). */
export const users = pgTable('users', {
  id: uuid()
    .primaryKey()
    .$type<UserId>()
    .$defaultFn(newId as () => UserId),
  name: text(),
  email: text().notNull().unique(),
  emailVerified: instant(),
  image: text(),
  createdAt: instant().notNull().defaultNow(),
})

export const accounts = pgTable(
  'accounts',
  {
    userId: uuid()
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    refresh_token: text(),
    access_token: text(),
    expires_at: integer(),
    token_type: text(),
    scope: text(),
    id_token: text(),
    session_state: text(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
)

export const sessions = pgTable('sessions', {
  sessionToken: text().primaryKey(),
  userId: uuid()
    .notNull()
    .$type<UserId>()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Idle end: moved forward while the session is used. */
  expires: instant().notNull(),
  /** The absolute end counts from here. */
  createdAt: instant().notNull().defaultNow(),
})

export const verificationTokens = pgTable(
  'verification_tokens',
  { identifier: text().notNull(), token: text().notNull(), expires: instant().notNull() },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
)
