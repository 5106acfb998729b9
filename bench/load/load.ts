import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What the generator is asked to send. */
export interface Job {
  port: number
  path: string
  connections: number
  requests: number
  /** Besides invoices also their charges, in turn. */
  charges?: boolean
  /** Of an invoice's body. */
  bytes?: number
  /** Between two requests of a connection, at random, in ms; none = as soon as the answer is there. */
  pauseMs?: readonly [number, number]
  /** Sends events of this account only. */
  account?: string
}

export interface Outcome {
  /** From the first request to the last answer. */
  seconds: number
  p50: number
  p99: number
  /** How many answers had which status; a 503 is sent again until it is taken. */
  statuses: Record<number, number>
  /** CPU of the generator itself, in µs a request. */
  generatorMicros: number
}

export type ToGenerator = { prepare: Job } | { go: true }
export type FromGenerator = { prepared: true } | { done: Outcome } | { failed: string }

export interface Generator {
  /** Makes and signs everything and opens the connections; sends nothing yet. */
  prepare(job: Job): Promise<{ send(): Promise<Outcome> }>
  stop(): Promise<void>
}

/** The load generator is a process of its own, so that its work is not mistaken for that of what it measures. */
export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const answer = async (message: ToGenerator) => {
    const answered = once(child, 'message') as Promise<[FromGenerator]>
    child.send(message)
    const [said] = await answered
    if ('failed' in said) throw new Error(`The load generator failed: ${said.failed}`)
    return said
  }
  return {
    prepare: async (job) => {
      await answer({ prepare: job })
      return {
        send: async () => {
          const said = await answer({ go: true })
          if (!('done' in said)) throw new Error('The load generator lost its place.')
          return said.done
        },
      }
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
