import { Agent, createServer, type OutgoingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signatureOf } from '@/lib/lane/testing'
import { answerWebhook } from './node-http'

/** The front door on a free port, for tests that speak HTTP to it. */
export interface TestDoor {
  port: number
  send(sent: Sent): Promise<Received>
  /** A signed POST of these bytes to the platform's URL; the status. */
  post(body: Uint8Array | string): Promise<number>
  close(): Promise<void>
}

export interface Sent {
  method?: string
  path?: string
  headers?: OutgoingHttpHeaders
  body?: Uint8Array | string
}

export interface Received {
  status: number
  body: string
  headers: Record<string, string | string[] | undefined>
}

export const platformPath = '/api/webhooks/stripe'

export async function openDoor(): Promise<TestDoor> {
  const server = createServer((req, res) => {
    if (!answerWebhook(req, res)) res.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const send = (sent: Sent) => sendTo(port, sent, agent)
  return {
    port,
    send,
    post: async (body) => {
      const bytes = Buffer.from(body)
      return (await send({ body: bytes, headers: { 'stripe-signature': signatureOf(bytes) } })).status
    },
    close: async () => {
      agent.destroy()
      await closeServer(server)
    },
  }
}

export function sendTo(
  port: number,
  { method = 'POST', path = platformPath, headers = {}, body = '' }: Sent,
  agent?: Agent,
) {
  return new Promise<Received>((done, failed) => {
    const req = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { 'content-length': Buffer.byteLength(body), ...headers },
        ...(agent ? { agent } : {}),
      },
      (res) => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('error', failed)
        res.on('end', () =>
          done({ status: res.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: res.headers }),
        )
      },
    )
    req.on('error', failed)
    req.end(body)
  })
}

async function closeServer(server: Server) {
  server.closeAllConnections()
  await new Promise<void>((closed) => server.close(() => closed()))
}
