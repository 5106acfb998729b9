import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/db/embedded/ports'
import { projectRoot } from '@/db/root'
import { testSecret } from '@/lib/lane/testing'

type Child = ChildProcessByStdio<null, Readable, Readable>

export type Role = 'ingest' | 'worker'

/** A process of the crew: whenever it ends it is started again, on the same port. */
export interface Member {
  name: string
  role: Role
  port: number
  kill(): void
  /** Stops it where it stands for so long, then lets it go on. */
  freeze(ms: number): Promise<void>
}

export interface CrewOptions {
  /** The bundled launcher. */
  launcher: string
  databaseUrl: string
  /** For what the processes keep. */
  folder: string
  doors: number
  workers: number
}

/** The doors and workers of a run, as an operator starts them: the launcher in the mode `ingest` or `worker`. */
export class Crew {
  readonly members: Member[] = []
  /** Who ended without being killed. Must stay empty: a lost database is no reason to die. */
  readonly diedAlone: string[] = []
  private readonly running = new Map<string, Child>()
  private readonly working = new Set<string>()
  private ending = false

  constructor(private readonly options: CrewOptions) {
    mkdirSync(options.folder, { recursive: true })
  }

  /** Resolves when everybody works. */
  async start() {
    const { doors, workers } = this.options
    for (let nth = 1; nth <= doors; nth++) await this.add('ingest', nth)
    for (let nth = 1; nth <= workers; nth++) await this.add('worker', nth)
  }

  ports = () => this.members.filter(({ role }) => role === 'ingest').map(({ port }) => port)
  /** False while somebody who ended has not come back yet. */
  everybodyWorks = () => this.working.size === this.members.length
  workers = () => this.members.filter(({ role }) => role === 'worker')

  /** Ends everybody for good, also who is frozen. */
  async end() {
    this.ending = true
    const children = [...this.running.values()]
    const ended = children.map((child) => new Promise((done) => child.once('exit', done)))
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(ended)
  }

  private async add(role: Role, nth: number) {
    const name = `${role} ${nth}`
    const port = await freePort(0)
    const killed = new WeakSet<Child>()
    const start = () => {
      const child = this.spawn(role, port)
      this.running.set(name, child)
      const said = listen(child)
      child.once('close', async (code, signal) => {
        this.running.delete(name)
        this.working.delete(name)
        if (this.ending) return
        if (!killed.has(child)) this.diedAlone.push(`${name} ended with ${code ?? signal}: ${said.last()}`)
        await sleep(250)
        if (!this.ending) start()
      })
      return said.ready.then(() => this.working.add(name))
    }
    const ready = start()
    this.members.push({
      name,
      role,
      port,
      kill: () => {
        const child = this.running.get(name)
        if (!child) return
        killed.add(child)
        child.kill('SIGKILL')
      },
      freeze: async (ms) => {
        const child = this.running.get(name)
        child?.kill('SIGSTOP')
        await sleep(ms)
        child?.kill('SIGCONT')
      },
    })
    await ready
  }

  private spawn(role: Role, port: number): Child {
    const { launcher, databaseUrl, folder } = this.options
    return spawn(process.execPath, [launcher, role], {
      cwd: projectRoot(),
      env: { ...process.env, ...calm, DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }
}

/** What a process says: that it works, and its last words. */
function listen({ stdout, stderr }: Child) {
  let said = ''
  const ready = new Promise<void>((done) => {
    for (const stream of [stdout, stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-2_000)
        if (/^(The worker runs|Sluice receives webhooks)/m.test(said)) done()
      })
    }
  })
  return { ready, last: () => said.trim() }
}

/** Nothing of the surroundings may lead a process of the run anywhere else. */
const calm = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  APP_URL: '',
  STRIPE_WEBHOOK_SECRETS: testSecret,
  STRIPE_SECRET_KEY: '',
  STRIPE_TEST_SECRET_KEY: '',
  SMTP_URL: '',
} as const
