import type { IncomingMessage } from 'node:http'
import type { Answered } from './http'
import { failed, failedBy } from './problems'

const longestBody = 64 * 1024

export interface Reading {
  /** The answer with as much of its body as came. */
  soFar(): Answered
}

/**
 * Reads an answer whose head is there, and finishes with it. Bytes stay as they came: nothing is inflated, so a bomb is
 * just a short body (OUT-09). A redirect is not followed and its body not read (OUT-04).
 */
export function readAnswer(response: IncomingMessage, url: URL, finish: (answer: Answered) => void): Reading {
  const chunks: Buffer[] = []
  let size = 0
  const answer = (cut: boolean): Answered => ({
    ok: true,
    response: {
      status: statusOf(response),
      headers: headersOf(response),
      body: textOf(Buffer.concat(chunks), cut),
      cut,
    },
  })

  if (isRedirect(response)) finish(failed('redirected', `HTTP ${statusOf(response)}${targetOf(response, url)}`))
  response.on('data', (bytes: Buffer) => {
    chunks.push(bytes)
    size += bytes.length
    if (size > longestBody) finish(answer(true))
  })
  response.on('end', () => finish(answer(false)))
  // Also a body shorter than its content-length: whether the receiver took the request is then unknown (OUT-10).
  response.on('error', (error) => finish(failedBy(error)))
  response.on('close', () => finish(failed('connection_lost', 'Closed before the end of the answer.')))
  return { soFar: () => answer(true) }
}

const statusOf = (response: IncomingMessage) => response.statusCode ?? 0

const isRedirect = (response: IncomingMessage) => statusOf(response) >= 300 && statusOf(response) < 400

/** Where it leads, as a URL: that escapes whatever stands in the header. */
function targetOf({ headers: { location } }: IncomingMessage, url: URL): string {
  if (!location) return ' without a target'
  return ` to ${URL.canParse(location, url) ? new URL(location, url).href : encodeURI(location)}`
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}

/** A character that the cut went through is left out. */
function textOf(bytes: Buffer, cut: boolean): string {
  return new TextDecoder().decode(bytes.subarray(0, longestBody), { stream: cut })
}
