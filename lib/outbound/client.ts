import { isIP } from 'node:net'
import { env } from '@/lib/env'
import own from '@/package.json'
import { addressKind } from './address'
import { type Allowed, allowedByEnv, isAddressAllowed, isPlaceAllowed } from './allowed'
import { exchange } from './exchange'
import { isOurs } from './headers'
import type { Answered, Call, Http } from './http'
import { type Failed, failed, failedBy } from './problems'
import { askSystem, nameServersAt, type Resolve } from './resolve'
import { bare, checkUrl } from './url'

/** All of it has a default; tests bring their own. */
export interface Guard {
  allowed?: Allowed
  resolve?: Resolve
  /** Milliseconds until there must be a connection, name look-up and TLS included; until the answer must be complete. */
  connectMs?: number
  totalMs?: number
  /** Authorities trusted instead of Node's. */
  ca?: string
}

/**
 * The one client for URLs that users give (OUT-07): destinations, and the HTTP step of a flow. Each attempt checks the
 * URL, looks the name up once, checks every address and connects to no other. Whatever the receiver does is a value; it
 * throws only for a header that is not the caller's to write.
 */
export function guardedHttp(guard: Guard = {}): Http {
  return { request: (call) => attempt(call, { allowed: allowedByEnv(), connectMs: 5_000, totalMs: 15_000, ...guard }) }
}

type Complete = Guard & Required<Pick<Guard, 'allowed' | 'connectMs' | 'totalMs'>>

async function attempt(call: Call, guard: Complete): Promise<Answered> {
  const headers = headersOf(call)
  const checked = checkUrl(call.url, guard.allowed)
  if (!checked.ok) return failed('address_refused', checked.says)

  const url = checked.value
  const started = performance.now()
  const found = await addressesOf(url, guard)
  if (!found.ok) return found

  const spent = performance.now() - started
  return exchange({
    method: call.method,
    url,
    addresses: found.addresses,
    headers,
    body: call.body,
    connectMs: guard.connectMs - spent,
    totalMs: guard.totalMs - spent,
    ca: guard.ca,
  })
}

/** One look-up; a single answer that may not be reached refuses them all, so that nobody has to be lucky (OUT-06). */
async function addressesOf(url: URL, guard: Complete): Promise<{ ok: true; addresses: string[] } | Failed> {
  const isPlace = isPlaceAllowed(guard.allowed, url)
  const resolve = guard.resolve ?? (isPlace ? askSystem : nameServersAt())
  try {
    const addresses = isIP(bare(url))
      ? [bare(url)]
      : await inTime(guard.connectMs, (signal) => resolve(url.hostname, signal))
    if (addresses === 'late') return failed('timed_out', 'The name could not be looked up in time.')
    if (addresses.length === 0) return failed('host_not_found', 'The name has no address.')
    if (addresses.every((address) => isReachable(address, isPlace, guard.allowed))) return { ok: true, addresses }
    // Which address it was stays with us: whoever asks could draw a map of our network.
    return failed('address_refused', 'The name leads into a private network.')
  } catch (error) {
    return failedBy(error)
  }
}

function isReachable(address: string, isPlace: boolean, allowed: Allowed): boolean {
  const kind = addressKind(address)
  return kind === 'public' || (kind === 'private' && isPlace) || isAddressAllowed(allowed, address)
}

async function inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | 'late'> {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms)
  })
  try {
    return await Promise.race([work(stop.signal), late])
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

/** Names in lower case. Receivers block clients without a name of their own (Bento), and see whom to ask. */
function headersOf(call: Call): Record<string, string> {
  const given = Object.entries(call.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  for (const [name] of given) if (isOurs(name)) throw new Error(`The header ${name} is written by the client itself.`)
  return {
    'user-agent': `Sluice/${own.version} (+${env().APP_URL})`,
    ...Object.fromEntries(given),
    'accept-encoding': 'identity',
  }
}
