import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '@/db/root'

export interface Child {
  pid: number
  /** From the start of the process until it said it was ready, in ms. */
  startMs: number
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
}

interface Plan {
  name: string
  args: string[]
  env: Record<string, string>
  /** What it prints when it is ready. */
  ready: RegExp
}

const running = new Set<ChildProcess>()
let over = false
const bootMs = 60_000

/** Starts a Node process and waits until it says it is ready. */
export async function startChild({ name, args, env, ready }: Plan): Promise<Child> {
  if (over) throw new Error(`The run is over; ${name} is not started any more.`)
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: projectRoot(),
    env: { ...inherited(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await saysReady(child, name, ready)
  return {
    pid: child.pid ?? 0,
    startMs: performance.now() - began,
    signal: (signal) => child.kill(signal),
    stop: () => end(child),
  }
}

/** Ends everything that still runs, also what is stopped or does not listen; nothing is started from then on. */
export async function endChildren() {
  over = true
  await Promise.all([...running].map(end))
}

/** Nothing of the person's own settings may reach what is measured. */
const inherited = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' })

function saysReady(child: ChildProcess, name: string, ready: RegExp) {
  let said = ''
  return new Promise<void>((done, failed) => {
    const listen = (text: string) => {
      if (said.length < 100_000) said += text
      if (ready.test(said)) done()
    }
    child.stdout?.setEncoding('utf8').on('data', listen)
    child.stderr?.setEncoding('utf8').on('data', listen)
    child.once('exit', (code) => failed(new Error(`${name} ended with ${code} before it was ready:\n${said}`)))
    setTimeout(() => failed(new Error(`${name} was not ready after a minute:\n${said}`)), bootMs).unref()
  })
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  await Promise.race([ended, sleep(5_000)])
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await ended
}
