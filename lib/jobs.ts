import { sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'

/** Slow, rare or scheduled work: a row written in the caller's own transaction, run by a task in worker/tasks/. */
export interface Job {
  identifier: 'connection-lost' | 'deauthorize' | 'account-label' | 'purge-site' | 'purge-team'
  payload: Record<string, unknown>
  /** The same key replaces the job that waits under it. */
  job_key?: string
  max_attempts?: number
  /** ISO 8601. */
  run_at?: string
}

/** Queues jobs with one call, in the caller's own transaction, so that effect and job commit together. */
export async function enqueue(to: Tx | Db, jobs: readonly Job[]) {
  if (jobs.length === 0) return
  await to.execute(sql`select sluice_enqueue(${JSON.stringify(jobs)}::json)`)
}
