import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { EnvError } from '@/lib/env'
import { log } from '@/lib/log'
import { redactedText } from '@/lib/redact'
import { whenNpmEnds } from '../parent.mjs'
import { say } from './say'

/** All that stopping may take; then whatever is left is ended hard. */
const limitMs = 9_500

/** What may run, in the order it stops: nobody loses what it still needs. */
const order = ['web', 'Next', 'worker', 'sandbox', 'traces', 'pool', 'PostgreSQL'] as const
export type Part = (typeof order)[number]

/**
 * Stops what was started, in that order. Once, whatever the number of signals
 * (Ctrl-C reaches the whole process group, and npm passes it on as well). Nothing in here is loaded late: under tsx an
 * import in the shutdown path throws, because Ctrl-C ends its compiler too.
 */
export class Shutdown {
  private readonly steps: { part: Part; stop: () => Promise<unknown>; kill: () => void }[] = []
  private starting: Promise<unknown> = Promise.resolve()
  private running: Promise<never> | undefined
  private parting = false

  get isStopping() {
    return this.parting || this.running !== undefined
  }

  add(part: Part, stop: () => Promise<unknown>, kill: () => void = () => {}) {
    this.steps.push({ part, stop, kill })
  }

  /** Signals end the process; so does the end of the npm that started it, whose SIGTERM does not reach us. */
  listen() {
    process.on('SIGTERM', () => void this.run(0))
    // Ctrl-C reaches a child too, but its turn comes when the launcher says so.
    const isChild = process.connected
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => isChild || void this.run(0))
    // A child is told by the channel to its parent.
    if (!isChild) whenNpmEnds(() => void this.run(0))
  }

  /** Waits for a start; when it fails, says why and stops what did start. */
  async during<T>(start: Promise<T>): Promise<T | undefined> {
    this.starting = start.catch(() => {})
    try {
      return await start
    } catch (error) {
      if (this.isStopping) return undefined
      say(whatWentWrong(error))
      return this.run(1)
    }
  }

  run(exitCode: number): Promise<never> {
    this.running ??= this.stopAll(exitCode)
    return this.running
  }

  private async stopAll(exitCode: number): Promise<never> {
    const hard = setTimeout(() => this.killAll(), limitMs)
    // What is being started right now (initdb, a migration) could not be stopped half way.
    await Promise.race([this.starting, sleep(limitMs / 2)])
    await this.stopParts()
    clearTimeout(hard)
    process.exit(exitCode)
  }

  /** Every part in its turn; one that fails to stop does not keep the others from it. */
  async stopParts() {
    this.parting = true
    for (const { part, stop } of this.steps.toSorted((a, b) => order.indexOf(a.part) - order.indexOf(b.part))) {
      await stop().catch((error: unknown) => log.error('stopping failed', { part, error }))
    }
  }

  private killAll() {
    for (const { kill } of this.steps) kill()
    process.exit(1)
  }
}

/** Our own errors are sentences for the person at the terminal; of anything else the place in the code helps too. */
function whatWentWrong(error: unknown): string {
  if (!(error instanceof Error)) return redactedText(String(error))
  const isOurs = error instanceof EnvError || (error.constructor === Error && !('code' in error))
  return redactedText(isOurs ? error.message : inspect(error))
}
