import { normalize } from './normalize'
import type { NormalizedEvent } from './schema'

/**
 * `normalize` for a body as it arrived. What is not JSON is set aside as unprocessable; a byte order mark is skipped, and
 * broken UTF-8 is read with replacement characters (IN-12) so that one bad byte in a name does not lose a payment.
 */
export function normalizeJson(body: string | Uint8Array): NormalizedEvent {
  return normalize(parseJson(body))
}

/** The JSON value of a body as it arrived; undefined when it is none. */
export function parseJson(body: string | Uint8Array): unknown {
  return parse(typeof body === 'string' ? body.replace(/^\u{feff}/u, '') : utf8.decode(body))
}

const utf8 = new TextDecoder('utf-8')

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no JSON value is undefined: the normalizer knows what to call it
  }
}
