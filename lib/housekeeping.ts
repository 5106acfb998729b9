import { and, lt, notLike, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { sessions, verificationTokens } from '@/db/schema/auth'
import { counters, devMails } from '@/db/schema/operations'
import { forgetOldStates } from '@/lib/connections/oauth-states'
import { keepAttempts, keepDeliveries } from '@/lib/retention/deliveries'
import { keepRuns, keepStepDetails } from '@/lib/retention/flows'
import { keepRaw } from '@/lib/retention/raw'
import { forgetOldWorkers } from '@/lib/workers'

const now = sql`now()`

/**
 * Removes what has had its time, in small steps: of a tenant's data only webhooks as they were sent, after RAW_RETENTION_DAYS,
 * what was said at attempts to deliver, what steps of flows kept of mails and calls, and, after HISTORY_RETENTION_DAYS, runs
 * that have ended and deliveries that are settled.
 */
export async function keepHouse() {
  await forgetOldStates()
  await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now() - interval '1 day'`))
  await db.delete(sessions).where(lt(sessions.expires, now))
  await db
    .delete(counters)
    .where(
      and(
        lt(counters.windowStart, sql`now() - interval '2 days'`),
        notLike(counters.name, 'drift:%'),
        notLike(counters.name, 'reads/30d:%'),
      ),
    )
  // Whose figures had drifted: an operator may look once a month. Reads of Stripe are rationed by the month.
  await db.delete(counters).where(lt(counters.windowStart, sql`now() - interval '31 days'`))
  await db.delete(devMails).where(lt(devMails.createdAt, sql`now() - interval '30 days'`))
  await db.execute(sql`select sluice_purge_unrouted(interval '30 days', 10000)`)
  await forgetOldWorkers()
  await keepRaw()
  await keepAttempts()
  await keepStepDetails()
  // Runs first: what they might still send is kept until they are gone.
  await keepRuns()
  await keepDeliveries()
}
