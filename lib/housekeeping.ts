import { lt, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { sessions, verificationTokens } from '@/db/schema/auth'
import { oauthStates } from '@/db/schema/connections'
import { counters, devMails } from '@/db/schema/operations'
import { forgetOldWorkers } from '@/lib/workers'

const now = sql`now()`

/** Removes what has had its time, in small steps; nothing here is about a tenant's data. */
export async function keepHouse() {
  await db.delete(oauthStates).where(lt(oauthStates.expiresAt, now))
  await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now() - interval '1 day'`))
  await db.delete(sessions).where(lt(sessions.expires, now))
  await db.delete(counters).where(lt(counters.windowStart, sql`now() - interval '2 days'`))
  await db.delete(devMails).where(lt(devMails.createdAt, sql`now() - interval '30 days'`))
  await db.execute(sql`select sluice_purge_unrouted(interval '30 days', 10000)`)
  await forgetOldWorkers()
}
