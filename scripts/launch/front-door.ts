import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { tryPort } from '@/db/embedded/ports'
import { openPeerKey, peerHeader, peerValue } from '@/lib/auth/peer'
import { healthAnswer } from '@/lib/health'
import { answerWebhook, closeReceiver } from '@/lib/inbox/node-http'
import { log } from '@/lib/log'
import { shareFigures } from '@/lib/metrics/shared'
import { every } from '@/worker/timers'
import { answerCalmly } from './calm-answer'
import { answerMetrics } from './metrics-answer'
import { say } from './say'

export type Pages = (req: IncomingMessage, res: ServerResponse) => Promise<void>

export type FrontDoor = {
  port: number
  server: Server
  /** From now on: webhooks, health, then the pages. */
  serve(pages: Pages): void
  close(): Promise<void>
}

/** A request in flight may take this long once we stop. */
const drainMs = 3_000
/** How often this process adds what it counted to the figures of all. */
const shareMs = 10_000

/**
 * Takes the port at once and answers 503 until `serve`: two starts at a time cannot choose the same one, and a probe
 * sees a process that lives. PORT and APP_URL of this process and its children follow the port taken.
 */
export async function openFrontDoor(): Promise<FrontDoor> {
  openPeerKey()
  let answer: (req: IncomingMessage, res: ServerResponse) => void = answerStarting
  let sharing: ReturnType<typeof every> | undefined
  const server = createServer(
    // A body has 15 s to arrive and the headers 10, checked each second instead of each 30.
    { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 65_000 },
    (req, res) => answer(req, res),
  )
  const port = await listen(server, process.env.HOST || '127.0.0.1')
  process.env.PORT = String(port)
  return {
    port,
    server,
    serve: (pages) => {
      sharing = every(shareMs, shareFigures)
      answer = (req, res) => {
        if (!answerWebhook(req, res)) void answerRest(req, res, pages)
      }
    },
    close: async () => {
      await sharing?.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      // A kept-alive connection becomes idle when its request is answered, and would keep us waiting then.
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      await Promise.race([closed, sleep(drainMs)])
      clearInterval(idle)
      server.closeAllConnections()
      await closeReceiver()
    },
  }
}

async function answerRest(req: IncomingMessage, res: ServerResponse, pages: Pages) {
  try {
    // Whose tries are counted (lib/auth/client-address.ts): the socket says it, never the sender.
    req.headers[peerHeader] = peerValue(req.socket.remoteAddress ?? '')
    const health = isRead(req) ? await healthAnswer(pathOf(req)) : undefined
    if (health) json(res, health.status, health.body)
    else if (await answerMetrics(req, res)) return
    // Next would answer both with a bare 500: it cannot decode the one, nor make a Request of the other.
    else if (!isReadable(pathOf(req))) await answerCalmly(req, res, 'unreadable')
    else if (req.method === 'TRACE') await answerCalmly(req, res, 'method')
    else await pages(req, res)
  } catch (error) {
    log.error('a request failed', { path: req.url, error })
    if (!res.headersSent) await answerCalmly(req, res, 'broken')
    else res.destroy()
  }
}

const pathOf = (req: IncomingMessage) => (req.url ?? '').split('?', 1)[0] ?? ''

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function answerStarting(req: IncomingMessage, res: ServerResponse) {
  if (isRead(req) && req.url === '/healthz') return json(res, 200, JSON.stringify({ ok: true }))
  res.setHeader('retry-after', '1')
  res.setHeader('connection', 'close')
  json(res, 503, JSON.stringify({ error: { code: 'starting', message: 'Sluice is starting. Try again in a moment.' } }))
}

export function json(res: ServerResponse, status: number, body: string) {
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  res.end(body)
}

function isRead(req: IncomingMessage) {
  return req.method === 'GET' || req.method === 'HEAD'
}

/** PORT as set, or the first free one from 3000 on. */
async function listen(server: Server, host: string) {
  const wanted = process.env.PORT ? Number(process.env.PORT) : undefined
  const first = wanted ?? 3000
  for (let port = first; port < first + (wanted === undefined ? 20 : 1); port += 1) {
    const taken = await tryListen(server, port, host)
    if (taken === undefined) continue
    if (wanted === undefined && taken !== first) say(`Port ${first} is in use; Sluice takes ${taken}.`)
    return taken
  }
  throw new Error(`Port ${first} is in use by another program. Set PORT to a free one.`)
}

async function tryListen(server: Server, port: number, host: string): Promise<number | undefined> {
  // "localhost" may mean ::1 to a browser: a program there would answer in our place.
  const hasNeighbour = host === '127.0.0.1' && port !== 0 && (await tryPort(port, '::1', ['EADDRINUSE'])) === undefined
  if (hasNeighbour) return undefined
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else
        reject(
          new Error(`Sluice cannot listen on ${host}:${port} (${error.code}). Check HOST and PORT.`, { cause: error }),
        )
    }
    server.once('error', failed)
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', failed)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
