import { createServer } from 'node:net'

/** `wanted` when nobody listens there, else any free port of this machine. */
export async function freePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  return (await tryPort(wanted, host)) ?? (await tryPort(0, host)) ?? wanted
}

/** The first free port from `from` upwards (20 tried). */
export async function nextFreePort(from: number, host: string): Promise<number | undefined> {
  for (let port = from; port < from + 20; port += 1) {
    if (await tryPort(port, host)) return port
  }
  return undefined
}

/**
 * The port when it can be listened on now, else undefined. With `onlyCodes`, other failures do not count (an address
 * this machine does not have is not in use).
 */
export function tryPort(port: number, host: string, onlyCodes?: string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(onlyCodes && !onlyCodes.includes(error.code ?? '') ? port : undefined)
    })
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
