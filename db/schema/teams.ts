import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { users } from './auth'
import { instant, newId, type TeamId, type UserId } from './columns'

export const roles = ['owner', 'admin', 'marketer', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Global: the tenants and who belongs to them (they are read before a tenant is known). */
export const teams = pgTable('teams', {
  id: uuid()
    .primaryKey()
    .$type<TeamId>()
    .$defaultFn(newId as () => TeamId),
  name: text().notNull(),
  createdAt: instant().notNull().defaultNow(),
})

const team = () =>
  uuid()
    .notNull()
    .$type<TeamId>()
    .references(() => teams.id, { onDelete: 'cascade' })

export const teamMembers = pgTable(
  'team_members',
  {
    teamId: team(),
    userId: uuid()
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text().$type<Role>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] }), index('team_members_user').on(t.userId)],
)

export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    teamId: team(),
    email: text().notNull(),
    role: text().$type<Role>().notNull(),
    tokenHash: text().notNull().unique(),
    invitedBy: uuid().$type<UserId>(),
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [index('invitations_team').on(t.teamId)],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey().$defaultFn(newId),
    teamId: team(),
    name: text().notNull(),
    /** The key's own rights; never more than its maker had. */
    role: text().$type<Exclude<Role, 'owner'>>().notNull(),
    /** First characters, shown so that people can tell keys apart; the key itself is stored as SHA-256 only. */
    prefix: text().notNull(),
    keyHash: text().notNull().unique(),
    createdBy: uuid().$type<UserId>(),
    createdAt: instant().notNull().defaultNow(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [index('api_keys_team').on(t.teamId)],
)
