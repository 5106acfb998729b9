import { randomUUID } from 'node:crypto'
import { sign } from './signature'
import { isConnected, log, type Mode, type Sending, type State, type Try } from './state'
import type { StripeEvent } from './story/index'

export type Sender = {
  /** Sends what happened as the switches say; answers the log entries at once, the sending goes on behind. */
  send(events: StripeEvent[]): Sending[]
  /** The same entry once more: same event id, fresh signature. */
  again(id: string): Sending | undefined
  /** Sends these bytes' events now, one by one or several at a time, and answers with what the endpoint said. */
  post(events: unknown[], options: { parallel: number; retry: boolean }): Promise<Posted[]>
  /** Resolves when nothing is on its way any more (retries that wait for later do not count). */
  idle(): Promise<void>
  stop(): Promise<void>
}

export type Posted = { id: string | null; status: number | null; error: string | null; tries: number; ms: number }

const answerWithin = 10_000

/** Signs and posts webhooks. Order is kept within one act unless shuffled; a failed one is tried again on its own. */
export function createSender(state: State): Sender {
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const closing = new AbortController()

  for (const sending of state.sent) {
    if (sending.status === 'waiting' || sending.status === 'retrying') later(0, () => attempt(sending))
  }

  function send(events: StripeEvent[]): Sending[] {
    const entries = events.map((event) => entryFor(state, event))
    for (const entry of entries) log(state, entry)
    state.touch()

    const going = entries.filter((entry) => entry.status === 'waiting')
    const order = state.switches.shuffle ? shuffled(going) : going
    if (order.length > 0) later(state.switches.delay * 1000, () => inTurn(order, state.switches.duplicates))
    return entries
  }

  async function inTurn(entries: Sending[], twice: boolean): Promise<void> {
    for (const entry of entries) {
      if (closing.signal.aborted) return
      await attempt(entry)
      if (twice) await attempt(entry, false)
    }
  }

  /** One try, and the next one planned if it was not a 2xx. A duplicate only shows in the log. */
  async function attempt(entry: Sending, plan = true): Promise<void> {
    const result = await deliver(entry.event)
    if (closing.signal.aborted && result.status === null) return
    entry.tries.push(result)
    entry.nextAt = null
    if (isSuccess(result)) entry.status = 'delivered'
    else if (plan) planNext(entry)
    state.touch()
  }

  function planNext(entry: Sending): void {
    const delay = state.config.retryDelays[entry.tries.length - 1]
    entry.status = delay === undefined ? 'failed' : 'retrying'
    if (delay === undefined) return
    entry.nextAt = state.config.now() + delay
    later(delay, () => attempt(entry))
  }

  async function deliver(event: unknown): Promise<Try> {
    const url = state.config.webhookUrl
    const started = performance.now()
    const at = state.config.now()
    const took = () => Math.round(performance.now() - started)
    if (url === null) return { at, status: null, error: 'No webhook address is set', ms: 0 }
    const body = JSON.stringify(event)
    const secret = state.config.webhookSecrets[modeOf(event)]
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'manual', // Stripe does not follow redirects: a 3xx is a failure
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(answerWithin)]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': sign(body, secret, Math.floor(state.config.now() / 1000)),
        },
      })
      await response.arrayBuffer()
      return { at, status: response.status, error: null, ms: took() }
    } catch (error) {
      return { at, status: null, error: reasonOf(error), ms: took() }
    }
  }

  async function post(events: unknown[], options: { parallel: number; retry: boolean }): Promise<Posted[]> {
    const answers: Posted[] = []
    let next = 0
    const worker = async () => {
      while (next < events.length && !closing.signal.aborted) {
        const index = next++
        answers[index] = await insist(events[index], options.retry)
      }
    }
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.parallel, 64)) }, worker))
    return answers
  }

  async function insist(event: unknown, retry: boolean): Promise<Posted> {
    const delays = retry ? state.config.retryDelays : []
    let result = await deliver(event)
    let tries = 1
    for (const delay of delays) {
      if (isSuccess(result) || closing.signal.aborted) break
      await pauseFor(delay, closing.signal)
      result = await deliver(event)
      tries++
    }
    return { id: idOf(event), status: result.status, error: result.error, tries, ms: result.ms }
  }

  function later(delay: number, work: () => Promise<void>): void {
    if (delay <= 0) return void track(work())
    const timer = setTimeout(() => {
      timers.delete(timer)
      track(work())
    }, delay)
    timers.add(timer)
  }

  function track(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  return {
    send,
    again(id) {
      const entry = state.sent.find((sending) => sending.id === id)
      if (entry === undefined) return undefined
      entry.reason = null
      entry.status = 'waiting'
      later(0, () => attempt(entry))
      return entry
    },
    post,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running)
    },
    async stop() {
      closing.abort()
      for (const timer of timers) clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
}

/** Stripe sends only what happens in connected accounts; the news of the connection itself always goes out. */
function entryFor(state: State, event: StripeEvent): Sending {
  const about = event.type.startsWith('account.application.')
  const wanted = about || state.switches.unconnected || isConnected(state, event.account, modeOf(event))
  const reason =
    state.config.webhookUrl === null ? 'no webhook address' : wanted ? null : 'the account is not connected'
  return {
    id: randomUUID(),
    event,
    status: reason === null ? 'waiting' : 'kept',
    reason,
    madeAt: state.config.now(),
    nextAt: null,
    tries: [],
  }
}

function modeOf(event: unknown): Mode {
  return typeof event === 'object' && event !== null && 'livemode' in event && event.livemode === true ? 'live' : 'test'
}

function idOf(event: unknown): string | null {
  return typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string' ? event.id : null
}

function isSuccess(result: Try): boolean {
  return result.status !== null && result.status >= 200 && result.status < 300
}

function shuffled<T>(list: T[]): T[] {
  return list
    .map((value) => ({ value, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return `no answer within ${answerWithin / 1000} s`
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
