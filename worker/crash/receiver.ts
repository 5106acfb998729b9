import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { forgetEnv } from '@/lib/env'

/** A receiver of webhooks beside the run, which nobody harms: it remembers which ids came, and how often. */
export interface Receiver {
  url: string
  /** Calls by `webhook-id`. */
  came: Map<string, number>
  stop(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const came = new Map<string, number>()
  const server = createServer((request, response) => {
    const id = request.headers['webhook-id']
    if (typeof id === 'string') came.set(id, (came.get(id) ?? 0) + 1)
    request.resume().on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  // For the processes of the run, and for making the destination here.
  process.env.OUTBOUND_ALLOW = host
  process.env.ENCRYPTION_KEYS ||= `crash:${Buffer.alloc(32, 7).toString('base64')}`
  forgetEnv()
  return {
    url: `http://${host}/`,
    came,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
