import { and, eq, gt, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { UserId } from '@/db/schema/columns'
import { sessions, users } from '@/db/schema/index'
import { hashToken, randomToken } from '@/lib/secrets/tokens'

const day = 86_400_000
/** AU-07: signed out after 14 days without use, and after 30 days in any case. */
export const idleMs = 14 * day
export const absoluteMs = 30 * day
/** The idle end moves at most this often, so that reading a page is not a write. */
const touchEveryMs = 60 * 60_000

export interface User {
  id: UserId
  email: string
  name: string | null
}

export interface Session {
  /** SHA-256 of the cookie's value: names the session without being able to use it. */
  hash: string
  user: User
}

/** Makes a session and returns the token for the cookie; only its hash is stored. */
export async function startSession(userId: UserId, now = new Date()): Promise<{ token: string; expires: Date }> {
  const token = randomToken()
  const expires = new Date(now.getTime() + idleMs)
  await db.insert(sessions).values({ sessionToken: hashToken(token), userId, expires, createdAt: now })
  return { token, expires }
}

/** The living session behind a cookie's value, or null. Moves its idle end forward. */
export async function findSession(token: string | undefined, now = new Date()): Promise<Session | null> {
  if (!token || token.length > 200) return null
  const hash = hashToken(token)
  const [row] = await db
    .select({ expires: sessions.expires, id: users.id, email: users.email, name: users.name })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, hash), living(now)))
  if (!row) return null

  const idleEnd = new Date(now.getTime() + idleMs)
  if (idleEnd.getTime() - row.expires.getTime() > touchEveryMs) {
    await db.update(sessions).set({ expires: idleEnd }).where(eq(sessions.sessionToken, hash))
  }
  return { hash, user: { id: row.id, email: row.email, name: row.name } }
}

const living = (now: Date) =>
  and(gt(sessions.expires, now), gt(sessions.createdAt, new Date(now.getTime() - absoluteMs)))

/** Ends one session on the server: its cookie is worth nothing from here on, wherever a copy of it lies. */
export async function endSession(token: string) {
  await db.delete(sessions).where(eq(sessions.sessionToken, hashToken(token)))
}

/** Signs a person out everywhere. Returns how many sessions ended. */
export async function endAllSessions(userId: UserId): Promise<number> {
  const ended = await db.delete(sessions).where(eq(sessions.userId, userId)).returning({ one: sql`1` })
  return ended.length
}
