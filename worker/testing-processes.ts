import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { projectRoot } from '@/db/root'

export interface Child {
  process: ChildProcess
  /** What it said when it was ready: the port of a door. */
  ready: number
  signal(name: NodeJS.Signals): void
  /** True until it has ended. */
  alive(): boolean
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

interface Start {
  args?: string[]
  env?: Record<string, string>
  /** How it says that it is ready, with its port if it has one. */
  says?: RegExp
}

const children = new Set<ChildProcess>()

/** Starts a script of this folder, or a bundle, with this process' environment; resolves when it says it is ready. */
export async function startChild(script: string, { args = [], env = {}, says = /^\{"ready":(\d+)\}$/ }: Start = {}) {
  const isBundle = script.endsWith('.mjs')
  const file = isBundle ? [script] : ['--import', 'tsx', `worker/${script}`]
  const child = spawn(process.execPath, [...file, ...args], {
    cwd: projectRoot(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.add(child)
  const ended = new Promise<number | string>((done) =>
    child.once('exit', (code, signal) => {
      children.delete(child)
      done(code ?? signal ?? 'nothing')
    }),
  )
  const ready = await new Promise<number>((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      // The log goes to stdout too.
      const said = says.exec(line)
      if (said) done(Number(said[1] ?? 0))
    })
    void ended.then((how) => failed(new Error(`${script} ended with ${how} before it was ready`)))
  })
  return {
    process: child,
    ready,
    signal: (name) => child.kill(name),
    alive: () => child.exitCode === null && child.signalCode === null,
    ended,
  } satisfies Child
}

/** Ends whatever is still running; also what is stopped. */
export async function endChildren() {
  const ended = [...children].map((child) => new Promise((done) => child.once('exit', done)))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(ended)
}
