import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { eq } from 'drizzle-orm'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { db } from '@/db/client'
import type { UserId } from '@/db/schema/columns'
import { accounts, sessions, users, verificationTokens } from '@/db/schema/index'
import { hashToken } from '@/lib/secrets/tokens'
import { welcome } from '@/lib/teams/found'

/**
 * Auth.js' own adapter with three changes: session tokens are stored hashed (its sign-in tokens already are), a session
 * always has the id we made, and a new person gets a first team in the transaction that makes them.
 */
export function adapter(): Adapter {
  const stored = DrizzleAdapter(db, {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  })
  return {
    ...stored,
    createUser,
    async createSession(session) {
      await db.insert(sessions).values({
        sessionToken: hashToken(session.sessionToken),
        userId: session.userId as UserId,
        expires: session.expires,
      })
      return session
    },
    getSessionAndUser: refuse,
    updateSession: refuse,
    async deleteSession(token) {
      await db.delete(sessions).where(eq(sessions.sessionToken, hashToken(token)))
    },
  }
}

/** Two links opened at once may both try; the unique address lets one win, and the other finds the same person. */
async function createUser({ email, emailVerified }: AdapterUser): Promise<AdapterUser> {
  return db.transaction(async (tx) => {
    const [made] = await tx.insert(users).values({ email, emailVerified }).onConflictDoNothing().returning()
    if (made) await welcome(tx, { id: made.id, email })
    const [user] = made ? [made] : await tx.select().from(users).where(eq(users.email, email))
    if (!user) throw new Error('a user was neither made nor found')
    return user
  })
}

/** Sessions are read and prolonged in sessions.ts alone, where both ends of their life are known. */
async function refuse(): Promise<never> {
  throw new Error('sessions are read through lib/auth/sessions')
}
