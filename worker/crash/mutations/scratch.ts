import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '@/db/root'
import type { Guard, Mutation } from './mutation'
import type { Case, Outcome } from './outcome'

const copied = [
  'app',
  'db',
  'drizzle',
  'lib',
  'sandbox',
  'scripts',
  'worker',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]

/** A copy of the sources to make mistakes in; the packages are ours. */
export class Scratch {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sluice-scratch-'))

  constructor() {
    for (const name of copied) cpSync(join(projectRoot(), name), join(this.folder, name), { recursive: true })
    symlinkSync(join(projectRoot(), 'node_modules'), join(this.folder, 'node_modules'))
  }

  /** Makes the mistake, runs its guard, and takes it back. */
  async outcomeOf(mutation: Mutation): Promise<Outcome> {
    const path = join(this.folder, mutation.file)
    const right = readFileSync(path, 'utf8')
    writeFileSync(path, mutated(right, mutation))
    try {
      return await this.run(mutation.guard)
    } finally {
      writeFileSync(path, right)
    }
  }

  /** Runs one test of the copy. */
  async run({ file, test }: Guard): Promise<Outcome> {
    const report = join(this.folder, 'cases.json')
    rmSync(report, { force: true })
    const started = Date.now()
    const vitest = join(projectRoot(), 'node_modules/vitest/vitest.mjs')
    const reporter = '--reporter=./worker/crash/mutations/reporter.ts'
    const args = ['run', '--project', 'integration', file, '-t', test, '--bail=1', reporter]
    const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...env } = process.env
    const child = spawn(process.execPath, [vitest, ...args], {
      cwd: this.folder,
      env: { ...env, SLUICE_CASES: report },
      stdio: 'ignore',
    })
    await new Promise((done) => child.once('exit', done))
    const cases: Case[] = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : []
    return { cases, seconds: (Date.now() - started) / 1_000 }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The text with the mistake in it. Throws when the place is not there exactly once: the list is out of date then. */
export function mutated(text: string, { name, file, from, to }: Mutation): string {
  const pieces = text.split(from)
  if (pieces.length !== 2) throw new Error(`"${name}": its text is ${pieces.length - 1} times in ${file}, not once`)
  return pieces.join(to)
}
