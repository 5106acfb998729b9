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
}

const children = new Set<ChildProcess>()

/** Starts a script of this folder as a process with this one's environment; resolves when it says it is ready. */
export async function startChild(script: 'testing-worker.ts' | 'testing-door.ts'): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', `worker/${script}`], {
    cwd: projectRoot(),
    env: process.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const ready = await new Promise<number>((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      // The log goes to stdout too.
      const said = /^\{"ready":(\d+)\}$/.exec(line)?.[1]
      if (said) done(Number(said))
    })
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code} before it was ready`)))
  })
  return {
    process: child,
    ready,
    signal: (name) => child.kill(name),
    alive: () => child.exitCode === null && child.signalCode === null,
  }
}

/** Ends whatever is still running; also what is stopped. */
export async function endChildren() {
  const ended = [...children].map((child) => new Promise((done) => child.once('exit', done)))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(ended)
}
