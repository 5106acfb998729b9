import { receivedTables, startRole, webhookPath } from '../product'
import type { StartVariant } from './variant'

/** Our front door: `ingest`, which answers webhooks without Next. */
export const startIngest: StartVariant = async (cluster) => {
  const database = await cluster.product('ingest')
  const server = await startRole(cluster, database, 'ingest')
  return {
    name: 'ours',
    label: 'Sluice: `ingest`',
    port: server.port,
    path: webhookPath,
    pids: [server.pid],
    empty: () => database.truncate(receivedTables),
    stored: () => database.count('inbox'),
    stop: server.stop,
  }
}
