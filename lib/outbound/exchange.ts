import { type ClientRequest, request as plainRequest } from 'node:http'
import { type RequestOptions, request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction, type TcpSocketConnectOpts } from 'node:net'
import type { Answered, Call } from './http'
import { failed, failedBy } from './problems'
import { type Reading, readAnswer } from './read-answer'
import { bare } from './url'

/** One attempt whose URL and addresses are checked. */
export interface Attempt {
  method: Call['method']
  url: URL
  /** The socket goes to one of these and looks up nothing. */
  addresses: readonly string[]
  headers: Record<string, string>
  body: string | undefined
  /** Milliseconds left until there must be a connection (with TLS), and until the answer must be complete. */
  connectMs: number
  totalMs: number
  /** Authorities trusted instead of Node's: for tests. */
  ca?: string | undefined
}

/** Bytes: of one head (status line and headers, also of a 1xx), and of everything a receiver may send in one attempt. */
const longestHead = 16 * 1024
const longestAnswer = 128 * 1024

/** One request over a socket of its own: an answer, a problem or the end of the time, then the socket is gone. */
export function exchange(attempt: Attempt): Promise<Answered> {
  return new Promise((resolve) => {
    const request = open(attempt)
    const connecting = setTimeout(() => finish(failed('timed_out', 'No connection in time.')), attempt.connectMs)
    const waiting = setTimeout(() => finish(failed('timed_out', 'No complete answer in time.')), attempt.totalMs)
    let reading: Reading | undefined

    /** The first one counts; errors of the socket that is destroyed here find the listener below, and nobody else. */
    function finish(answer: Answered) {
      clearTimeout(connecting)
      clearTimeout(waiting)
      request.destroy()
      resolve(answer)
    }

    onSocket(request, attempt.url, {
      connected: () => clearTimeout(connecting),
      // A body is read to 64 KiB; endless interim answers, chunk extensions and trailers are no body, and end here.
      tooMuch: () => finish(reading ? reading.soFar() : failed('connection_lost', 'Too much before an answer.')),
    })
    request.on('response', (response) => {
      reading = readAnswer(response, attempt.url, finish)
    })
    request.on('error', (error) => finish(failedBy(error)))
    // With an answer, part of it may still wait to be read: its own end counts.
    request.on('close', () => reading || finish(failed('connection_lost', 'Closed without an answer.')))
    request.end(attempt.body)
  })
}

function onSocket(request: ClientRequest, url: URL, on: { connected: () => void; tooMuch: () => void }) {
  request.on('socket', (socket) => {
    let read = 0
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', on.connected)
    socket.on('data', (bytes) => {
      read += bytes.length
      if (read > longestAnswer) on.tooMuch()
    })
  })
}

function open({ method, url, addresses, headers, body, ca }: Attempt): ClientRequest {
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest
  const options: RequestOptions & Pick<TcpSocketConnectOpts, 'autoSelectFamilyAttemptTimeout'> = {
    method,
    host: bare(url),
    port: url.port || undefined,
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
    // A fresh connection and TLS session per attempt: nothing checked earlier is reused (OUT-06).
    agent: false,
    lookup: pinnedTo(addresses),
    // Node moves on to the next address after 250 ms, which is too early for the other side of the world.
    autoSelectFamilyAttemptTimeout: 1_500,
    maxHeaderSize: longestHead,
    insecureHTTPParser: false,
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED and --insecure-http-parser change nothing (OUT-01).
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    servername: isIP(bare(url)) ? '' : url.hostname,
    ...(ca !== undefined && { ca }),
  }
  return send(options)
}

/** Node asks this for the name's addresses; for a URL that spells an address it asks nobody. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_name, { all }, done) => (all ? done(null, pinned) : done(null, pinned[0]!.address, pinned[0]!.family))
}
