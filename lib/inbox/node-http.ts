import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { closeKeeper } from './keep'
import { limits } from './limits'
import type { CappedBody } from './read-capped'
import { type Answer, receive, type WebhookUrl } from './receive'
import { flushRefusals } from './refusals'
import { refuseBeforeReading, tooLarge } from './refuse-early'

const path = /^\/+api\/+webhooks\/+stripe(?:\/+([^/?]+))?\/*$/

/**
 * The front door: answers the webhook URLs on a bare HTTP server, before Next (whose route handler costs several times
 * the CPU of everything done here). True when the request was taken. Never a redirect: Stripe does not follow one.
 */
export function answerWebhook(req: IncomingMessage, res: ServerResponse): boolean {
  const match = path.exec((req.url ?? '').split('?', 1)[0] ?? '')
  if (!match) return false
  const url: WebhookUrl = match[1] ? { kind: 'connection', endpointKey: match[1] } : { kind: 'platform' }
  void answer(req, url).then(
    (given) => send(req, res, given),
    () => res.destroy(),
  )
  return true
}

/** Lets accepted webhooks finish, then lets go of the database. */
export async function closeReceiver() {
  await closeKeeper()
  await flushRefusals()
}

async function answer(req: IncomingMessage, url: WebhookUrl): Promise<Answer> {
  const refused = refuseBeforeReading(req.method ?? '', (name) => first(req.headers[name]))
  if (refused) return refused
  const body = await readWhole(req)
  if ('tooLarge' in body) return tooLarge
  return receive(body.bytes, first(req.headers['stripe-signature']), url)
}

/**
 * Like readCapped, by events: an async iterator costs a tenth of the whole request. What is too large is left where it is: what
 * still comes is read and thrown away (hangUp).
 */
function readWhole(req: IncomingMessage): Promise<CappedBody> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = []
    let length = 0
    const read = (chunk: Buffer) => {
      length += chunk.byteLength
      if (length <= limits.bodyBytes) return void parts.push(chunk)
      req.off('data', read).pause()
      done({ tooLarge: true })
    }
    req.on('data', read)
    req.once('end', () => done({ bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }))
    req.once('error', failed)
    // Every request closes; an error with its stack is made only for one that was cut off.
    req.once('close', () => {
      if (!req.complete) failed(new Error('the sender went away'))
    })
  })
}

function send(req: IncomingMessage, res: ServerResponse, { status, body, headers }: Answer) {
  // A body we did not read to its end must not be parsed as the next request.
  const unread = !req.complete
  const close = unread || isTiresome(req.socket, status)
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(close ? { connection: 'close' } : {}),
  })
  if (unread) hangUp(req, res, body)
  else res.end(body)
}

/**
 * Whether a connection has brought nothing but bad signatures for a while: a flood then pays for a new connection every few
 * tries, and we for no more than the check. Nobody is kept out by address: behind a proxy all senders share a few, and who
 * is Stripe is known only after the check that such a limit would save.
 */
function isTiresome(socket: Socket, status: number): boolean {
  if (status !== 400) {
    badInARow.delete(socket)
    return false
  }
  const inARow = (badInARow.get(socket) ?? 0) + 1
  badInARow.set(socket, inARow)
  return inARow >= limits.badInARow
}

const badInARow = new WeakMap<Socket, number>()

/**
 * Answers a sender that is still sending, then closes. Closing with bytes unread resets the connection, and the sender
 * never sees the answer; so what comes is thrown away for a moment first.
 */
function hangUp(req: IncomingMessage, res: ServerResponse, body: string) {
  res.write(body)
  req.resume()
  const end = () => {
    clearTimeout(timer)
    res.end(() => req.destroy())
  }
  const timer = setTimeout(end, limits.lingerMs)
  req.once('end', end).once('error', end)
}

const first = (value: string | string[] | undefined): string | null =>
  Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
