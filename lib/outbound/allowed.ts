import { isIP } from 'node:net'
import { type Env, env, isLocal } from '@/lib/env'
import { addressKind, isWithin, type Ranges, rangesOf } from './address'

/**
 * What may be reached beyond the public internet: Sluice on someone's own machine, and tests. A place is a host and port
 * of a URL, trusted as it stands: http too, wherever the name leads. An address is reachable for every name and at every
 * port, but http only where the URL spells the address itself. Neither opens what is never reached (ranges.ts).
 */
export interface Allowed {
  /** `host:port`, hosts as `URL.hostname` spells them. */
  places: ReadonlySet<string>
  addresses: Ranges
}

export const nothing: Allowed = { places: new Set(), addresses: rangesOf([]) }

/**
 * OUTBOUND_ALLOW, and the origins of BENTO_API_BASE and LOOPS_API_BASE as places: whoever starts Sluice points them to a
 * stand-in. All three are refused at start unless Sluice is local (lib/env.ts), and count for nothing here either.
 */
export function allowedByEnv(read: Env = env()): Allowed {
  if (!isLocal(read)) return nothing
  const bases = [read.BENTO_API_BASE, read.LOOPS_API_BASE].filter((base) => base !== undefined)
  const { places, addresses } = readAllowed(read.OUTBOUND_ALLOW)
  return { places: new Set([...places, ...bases.map((base) => placeOf(new URL(base)))]), addresses }
}

/** Entries: `localhost:4010`, `[::1]:4010`, `127.0.0.1`, `10.0.0.0/8`. Throws for anything else: it is the operator's to mend. */
export function readAllowed(entries: readonly string[]): Allowed {
  const ranges = entries.filter(isRange)
  const places = entries.filter((entry) => !isRange(entry)).map(readPlace)
  return { places: new Set(places), addresses: rangesOf(ranges) }
}

/** May this URL be anything, http and a name of one's own network included? */
export const isPlaceAllowed = (allowed: Allowed, url: URL) => allowed.places.has(placeOf(url))

export const isAddressAllowed = (allowed: Allowed, address: string) =>
  addressKind(address) !== 'never' && isWithin(allowed.addresses, address)

export function placeOf(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'http:' ? 80 : 443)}`
}

function readPlace(entry: string): string {
  const isSound = /^[^\s/?#@]+:\d+$/.test(entry) && URL.canParse(`http://${entry}`)
  if (isSound) return placeOf(new URL(`http://${entry}`))
  throw new Error(
    `OUTBOUND_ALLOW holds "${entry}". It takes host:port, addresses and ranges, for example 127.0.0.1:4010.`,
  )
}

function isRange(entry: string): boolean {
  const [address = '', bits, more] = entry.split('/')
  const longest = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) !== 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= longest))
  )
}
