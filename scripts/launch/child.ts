import { type ChildProcess, fork } from 'node:child_process'
import { log } from '@/lib/log'
import type { Part, Shutdown } from './shutdown'

export type ChildPlan = {
  name: Part
  file: string
  args?: string[]
  env?: Record<string, string>
  /** Ends the child when it sent no heartbeat for this long (its event loop hangs, or it is frozen). */
  silenceMs?: number
  /** Loading may take this long on a busy machine before silence counts (20 s). */
  bootMs?: number
  /** Drops what the child prints to stdout; warnings and errors (stderr) always come through. */
  isQuiet?: boolean
  onLine?: (line: string) => void
  /** What it sends besides its heartbeat. */
  onMessage?: (message: unknown) => void
}

const graceMs = 4_000

/** Runs a process beside ours for as long as we live: restarted when it dies (0.25 s, doubling to 10 s) or falls silent. */
export function keepChild(shutdown: Shutdown, plan: ChildPlan) {
  const bootMs = plan.bootMs ?? 20_000
  let child: ChildProcess
  let heard = performance.now()
  let pause = 250
  let restart: NodeJS.Timeout | undefined

  const start = () => {
    const startedAt = performance.now()
    heard = startedAt + bootMs
    child = fork(plan.file, plan.args ?? [], {
      env: { ...process.env, ...plan.env },
      // A channel that closes tells the child that we are gone, even after kill -9.
      execArgv: [...process.execArgv, '--import', endWithParent],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    child.on('message', (message) => {
      if (message === 'alive') heard = performance.now()
      else plan.onMessage?.(message)
    })
    readLines(child, plan)
    child.once('exit', (code, signal) => {
      if (shutdown.isStopping) return
      if (performance.now() - startedAt > 30_000) pause = 250
      log.warn('a process ended and starts again', { process: plan.name, exit: code ?? signal, pause_ms: pause })
      restart = setTimeout(start, pause)
      pause = Math.min(pause * 2, 10_000)
    })
  }

  const watch = setInterval(() => {
    if (plan.silenceMs === undefined || performance.now() - heard < plan.silenceMs) return
    log.error('a process is silent and is ended', { process: plan.name, silent_ms: plan.silenceMs })
    heard = performance.now() + bootMs
    child.kill('SIGKILL')
  }, 250)

  start()
  shutdown.add(
    plan.name,
    async () => {
      clearInterval(watch)
      clearTimeout(restart)
      await end(child)
    },
    () => child.kill('SIGKILL'),
  )
}

/** Registered before the child's own code, so that a parent that dies early is noticed as well. */
const endWithParent = `data:text/javascript,${encodeURIComponent(
  `process.once('disconnect', () => { process.kill(process.pid, 'SIGTERM'); setTimeout(() => process.exit(1), 8000).unref() })`,
)}`

function readLines(child: ChildProcess, plan: ChildPlan) {
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      plan.onLine?.(line)
      if (!plan.isQuiet) process.stdout.write(`${line}\n`)
    }
  })
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(hard)
}
