import { sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'

/** Every job there is. Each has a task in worker/tasks/: worker/job-runner.ts does not compile without it. */
export type JobName = QueuedName | ScheduledName
type QueuedName =
  | 'account-label'
  | 'connection-lost'
  | 'deauthorize'
  | 'destination-disabled'
  | 'flow-paused'
  | 'look-up'
  | 'purge-site'
  | 'purge-team'
  | 'recompute-converted'
  | 'recompute-site'
  | 'refold-resting'
/** Started by the clock (`crontab` in worker/job-runner.ts), never queued by us. */
export type ScheduledName = 'check-figures' | 'keep-house' | 'refold-ending'

/** Slow or rare work: a row written in the caller's own transaction. lib/<concept>/jobs.ts makes it and reads its payload. */
export interface Job {
  identifier: QueuedName
  payload: Record<string, unknown>
  /** The same key replaces the job that waits under it. */
  job_key?: string
  max_attempts?: number
  /** Not before so many ms from now, by the database's clock: this machine's may be wrong, and another one runs it. */
  in_ms?: number
  /** A job that waits under the same key already keeps its time. */
  keep_run_at?: true
}

/** Queues jobs with one call, in the caller's own transaction, so that effect and job commit together. */
export async function enqueue(to: Tx | Db, jobs: readonly Job[]) {
  if (jobs.length === 0) return
  await to.execute(sql`
    select sluice_enqueue(json_agg(case when j ? 'in_ms'
      then j || jsonb_build_object('run_at', clock_timestamp() + (j->>'in_ms')::float8 * interval '1 millisecond')
      else j end))
    from jsonb_array_elements(${JSON.stringify(jobs)}::jsonb) j`)
}
