import { setTimeout as sleep } from 'node:timers/promises'
import { failureOf } from '@/db/failure'
import { readiness } from '@/lib/health'
import { log } from '@/lib/log'
import { type Figures, heardFrom, ownFigures } from '@/lib/metrics/of-children'
import { type RunningWorker, startWorker } from '@/worker/index'
import { every } from '@/worker/timers'
import { keepChild } from './child'
import { say } from './say'
import type { Shutdown } from './shutdown'
import { watchOneself } from './watchdog'
import { openWorkerPages } from './worker-pages'

const heartbeatMs = 1_000
const silenceMs = 10_000
const figuresMs = 5_000

/** The worker as a process of its own beside ours: a crash or an endless loop in it leaves the pages alone. */
export function startWorkerChild(shutdown: Shutdown, { isQuiet }: { isQuiet: boolean }) {
  const onMessage = (message: unknown) => {
    if (isFigures(message)) heardFrom('worker', message.figures)
  }
  keepChild(shutdown, { name: 'worker', file: process.argv[1] ?? '', args: ['worker'], silenceMs, isQuiet, onMessage })
}

const isFigures = (message: unknown): message is { figures: Figures } =>
  typeof message === 'object' && message !== null && 'figures' in message

/** Mode `worker`: alone, or as that child. */
export async function runWorker(shutdown: Shutdown) {
  let isHealthy = () => true
  const watchdog = process.connected ? undefined : watchOneself(silenceMs)
  // Withheld while the lane hangs: this process is then ended and another started, by the launcher or by who runs us.
  const heartbeat = setInterval(() => {
    if (!isHealthy()) return
    if (process.connected) process.send?.('alive')
    watchdog?.alive()
  }, heartbeatMs)
  // Nobody can ask a child for its figures, so it tells them.
  const telling = every(figuresMs, async () => {
    if (process.connected) process.send?.({ figures: await ownFigures() })
  })
  if (!process.connected && process.env.PORT) await openWorkerPages(shutdown, Number(process.env.PORT))
  const worker = await startWhenItCan(shutdown)
  if (!worker) {
    clearInterval(heartbeat)
    return telling.stop()
  }
  isHealthy = () => worker.healthy()
  shutdown.add('worker', async () => {
    clearInterval(heartbeat)
    await telling.stop()
    await worker.stop()
  })
  if (!process.connected) say('The worker runs.')
}

/** A database that goes away between the look at it and the start is waited for again: it is no reason to end. */
async function startWhenItCan(shutdown: Shutdown): Promise<RunningWorker | undefined> {
  for (;;) {
    await schemaIsThere(shutdown)
    if (shutdown.isStopping) return undefined
    try {
      return await startWorker()
    } catch (error) {
      if (!['away', 'busy', 'collided'].includes(failureOf(error))) throw error
      log.warn('the worker could not start and tries again', { error })
      await sleep(1_000)
    }
  }
}

/** A worker may be started before, or while, somebody migrates: it waits for the schema instead of dying of it. */
async function schemaIsThere(shutdown: Shutdown) {
  let said = ''
  while (!shutdown.isStopping) {
    const { database, schema } = (await readiness()).checks
    const missing = [database, schema].find((check) => !check.ok)
    if (!missing || missing.ok) return
    if (missing.reason !== said) log.warn('the worker waits', { reason: missing.reason })
    said = missing.reason
    await sleep(1_000)
  }
}
