import { Worker } from 'node:worker_threads'

/**
 * Ends this process when it says nothing for so long: for a worker that no launcher watches (a container's only process),
 * whose own event loop cannot notice that it hangs. Whoever runs it starts it again. Counts its own ticks, not the
 * clock: a machine that was asleep, or whose clock was set, is no silence.
 */
export function watchOneself(silenceMs: number) {
  const thread = new Worker(source, { eval: true, execArgv: [], workerData: silenceMs })
  thread.unref()
  return { alive: () => thread.postMessage('alive'), stop: () => thread.terminate() }
}

const source = `
const { parentPort, workerData } = require('node:worker_threads')
const tick = 250
let silent = 0
parentPort.on('message', () => { silent = 0 })
setInterval(() => {
  silent += tick
  if (silent > workerData) process.kill(process.pid, 'SIGKILL')
}, tick)`
