import { freePort } from '@/db/embedded/ports'
import { startChild } from '../children'
import { receivedTables, settings, webhookPath } from '../product'
import type { StartVariant } from './variant'

/** Our other door: the route handler under `next start`, as on a host that does not run our launcher. */
export const startOurNext: StartVariant = async (cluster) => {
  const database = await cluster.product('our_next')
  const port = await freePort(4600)
  const server = await startChild({
    name: 'next start',
    args: ['node_modules/next/dist/bin/next', 'start', '--port', String(port), '--hostname', '127.0.0.1'],
    env: {
      ...settings(cluster, database),
      PORT: String(port),
      AUTH_SECRET: 'only-for-the-bench-'.repeat(2),
      ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    },
    ready: /Ready in/,
  })
  return {
    name: 'our-next',
    label: 'Sluice: Next route',
    port,
    path: webhookPath,
    pids: [server.pid],
    empty: () => database.truncate(receivedTables),
    stored: () => database.count('inbox'),
    stop: server.stop,
  }
}
