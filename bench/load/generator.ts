import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../statistics'
import { type Answer, readAnswer } from './http-answer'
import type { FromGenerator, Job, Outcome, ToGenerator } from './load'
import { makeRequests } from './requests'

/** Raw sockets and requests made beforehand: at 30 to 70 µs of CPU a request it is never what limits a run. */

let prepared: { job: Job; requests: Buffer[]; sockets: Socket[] } | undefined

process.on('message', (message: ToGenerator) => {
  void answer(message).then(
    (said) => process.send?.(said),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group; our turn comes when the bench says so, or goes.
process.on('SIGINT', () => {})

async function answer(message: ToGenerator): Promise<FromGenerator> {
  if ('prepare' in message) {
    const job = message.prepare
    prepared = { job, requests: makeRequests(job), sockets: await Promise.all(openAll(job)) }
    return { prepared: true }
  }
  if (!prepared) throw new Error('nothing was prepared')
  const { job, requests, sockets } = prepared
  prepared = undefined
  return { done: await send(job, requests, sockets) }
}

const openAll = ({ port, connections }: Job) =>
  Array.from({ length: connections }, async () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    return socket
  })

async function send({ pauseMs }: Job, requests: Buffer[], sockets: Socket[]): Promise<Outcome> {
  const latencies: number[] = []
  const statuses: Record<number, number> = {}
  let next = 0
  const cpu = process.cpuUsage()
  const began = performance.now()
  const lines = sockets.map(async (socket) => {
    const line = new Line(socket)
    for (let request = requests[next++]; request; request = requests[next++]) {
      const sent = performance.now()
      // Like Stripe, which sends again what was not taken; the whole wait counts.
      for (let status = 503; status === 503; ) {
        status = (await line.ask(request)).status
        statuses[status] = (statuses[status] ?? 0) + 1
      }
      latencies.push(performance.now() - sent)
      if (pauseMs) await sleep(pauseMs[0] + Math.random() * (pauseMs[1] - pauseMs[0]))
    }
    socket.destroy()
  })
  await Promise.all(lines)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  return { seconds, p50, p99, statuses, generatorMicros: (user + system) / requests.length }
}

/** One kept-alive connection: a request, its answer, the next request. */
class Line {
  private came = ''
  private waiting: { done: (answer: Answer) => void; failed: (error: Error) => void } | undefined

  constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.read(text))
    socket.on('error', (error) => this.waiting?.failed(error))
    socket.on('close', () => this.waiting?.failed(new Error('the server closed a connection')))
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((done, failed) => {
      this.waiting = { done, failed }
      this.socket.write(request)
    })
  }

  private read(text: string) {
    this.came += text
    const answer = readAnswer(this.came)
    if (!answer) return
    this.came = ''
    const { done } = this.waiting ?? {}
    this.waiting = undefined
    done?.(answer)
  }
}
