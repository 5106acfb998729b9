import { BlockList, isIP } from 'node:net'
import { peerOf } from './peer'

/**
 * The client's IP address, for rate limits. The peer is the socket as our own HTTP server saw it (peer.ts); a client's
 * word about it counts for nothing. Only when that peer is a trusted proxy is X-Forwarded-For believed, from the right, past
 * further trusted proxies, and no further.
 */
export function clientAddress(headers: Headers, trustedProxies: readonly string[]): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map(plainAddress).filter(Boolean)
  const peer = plainAddress(peerOf(headers))
  // Another Next host writes no peer, but the socket's address at the end of the list.
  const chain = peer ? [...forwarded, peer] : forwarded
  const trusted = listOf(trustedProxies)

  let client = chain.pop() ?? 'unknown'
  while (chain.length > 0 && isTrusted(trusted, client)) client = chain.pop() ?? client
  return isIP(client) === 6 ? firstHalf(client) : client
}

const plainAddress = (text: string) => {
  const bare = text.trim().replace(/^::ffff:/i, '')
  return isIP(bare) ? bare : ''
}

/** Entries are addresses or ranges: `10.0.0.0/8`. */
function listOf(entries: readonly string[]) {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (!isIP(address)) continue
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

const isTrusted = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** One household or server owns a whole /64 of IPv6 and could use a fresh address for every try. */
function firstHalf(address: string) {
  const [head = '', tail] = address.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
  return `${groups.join(':')}::/64`
}
