import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItems, type Runner, run, type Task, type WorkerEvents } from 'graphile-worker'
import { pool } from '@/db/client'
import type { JobName, ScheduledName } from '@/lib/jobs'
import { log } from '@/lib/log'
import { jobs } from '@/lib/metrics/own'
import { traced } from '@/lib/metrics/tracing'
import { accountLabel } from './tasks/account-label'
import { checkFiguresTask } from './tasks/check-figures'
import { connectionLost } from './tasks/connection-lost'
import { deauthorize } from './tasks/deauthorize'
import { destinationDisabled } from './tasks/destination-disabled'
import { flowPaused } from './tasks/flow-paused'
import { keepHouse } from './tasks/keep-house'
import { lookUpTask } from './tasks/look-up'
import { purgeSiteTask } from './tasks/purge-site'
import { purgeTeamTask } from './tasks/purge-team'
import { recomputeConvertedTask } from './tasks/recompute-converted'
import { recomputeSiteTask } from './tasks/recompute-site'
import { refoldEnding } from './tasks/refold-ending'
import { refoldRestingTask } from './tasks/refold-resting'

/** Slow, rare or scheduled work. Each task unpacks its payload and calls lib/; throwing means "again later". */
const tasks: Record<JobName, Task> = {
  'account-label': accountLabel,
  'check-figures': checkFiguresTask,
  'connection-lost': connectionLost,
  deauthorize,
  'destination-disabled': destinationDisabled,
  'flow-paused': flowPaused,
  'keep-house': keepHouse,
  'look-up': lookUpTask,
  'purge-site': purgeSiteTask,
  'purge-team': purgeTeamTask,
  'recompute-converted': recomputeConvertedTask,
  'recompute-site': recomputeSiteTask,
  'refold-ending': refoldEnding,
  'refold-resting': refoldRestingTask,
}

/** When the clock starts a job, in UTC. */
const crontab: Record<ScheduledName, string> = {
  'check-figures': '23 3 * * *',
  'keep-house': '*/10 * * * *',
  'refold-ending': '7 0 * * *',
}

/** graphile-worker's own words go where ours go; what it says of single jobs is told by the events below. */
const logger = new Logger(() => (level, message) => {
  if (level === 'error') log.error('the job runner reports an error', { detail: message })
  else if (level === 'warning') log.warn('the job runner reports a problem', { detail: message })
})

export interface RunningJobs {
  stop(): Promise<void>
}

/**
 * Starts the job runner, and again when it gives up: graphile-worker ends all its work when it cannot write down how a job
 * ended, as while the database is away. `onPool` hears the id under which it locks jobs, for the sweep over dead workers.
 */
export async function startJobs(onPool: (poolId: string) => void): Promise<RunningJobs> {
  let stopping = false
  let { runner, over } = await runJobs(onPool)
  const keepRunning = async () => {
    while (!stopping) {
      await over
      await ended(runner)
      while (!stopping && !(await startsAgain())) await sleep(1_000)
    }
  }
  const startsAgain = () =>
    runJobs(onPool).then(
      (again) => {
        runner = again.runner
        over = again.over
        return true
      },
      () => false,
    )
  const kept = keepRunning()
  return {
    stop: async () => {
      stopping = true
      await ended(runner)
      await kept
    },
  }
}

interface Running {
  runner: Runner
  /** Resolves when it has given up. */
  over: Promise<unknown>
}

/** How long a runner may take to end. graphile-worker gives running jobs five seconds. */
const endMs = 8_000

/**
 * The end of a runner, or the end of our patience: after two failures to write down how jobs ended, graphile-worker 0.17.3 counts
 * one batch too few and waits for ever. What such a runner had locked is given back like that of the dead.
 */
const ended = (runner: Runner) => Promise.race([runner.stop().catch(() => {}), sleep(endMs, undefined, { ref: false })])

async function runJobs(onPool: (poolId: string) => void): Promise<Running> {
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => onPool(workerPool.id))
  events.on('job:error', ({ job, error }) => {
    jobs.inc({ job: job.task_identifier, outcome: 'failed' })
    log.warn('a job failed and is tried again', { task: job.task_identifier, error })
  })
  events.on('job:success', ({ job }) => jobs.inc({ job: job.task_identifier, outcome: 'done' }))
  const failed = new Promise<void>((done) => {
    events.on('pool:fatalError', () => void setTimeout(done, endMs).unref())
  })
  const runner = await run({
    pgPool: pool,
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, inTrace(name, task)])),
    parsedCronItems: parseCronItems(
      Object.entries(crontab).map(([task, match]) => ({ task, match, identifier: task })),
    ),
    concurrency: 4,
    // Written down in batches, a failure to do so is tried again and ends the runner; singly it ends the process (0.17.3).
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    pollInterval: 1_000,
    noHandleSignals: true,
    logger,
    events,
  })
  const over = Promise.race([runner.promise, failed]).catch((error: unknown) =>
    log.warn('the job runner gave up', { error }),
  )
  return { runner, over }
}

const inTrace =
  (name: string, task: Task): Task =>
  (payload, helpers) =>
    traced(`job.${name}`, async () => task(payload, helpers))
