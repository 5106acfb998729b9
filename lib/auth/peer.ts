import { randomBytes, timingSafeEqual } from 'node:crypto'

export const peerHeader = 'x-sluice-peer'
const variable = 'SLUICE_PEER_KEY'

/**
 * Our own HTTP server runs in front of the pages: makes the key by which they know its word from a client's. New in each
 * process, and in the environment because the server and the pages are bundled apart and share nothing else.
 */
export function openPeerKey() {
  process.env[variable] = randomBytes(24).toString('base64url')
}

/** What the server writes over the header a client may have sent: the key and the address of the socket. */
export const peerValue = (address: string) => `${process.env[variable] ?? ''} ${address}`

/** The socket's address, when our own server wrote it; '' when a client did, or nobody. */
export function peerOf(headers: Headers): string {
  const key = process.env[variable]
  const [given = '', address = ''] = (headers.get(peerHeader) ?? '').split(' ')
  return key && isSame(given, key) ? address : ''
}

function isSame(given: string, key: string) {
  const [a, b] = [Buffer.from(given), Buffer.from(key)]
  return a.length === b.length && timingSafeEqual(a, b)
}
