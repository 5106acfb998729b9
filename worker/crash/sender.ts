import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { platformPath } from '@/lib/inbox/testing-door'
import { signatureOf } from '@/lib/lane/testing'

export interface Sent {
  /** Requests that were made. */
  sends: number
  /** Requests that were answered 2xx. */
  taken: number
  /** Everything else, by status; 0 = no answer. */
  refused: Record<number, number>
}

export interface SenderOptions {
  /** Where the doors listen; each request goes to the next one. */
  ports: readonly number[]
  /** Requests at once. */
  parallel: number
  /** Requests a second; undefined = as many as the doors take. */
  perSecond?: number
  /** How long an answer may take. */
  patienceMs: number
}

/**
 * Sends as Stripe does: signed afresh each time, several at once, to any door, and again until the answer is 2xx. What was not
 * taken comes again behind everything else.
 */
export class Sender {
  readonly sent: Sent = { sends: 0, taken: 0, refused: {} }
  private readonly agents: Agent[]
  private turn = 0
  private wanted = 0
  private stopped = false

  constructor(private readonly options: SenderOptions) {
    this.agents = options.ports.map(() => new Agent({ keepAlive: true }))
  }

  /** How much of everything was taken, 0 to 1. */
  progress = () => (this.wanted === 0 ? 0 : this.sent.taken / this.wanted)

  /** Every list side by side, each in its own order; resolves when everything was taken. */
  async sendAll(lists: readonly (readonly Buffer[])[]) {
    this.wanted = lists.reduce((sum, list) => sum + list.length, 0)
    await Promise.all(lists.map((list) => this.sendList(list, Math.ceil(this.options.parallel / lists.length))))
    for (const agent of this.agents) agent.destroy()
  }

  stop() {
    this.stopped = true
  }

  private async sendList(list: readonly Buffer[], parallel: number) {
    const again: Buffer[] = []
    let next = 0
    let open = list.length
    const one = async () => {
      while (open > 0 && !this.stopped) {
        const body = list[next++] ?? again.shift()
        if (!body) {
          await sleep(50)
          continue
        }
        if (await this.isTaken(body)) open -= 1
        else again.push(body)
      }
    }
    await Promise.all(Array.from({ length: parallel }, one))
  }

  private async isTaken(body: Buffer): Promise<boolean> {
    const { perSecond, parallel } = this.options
    if (perSecond) await sleep((parallel / perSecond) * 1_000)
    this.sent.sends += 1
    const status = await this.post(body).catch(() => 0)
    if (status >= 200 && status < 300) {
      this.sent.taken += 1
      return true
    }
    this.sent.refused[status] = (this.sent.refused[status] ?? 0) + 1
    // A door that is shut says so at once: the next one may be open, but nobody hammers at all of them.
    await sleep(20)
    return false
  }

  private post(body: Buffer): Promise<number> {
    const nth = this.turn++ % this.options.ports.length
    return new Promise((done, failed) => {
      const req = request(
        {
          host: '127.0.0.1',
          port: this.options.ports[nth],
          path: platformPath,
          method: 'POST',
          agent: this.agents[nth],
          timeout: this.options.patienceMs,
          headers: { 'content-length': body.byteLength, 'stripe-signature': signatureOf(body) },
        },
        (res) => {
          res.resume()
          res.once('error', failed)
          res.once('end', () => done(res.statusCode ?? 0))
        },
      )
      req.once('timeout', () => req.destroy(new Error('no answer')))
      req.once('error', failed)
      req.end(body)
    })
  }
}
