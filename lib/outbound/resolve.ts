import { lookup, Resolver } from 'node:dns/promises'

/** A name → the addresses it has at this moment. Rejects with one of Node's codes; stops asking when `signal` aborts. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<string[]>

/**
 * Asks name servers, those of the machine unless others are named. Not getaddrinfo: that waits in one of libuv's four
 * threads, so a few names whose servers are silent would hold up everything else there (OUT-02); and it would try a name in
 * the domains of our own network first. IPv4 leads, because many servers have no way out over IPv6.
 */
export const nameServersAt =
  (servers?: string[]): Resolve =>
  async (name, signal) => {
    signal.throwIfAborted()
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    if (servers) resolver.setServers(servers)
    signal.addEventListener('abort', () => resolver.cancel(), { once: true })
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    const addresses = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length === 0 && v4.status === 'rejected') throw v4.reason
    return addresses
  }

/** As this machine resolves it, with its hosts file: for the allowed places only, such as localhost. */
export const askSystem: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address)
