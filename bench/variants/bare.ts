import { freePort } from '@/db/embedded/ports'
import { startChild } from '../children'
import { bareTable } from './bare-table'
import type { StartVariant } from './variant'

/** A3: what a Node process in front of PostgreSQL can reach at all. Everything else is stated as a share of it. */
export const startBare: StartVariant = async (cluster) => {
  const database = await bareTable(cluster, 'bare')
  const port = await freePort(4100)
  const server = await startChild({
    name: 'the bare receiver',
    args: ['bench/variants/bare-server.mjs'],
    env: { DATABASE_URL: database.url, PORT: String(port) },
    ready: /ready/,
  })
  return {
    name: 'limit',
    label: 'A3 the limit: `http`, micro-batched insert',
    port,
    path: '/webhook',
    pids: [server.pid],
    empty: () => database.truncate(['webhooks']),
    stored: () => database.count('webhooks'),
    stop: server.stop,
  }
}
