import { startWorker } from './index'

/** A worker as a process of its own, for tests that kill it. Says `ready` when it works. */
await startWorker()
process.stdout.write('{"ready":0}\n')
