import { eq, lt, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { workers } from '@/db/schema/operations'

/** A running process' entry in `workers`: seen every second, marked stopped at a clean end. */
export interface WorkerEntry {
  seen(poolIds: readonly string[]): Promise<void>
  leave(): Promise<void>
}

const goneAfter = sql`interval '10 seconds'`

export async function joinWorkers(role: string): Promise<WorkerEntry> {
  const id = newId()
  await db.insert(workers).values({ id, role })
  return {
    seen: async (poolIds) => {
      await db
        .update(workers)
        .set({ seenAt: sql`now()`, poolIds: [...poolIds] })
        .where(eq(workers.id, id))
    },
    leave: async () => {
      await db.update(workers).set({ stoppedAt: sql`now()` }).where(eq(workers.id, id))
    },
  }
}

/**
 * Gives back the jobs of workers that are gone: graphile-worker locks by *pool* id and would wait four hours. Never
 * touches a pool whose process was seen in the last ten seconds. Returns how many pools were released.
 *
 * A job that was asked for again while it ran lost its key to the new one and is never tried again (graphile-worker: attempts
 * are set to their maximum). Done, it is removed; failed, or of the dead, it would stay for ever. Every job of ours has a key.
 */
export async function releaseJobsOfTheDead(): Promise<number> {
  const { rows } = await db.execute<{ pool: string }>(sql`
    select distinct j.locked_by as pool from graphile_worker.jobs j
    where j.locked_by is not null and j.locked_at < now() - ${goneAfter}
      and not exists (select 1 from ${workers} w where j.locked_by = any(w.pool_ids) and w.stopped_at is null
        and w.seen_at > now() - ${goneAfter})`)
  if (rows.length > 0) {
    const pools = `{${rows.map((row) => row.pool).join(',')}}`
    await db.execute(sql`select graphile_worker.force_unlock_workers(${pools}::text[])`)
  }
  const { rows: replaced } = await db.execute<{ id: string }>(sql`
    select id from graphile_worker.jobs where key is null and locked_by is null and attempts >= max_attempts`)
  if (replaced.length > 0) {
    const ids = `{${replaced.map((job) => job.id).join(',')}}`
    await db.execute(sql`select graphile_worker.complete_jobs(${ids}::bigint[])`)
  }
  return rows.length
}

/** Entries of processes that ended a day ago tell nothing any more. */
export async function forgetOldWorkers() {
  await db.delete(workers).where(lt(workers.seenAt, sql`now() - interval '1 day'`))
}
