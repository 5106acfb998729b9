import { BlockList, isIP } from 'node:net'
import { loopbackIPv6, neverReached, notPublic, publicIPv6, type Range } from './ranges'

/** `never`: no setting allows it. `private`: only a network of one's own has it, so only the allow-list lets it through. */
export type AddressKind = 'public' | 'private' | 'never'

/**
 * Whether an address (not a name) is one the whole internet can reach. What cannot be read is `never`, an IPv6 address
 * with a zone (`fe80::1%eth0`) too: zones are for links.
 */
export function addressKind(address: string): AddressKind {
  if (isIP(address) === 0 || address.includes('%')) return 'never'
  if (isWithin(loopback, address)) return 'private'
  if (isWithin(never, address)) return 'never'
  if (isWithin(reserved, address)) return 'private'
  return isIP(address) === 4 || isWithin(unicast, address) ? 'public' : 'private'
}

/**
 * A list for each family: in one list Node 20 lets every IPv4 address match `::ffff:0:0/96`, and mapped addresses match
 * rules for IPv4.
 */
export interface Ranges {
  v4: BlockList
  v6: BlockList
}

/** Throws for what is neither an address nor a range: ranges are written by us and by operators, not by users. */
export function rangesOf(entries: readonly Range[]): Ranges {
  const ranges = { v4: new BlockList(), v6: new BlockList() }
  for (const entry of entries) {
    const [first = '', bits] = entry.split('/')
    const [list, family, longest] =
      isIP(first) === 6 ? ([ranges.v6, 'ipv6', 128] as const) : ([ranges.v4, 'ipv4', 32] as const)
    list.addSubnet(first, bits === undefined ? longest : Number(bits), family)
  }
  return ranges
}

export function isWithin({ v4, v6 }: Ranges, address: string): boolean {
  return isIP(address) === 6 ? v6.check(address, 'ipv6') : v4.check(address, 'ipv4')
}

const loopback = rangesOf([loopbackIPv6])
const never = rangesOf(neverReached)
const reserved = rangesOf(notPublic)
const unicast = rangesOf([publicIPv6])
