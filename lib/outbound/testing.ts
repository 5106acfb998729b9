import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { afterEach } from 'vitest'
import { type Allowed, readAllowed } from './allowed'
import { guardedHttp } from './client'
import type { Call } from './http'
import { certificateFor } from './testing-certificate'

/**
 * The policy of these tests: 127.1.x.y plays the public internet, every other loopback address a private network, as it
 * is. Nobody but a test can say so: the product reads its allow-list from the environment, and only when it is local.
 */
export const testPolicy: Allowed = readAllowed(['127.1.0.0/16'])
export const somewhere = '127.1.0.1'
export const elsewhere = '127.1.0.2'
export const inside = '127.9.0.1'

/** The name of every receiver that speaks TLS. */
export const receiverName = 'receiver.example.com'
export const certificate = certificateFor([receiverName])

export interface Listener {
  port: number
  /** Everything that was sent, a text a connection; what speaks TLS is decrypted. */
  received: string[]
  /** Connections so far. */
  count(): number
  open(): number
}

type Behaviour = (socket: Socket, request: string) => void

/** Listens raw, so that it can answer what no HTTP server would; `answer` is called when a request's head is there. */
export async function listen(answer: Behaviour, at: Place = {}) {
  const sockets = new Set<Socket>()
  const received: string[] = []
  const take = (socket: Socket) => {
    const index = received.push('') - 1
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const before = received[index]!
      received[index] = before + bytes.toString('latin1')
      if (!before.includes('\r\n\r\n') && received[index].includes('\r\n\r\n')) answer(socket, received[index])
    })
  }
  const server: Server = at.tls ? createTlsServer(at.tls, take) : createServer(take)
  server.on('tlsClientError', () => {})
  let count = 0
  server.on('connection', (socket: Socket) => {
    count += 1
    sockets.add(socket)
    if (at.greets) socket.write(at.greets)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(at.port ?? 0, at.address ?? somewhere, listening))
  closings.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo
  return { port, received, count: () => count, open: () => sockets.size } satisfies Listener
}

interface Place {
  address?: string
  port?: number
  tls?: TlsOptions
  /** Said to whoever connects, before anything was asked. */
  greets?: string
}

const closings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

/** A name server that always gives the same answer. */
export const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses

/** A whole answer in one piece. */
export const says =
  (head: string, body = ''): Behaviour =>
  (socket) =>
    socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)

export const saysOk = says('HTTP/1.1 200 OK', 'fine')

export const post = (url: string, more: Partial<Call> = {}): Call => ({ method: 'POST', url, body: '{}', ...more })

export const client = (guard: Parameters<typeof guardedHttp>[0] = {}) =>
  guardedHttp({ allowed: testPolicy, ca: certificate.cert, ...guard })
