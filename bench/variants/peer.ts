import { freePort } from '@/db/embedded/ports'
import { startChild } from '../children'
import type { StartVariant } from './variant'

/** C1: receives, and applies in the same request: an upsert of the event's object, without a ledger of events. */
export const startPeer: StartVariant = async (cluster) => {
  const database = await cluster.empty('peer')
  const port = await freePort(4200)
  const server = await startChild({
    name: 'the peer',
    args: ['bench/variants/peer-server.mjs'],
    env: { DATABASE_URL: database.adminUrl, PORT: String(port) },
    ready: /ready/,
  })
  return {
    name: 'peer',
    label: 'C1 the peer: stripe-sync-engine 0.48.5 under fastify',
    port,
    path: '/webhooks',
    pids: [server.pid],
    empty: () => database.truncate(['stripe.invoices', 'stripe.charges']),
    // It keeps objects, not events; each event of the load is about an object of its own.
    stored: async () => (await database.count('stripe.invoices')) + (await database.count('stripe.charges')),
    stop: server.stop,
  }
}
