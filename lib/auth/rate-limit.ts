import { and, eq, gt, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { counters } from '@/db/schema/operations'
import { hashToken } from '@/lib/secrets/tokens'

export interface Limit {
  /** What is counted: 'sign-in address'. */
  name: string
  most: number
  perSeconds: number
}

/** AU-10. */
export const linksPerAddress: Limit = { name: 'sign-in address', most: 5, perSeconds: 15 * 60 }
export const linksPerClient: Limit = { name: 'sign-in client', most: 20, perSeconds: 60 * 60 }
/** AU-19: enough for polling and bulk reads, too little to hurt the others on one server. */
export const callsPerKey: Limit = { name: 'api key', most: 600, perSeconds: 60 }
/** AU-06: invitations are mails to strangers. */
export const invitationsPerTeam: Limit = { name: 'invitations', most: 50, perSeconds: 24 * 60 * 60 }
/** DA-18: a mail to oneself, to see what a flow sends; a mail server is not for playing with. */
export const testMails: Limit = { name: 'test mails', most: 30, perSeconds: 10 * 60 }
/** DA-18: a test send, or the question whether a key works, calls an address somebody typed. */
export const callsToReceivers: Limit = { name: 'receiver checks', most: 30, perSeconds: 60 }
/** Enough for somebody who cannot decide; each try writes. */
export const unsubscribesPerLink: Limit = { name: 'unsubscribe link', most: 20, perSeconds: 60 * 60 }

/** A window is counted in this many slices, so that it slides: never twice the limit around a full hour. */
const slices = 15

/**
 * Counts one try of `subject` and tells how many seconds to wait: 0 = go on. A refused try is not counted, or an
 * impatient person would lock themselves out for ever. The subject is stored hashed: addresses are not for this table.
 */
export async function takeOne(limit: Limit, subject: string, now = new Date()): Promise<number> {
  const name = `${limit.name}:${hashToken(subject).slice(0, 32)}`
  const slice = Math.ceil((limit.perSeconds * 1000) / slices)
  const windowStart = new Date(Math.floor(now.getTime() / slice) * slice)
  const since = new Date(now.getTime() - limit.perSeconds * 1000)

  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
    const [seen] = await tx
      .select({
        count: sql<number>`coalesce(sum(${counters.count}), 0)::int`,
        oldest: sql<string | null>`min(${counters.windowStart})`,
      })
      .from(counters)
      .where(and(eq(counters.name, name), gt(counters.windowStart, since)))
    if (seen?.oldest && seen.count >= limit.most) return secondsUntilFree(new Date(seen.oldest), limit, now)

    await tx
      .insert(counters)
      .values({ name, windowStart, count: 1 })
      .onConflictDoUpdate({ target: [counters.name, counters.windowStart], set: { count: sql`${counters.count} + 1` } })
    return 0
  })
}

function secondsUntilFree(oldest: Date, limit: Limit, now: Date) {
  return Math.max(1, Math.ceil((oldest.getTime() + limit.perSeconds * 1000 - now.getTime()) / 1000))
}
