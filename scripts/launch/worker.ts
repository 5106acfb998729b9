import { startWorker } from '@/worker/index'
import { keepChild } from './child'
import { say } from './say'
import type { Shutdown } from './shutdown'

const heartbeatMs = 1_000
const silenceMs = 10_000

/** The worker as a process of its own beside ours: a crash or an endless loop in it leaves the pages alone. */
export function startWorkerChild(shutdown: Shutdown, { isQuiet }: { isQuiet: boolean }) {
  keepChild(shutdown, { name: 'worker', file: process.argv[1] ?? '', args: ['worker'], silenceMs, isQuiet })
}

/** Mode `worker`: alone, or as that child. */
export async function runWorker(shutdown: Shutdown) {
  let isHealthy = () => true
  // Withheld while the lane hangs: the launcher then ends this process and starts another.
  const heartbeat = setInterval(() => {
    if (isHealthy() && process.connected) process.send?.('alive')
  }, heartbeatMs)
  const worker = await startWorker()
  isHealthy = () => worker.healthy()
  shutdown.add('worker', async () => {
    clearInterval(heartbeat)
    await worker.stop()
  })
  if (!process.connected) say('The worker runs.')
}
